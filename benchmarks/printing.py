"""How long the PDF of a printed book takes, beside soffice alone on the same book without print titles.

Run: python -m benchmarks.printing [sheets]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks.synthetic import synthetic_projects
from macros_py.config import load_config
from macros_py.package.archive import package_bytes
from macros_py.printing.pdf import find_libreoffice, to_pdf
from macros_py.printing.project_sheets import print_sheets, project_sheet


def without_print_titles(book: Path, out: Path) -> None:
    """Write a copy of ``book`` whose workbook part names no print titles."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    titles = rb'<definedName name="_xlnm.Print_Titles".*?</definedName>'
    parts["xl/workbook.xml"] = re.sub(titles, b"", parts["xl/workbook.xml"])
    out.write_bytes(package_bytes(parts))


def main() -> None:
    """Print seconds and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 250
    program = find_libreoffice()
    if program is None:
        print("这台电脑上没有 LibreOffice，PDF 的速度没有测。")
        return
    config = load_config()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, plain = folder / "book.xlsx", folder / "plain.xlsx"
        sheets = [project_sheet(project, config) for project in synthetic_projects(count)]
        print_sheets(sheets, book, lambda done, total: None)
        without_print_titles(book, plain)
        began = time.perf_counter()
        to_pdf([book], folder, timeout=600)
        ours = time.perf_counter() - began
        began = time.perf_counter()
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            str(program),
            "--headless",
            profile,
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "o"),
            str(plain),
        ]
        subprocess.run(command, check=True, capture_output=True)
        alone = time.perf_counter() - began
    print(
        f"PDF of {count} sheets: {ours:.2f} s; soffice alone without print titles {alone:.2f} s; ratio {ours / alone:.2f}"
    )


if __name__ == "__main__":
    main()
