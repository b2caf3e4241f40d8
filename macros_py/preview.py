"""A form kind as a picture, filled with the real sample."""

from __future__ import annotations

import tempfile
from pathlib import Path

from macros_py.config import Config
from macros_py.errors import UsageProblem
from macros_py.package.archive import write_beside
from macros_py.printing.pdf import to_pdf
from macros_py.printing.project_sheets import Sheet, department_sheet, print_sheets, project_sheet
from macros_py.sheets.transcription import sample_departments, sample_projects

DOTS_PER_INCH = 110
GAP = 12
"""Pixels between two pages."""


def preview(kind: str, out: Path, config: Config) -> Path:
    """Draw a form kind, filled with the sample, into the PNG file ``out``; its pages one below another.

    Raises:
        UsageProblem: the form kind is unknown, or ``out`` is no .png.
        MissingPart: this machine has no LibreOffice.
    """
    if out.suffix.lower() != ".png":
        raise UsageProblem(f"图片的文件名要以 .png 结尾，写的是“{out.name}”。")
    with tempfile.TemporaryDirectory(prefix="fubiao7-preview-") as folder:
        book = Path(folder) / "preview.xlsx"
        print_sheets([_sheet(kind, config)], book, lambda done, total: None)
        (pdf,) = to_pdf([book], folder, config.printing.seconds)
        picture = _pages_png(pdf)
    write_beside(out, lambda stream: stream.write(picture))
    return out


def _sheet(kind: str, config: Config) -> Sheet:
    if config.form_kinds.get(kind) is None:
        raise UsageProblem(f"没有名为“{kind}”的表样，可用的有：{'、'.join(config.form_kinds)}。")
    projects = sample_projects()
    if kind == config.department_form_kind.name:
        return department_sheet(sample_departments()[0], config, projects)
    fitting = [project for project in projects if project.form_kind == kind]
    return project_sheet((fitting or projects)[0], config, kind)


def _pages_png(pdf: Path) -> bytes:
    """Return the pages of a generated book as one PNG, without the 目录 that comes first."""
    import io

    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = DOTS_PER_INCH / 72
        pages = [document[number].render(scale=scale).to_pil() for number in range(1, len(document))]
    finally:
        document.close()
    whole = Image.new(
        "RGB",
        (max(page.width for page in pages), sum(page.height for page in pages) + GAP * (len(pages) - 1)),
        "#d0d0d0",
    )
    top = 0
    for page in pages:
        whole.paste(page, ((whole.width - page.width) // 2, top))
        top += page.height + GAP
    stream = io.BytesIO()
    whole.save(stream, "PNG", optimize=True)
    return stream.getvalue()
