"""The files that are built from text sources, byte for byte the same each time: workbooks and pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from macros_py.addin.package import build_addin, build_single_file
from macros_py.addin.source import help_page
from macros_py.check_page import check_page
from macros_py.config import Config, load_config
from macros_py.home import home
from macros_py.package.archive import write_beside
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.transcription import sample_departments, sample_projects


def _sample(config: Config) -> bytes:
    return build_standard_workbook(config, sample_projects(), sample_departments())


ARTEFACTS: dict[str, Callable[[Config], bytes]] = {
    "workbook/附表7.xlsx": build_standard_workbook,
    "workbook/示例.xlsx": _sample,
    "workbook/fubiao7.xlam": build_addin,
    "workbook/附表7.xlsm": build_single_file,
    "workbook/帮助.html": lambda config: help_page().encode("utf-8"),
    "docs/校验.md": lambda config: check_page(),
}


def build_artefacts(*, write: bool) -> list[Path]:
    """Rebuild every artefact; return the paths whose bytes differ from what stood there, written when ``write``."""
    config = load_config()
    changed = []
    for name, build in ARTEFACTS.items():
        path, content = home() / name, build(config)
        if not path.is_file() or path.read_bytes() != content:
            changed.append(path)
            if write:
                _put(path, content)
    return changed


def _put(path: Path, content: bytes) -> None:
    write_beside(path, lambda file: file.write(content))
