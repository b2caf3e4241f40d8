"""What lies in workbook/ is exactly what its text sources give."""

from macros_py.artefacts import ARTEFACTS, build_artefacts
from macros_py.home import home


def test_every_artefact_is_rebuilt_byte_for_byte():
    assert build_artefacts(write=False) == []


def test_every_workbook_in_the_folder_is_an_artefact():
    assert {f"workbook/{path.name}" for path in (home() / "workbook").glob("*.xl*")} == {
        name for name in ARTEFACTS if name.startswith("workbook/") and ".xl" in name
    }
