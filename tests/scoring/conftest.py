"""The three schemes of config.yaml."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from macros_py.home import home
from macros_py.scheme import Scheme, read_scheme

SCHEMES = ("2022自评表说明", "财预〔2020〕10号", "财预〔2021〕101号")


@pytest.fixture(scope="session")
def scheme() -> Callable[[str], Scheme]:
    """Return a function that reads the scheme of config.yaml whose name contains the given text."""
    section = yaml.safe_load((home() / "config.yaml").read_text(encoding="utf-8"))["scoring"]

    def read(part: str) -> Scheme:
        (name,) = [name for name in SCHEMES if part in name]
        return read_scheme({**section, "scheme": name})

    return read
