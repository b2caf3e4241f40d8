"""How long LibreOffice takes to calculate a workbook whose formulas have no values yet."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from macros_py.printing.pdf import find_libreoffice


def recalculation_seconds(path: Path) -> float:
    """Return the seconds of opening and saving ``path`` beyond those of the same book with its values in place."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = _convert(path, Path(folder), "fresh")
        calculated = _convert(Path(folder) / "fresh" / path.name, Path(folder), "calculated")
    return fresh - calculated


def _convert(path: Path, folder: Path, name: str) -> float:
    program = find_libreoffice()
    assert program is not None, "LibreOffice is needed"
    began = time.perf_counter()
    command = [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / name), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return time.perf_counter() - began
