"""Workbooks to PDF with a real LibreOffice, in a profile and with fonts of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from macros_py.desktop import end_program, signals_held
from macros_py.errors import FileProblem, MissingPart
from macros_py.package.archive import write_beside

_WINDOWS = ("LibreOffice/program/soffice.exe", "LibreOffice 24/program/soffice.exe")
_MACOS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"

# The fonts of office forms and what stands in for each where it is missing, best first.
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC")
_KAI = ("AR PL UKai CN", *_SERIF)
_STAND_INS = {
    **dict.fromkeys(
        ("宋体", "SimSun", "新宋体", "NSimSun", "仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312"), _SERIF
    ),
    **dict.fromkeys(("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong"), _SERIF),
    **dict.fromkeys(("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian"), _SANS),
    **dict.fromkeys(("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312"), _KAI),
}

# LibreOffice shows the values a file was saved with unless it is told to work every formula out again.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_libreoffice() -> Path | None:
    """Return the soffice program of this machine; None when there is none. ``FUBIAO7_SOFFICE`` names another one."""
    chosen = os.environ.get("FUBIAO7_SOFFICE")
    if chosen:
        return Path(chosen) if Path(chosen).is_file() else None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
    places = [Path(folder) / program for folder in folders if folder for program in _WINDOWS] + [Path(_MACOS)]
    return next((place for place in places if place.is_file()), None)


def to_pdf(paths: Sequence[str | Path], folder: str | Path, timeout: float) -> list[Path]:
    """Print workbooks to PDF files of the same names in ``folder``, in one run of LibreOffice; return the PDFs in order.

    ``timeout`` in seconds (printing.seconds of config.yaml) holds for the whole run. A PDF appears whole or not at all.

    Raises:
        MissingPart: there is no LibreOffice on this machine.
        FileProblem: a workbook is missing or LibreOffice did not print it in time.
    """
    sources = [Path(path) for path in paths]
    for source in sources:
        if not source.is_file():
            raise FileProblem(f"找不到要转成 PDF 的文件“{source}”，请检查它是否已被移动或改名。")
    program = find_libreoffice()
    if program is None:
        raise MissingPart(_missing_sentence())
    if not sources:
        return []
    targets = _targets(sources, Path(folder))
    with tempfile.TemporaryDirectory(prefix="fubiao7-pdf-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        copies = []
        for number, source in enumerate(sources, start=1):
            copy = work / "in" / f"{number}{source.suffix}"
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, copy)
            copies.append(copy)
        _convert(program, copies, work, timeout)
        made = [work / "out" / f"{copy.stem}.pdf" for copy in copies]
        for source, pdf in zip(sources, made, strict=True):
            if not _is_whole(pdf):
                raise FileProblem(f"LibreOffice 没能把“{source.name}”转成 PDF，请用 Excel 打开检查这个文件后再试。")
        for pdf, target in zip(made, targets, strict=True):
            content = pdf.read_bytes()
            write_beside(target, lambda stream, content=content: stream.write(content))  # type: ignore[misc]
    return targets


def _missing_sentence() -> str:
    chosen = os.environ.get("FUBIAO7_SOFFICE")
    if chosen:
        return f"环境变量 FUBIAO7_SOFFICE 写的“{chosen}”不是一个程序文件，不能转 PDF。请改成 LibreOffice 的 soffice，或去掉这个变量。"
    return "这台电脑上没有找到 LibreOffice，不能转 PDF。请安装 LibreOffice，或在 Excel 里用“另存为 PDF”。"


def _targets(sources: Sequence[Path], folder: Path) -> list[Path]:
    """Return a PDF name for each source; workbooks of one name from several folders are numbered."""
    targets: list[Path] = []
    for source in sources:
        target, number = folder / f"{source.stem}.pdf", 2
        while target in targets:
            target, number = folder / f"{source.stem}({number}).pdf", number + 1
        targets.append(target)
    return targets


def _convert(program: Path, copies: Sequence[Path], work: Path, timeout: float) -> None:
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        "--convert-to",
        "pdf:calc_pdf_Export",
        "--outdir",
        str(work / "out"),
        *map(str, copies),
    ]
    environment = {**os.environ, **_font_environment(work)}
    log = work / "log.txt"
    with log.open("wb") as output:
        process = None
        try:
            with signals_held():
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    env=environment,
                    start_new_session=sys.platform != "win32",
                )
            process.wait(timeout)
        except OSError as problem:
            raise MissingPart(f"LibreOffice（{program}）不能启动，请重新安装它。") from problem
        except subprocess.TimeoutExpired as problem:
            raise FileProblem(
                f"LibreOffice 用了 {timeout:g} 秒还没有转完 PDF，已经停止。请减少项目，分几次转；或者把 config.yaml 里 printing 的 seconds 改大。"
            ) from problem
        finally:
            if process is not None:
                end_program(process)


def _is_whole(pdf: Path) -> bool:
    if not pdf.is_file():
        return False
    content = pdf.read_bytes()
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def _font_environment(work: Path) -> dict[str, str]:
    """Return the environment in which missing Chinese fonts have a stand-in; empty where fontconfig is not used."""
    lister = shutil.which("fc-list")
    if lister is None or sys.platform == "win32":
        return {}
    listed = subprocess.run([lister, ":", "family"], capture_output=True, check=False, timeout=60)
    families = {
        family.strip().replace("\\", "").lower()
        for line in listed.stdout.decode("utf-8", "replace").splitlines()
        for family in line.split(",")
    }
    aliases = []
    for name, choices in _STAND_INS.items():
        stand_in = next((choice for choice in choices if choice.lower() in families), None)
        if name.lower() not in families and stand_in is not None:
            aliases.append(
                f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
                f'<edit name="family" mode="assign" binding="strong"><string>{escape(stand_in)}</string></edit></match>'
            )
    if not aliases:
        return {}
    system = os.environ.get("FONTCONFIG_FILE") or str(
        Path(os.environ.get("FONTCONFIG_PATH", "/etc/fonts")) / "fonts.conf"
    )
    settings = work / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">{escape(system)}</include>{"".join(aliases)}</fontconfig>',
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}
