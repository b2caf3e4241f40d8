"""What a press of a button loads: each costs the clerk time."""

import subprocess
import sys

import pytest

from macros_py.commands import IDS
from macros_py.home import home

HEAVY = ("pandas", "numpy", "polars", "matplotlib", "PIL")


def loaded(program):
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sorted(name for name in sys.modules))"],
        capture_output=True,
        cwd=home(),
        check=True,
        text=True,
    )
    return set(done.stdout.split())


def test_no_command_loads_pandas_or_its_like():
    program = f"import macros_py.ribbon as ribbon; ribbon.load_config()\nfor name in {IDS}: ribbon.load_command(name)"

    assert loaded(program).isdisjoint(HEAVY)


@pytest.mark.parametrize("floor", ["checks", "scoring", "printing", "commands.check", "addin"])
def test_ready_loads_no_command_and_nothing_that_only_commands_need(floor):
    names = loaded("import macros_py.ribbon as ribbon; ribbon.load_config()")

    assert "xlwings" in names and f"macros_py.{floor}" not in names
