"""The zip for a machine without network: add-in, workbooks, templates, settings, program packages, install.bat."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from macros_py.addin.installing import HOUSEHOLD
from macros_py.errors import FileProblem, MissingPart
from macros_py.home import home
from macros_py.package.archive import FIXED_TIME, write_beside

NAME = "附表7工作簿"
PYTHONS = ("3.11", "3.12", "3.13")
#: Texts that only the build reads.
SOURCES = ("workbook/source/addin/", "workbook/source/release/")
BATCHES = ("install.bat", "uninstall.bat")
PAGES = ("安装说明（经办人）", "安装说明（信息科）", "验收清单")
#: cmd.exe of a Chinese Windows reads a batch file in this code page.
BATCH_ENCODING = "gbk"


def build_release(folder: Path, pythons: Sequence[str] = PYTHONS) -> Path:
    """Write the release into ``folder`` and return its path; ``pythons`` are the versions to bring packages for, or none.

    Raises:
        MissingPart: this is no checkout of the project, or the packages could not be fetched.
        FileProblem: the folder cannot be written.
    """
    if not (home() / "pyproject.toml").is_file():
        raise MissingPart("发布的压缩包要在项目的源代码文件夹里做，这里只有装好的程序。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(f"建不了文件夹“{folder}”（{error.strerror}），请换一个位置。") from error
    target = folder / f"{NAME}.zip"
    with tempfile.TemporaryDirectory(prefix="fubiao7-release-") as work:
        wheels = _wheels(Path(work), pythons) if pythons else []
        files = [*household(), *((f"wheels/{wheel.name}", wheel.read_bytes()) for wheel in wheels)]
    write_beside(target, lambda stream: _write_zip(stream, files))
    return target


def household() -> Iterator[tuple[str, bytes]]:
    """Yield everything but the packages: names within the release and contents, ready for Windows."""
    for name in BATCHES:
        text = (home() / "workbook" / "source" / "release" / name).read_text(encoding="utf-8")
        yield name, text.replace("\n", "\r\n").encode(BATCH_ENCODING)
    for name in PAGES:
        text = plain_text((home() / "docs" / f"{name}.md").read_text(encoding="utf-8"))
        yield f"{name}.txt", text.replace("\n", "\r\n").encode("utf-8-sig")
    for name in HOUSEHOLD:
        place = home() / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            inside = path.relative_to(home()).as_posix()
            # What a program that has a workbook open leaves beside it is no part of the release.
            if path.is_file() and not path.name.startswith((".", "~")) and not inside.startswith(SOURCES):
                yield inside, path.read_bytes()


def plain_text(markdown: str) -> str:
    """Return a page of the docs as Notepad should show it: no marks for headings, bold, code, links and table rules."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"“\1”", markdown)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text).replace("`", "")
    text = re.sub(r"^#+ (.+)$", r"■ \1", text, flags=re.MULTILINE)
    return re.sub(r"^\|(?:-+\|)+\n", "", text, flags=re.MULTILINE)


def _write_zip(stream: object, files: Sequence[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, content in files:
            entry = zipfile.ZipInfo(f"{NAME}/{name}", FIXED_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def _wheels(work: Path, pythons: Sequence[str]) -> list[Path]:
    """Return the package of the project and all it needs on 64-bit Windows, fetched with pip."""
    made, fetched = work / "made", work / "wheels"
    _pip("wheel", "--no-deps", "--wheel-dir", str(made), str(home()))
    wanted = {str(path) for path in made.glob("*.whl")}
    while wanted:
        for version in pythons:
            _pip(
                *("download", "--dest", str(fetched), "--only-binary", ":all:", "--find-links", str(fetched)),
                *("--platform", "win_amd64", "--python-version", version, "--implementation", "cp", *sorted(wanted)),
            )
        wanted = missing_on_windows(sorted(fetched.glob("*.whl")))
    return sorted(fetched.glob("*.whl"))


def missing_on_windows(wheels: Sequence[Path]) -> set[str]:
    """Return what the packages ``wheels`` need on Windows only and is not among them.

    pip fetches for another platform but decides by its own what "on Windows only" means: it leaves these out.
    """
    there = {_plain(path.name.partition("-")[0]) for path in wheels}
    needed = set()
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            text = archive.read(metadata).decode("utf-8")
        needed |= {
            requirement.strip()
            for requirement, marker in re.findall(r"^Requires-Dist: ([^;\n]+);(.+)$", text, re.MULTILINE)
            if re.search(r"""==\s*["'](Windows|win32)["']""", marker) and "extra" not in marker
        }
    return {one for one in needed if _plain(re.split(r"[^\w.-]", one)[0]) not in there}


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", words[0], "--quiet", "--disable-pip-version-check", *words[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise MissingPart(f"程序包没有取全（要联网，或用 --without-packages 不带程序包）：{last}")
