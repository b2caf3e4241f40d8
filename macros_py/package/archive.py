"""Writing a file in one piece, and a package whose bytes depend on nothing but its contents."""

from __future__ import annotations

import errno
import io
import os
import re
import secrets
import stat
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from macros_py.errors import FileProblem
from macros_py.package.locks import LOCK_PREFIX, hold, refuse_open_elsewhere, still_named, sweep

#: The earliest moment a zip can name; every entry we write carries it.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FIXED_STAMP = b"1980-01-01T00:00:00Z"
_LABEL_FORMAT = re.compile(rb'<(?:c:)?numFmt formatCode="[^"]*"(?=\s*/?>)')
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_PRINT_TITLES = re.compile(
    rb"(<definedName [^>]*Print_Titles[^>]*>)([^<,]*![$][0-9]+:[$][0-9]+),([^<,]*![$][A-Z]+:[$][A-Z]+)(?=<)"
)
_FONT = re.compile(rb"<font>((?:<\w+(?:\s[^<>]*)?/>)*)</font>")
_FONT_PROPERTY = re.compile(rb"(<(\w+)(?:\s[^<>]*)?/>)")
_FONT_ORDER = b"b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split()
_FIRST = ("[Content_Types].xml", "_rels/.rels")

_TEXT = re.compile(rb"(<t(?: [^>]*)?>)([^<]*)(</t>)")
#: Not again where openpyxl kept the escape of an inline string as it found it, nor the control characters that the
#: file engine has escaped.
_ESCAPE = re.compile(rb"(?<!_x005F)_x(?!005F_|00[01][0-9A-Fa-f]_)(?=[0-9A-Fa-f]{4}_)")

_LONGEST_ON_WINDOWS = 259
#: How the temporary file beside a target begins, so that a leftover is recognised for what it is.
TEMPORARY_PREFIX = "~附表7正在保存-"


def package_bytes(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """Return a package of ``parts`` (name → content) as zip bytes that are the same on every machine and day.

    ``[Content_Types].xml`` and ``_rels/.rels`` come first, the rest in the given order.
    """
    pairs = list(parts.items() if isinstance(parts, Mapping) else parts)
    pairs.sort(key=lambda pair: _FIRST.index(pair[0]) if pair[0] in _FIRST else len(_FIRST))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in pairs:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # Python writes 3 on Linux and 0 on Windows
            entry.external_attr = 0
            archive.writestr(entry, content, compresslevel=6)
    return target.getvalue()


def normalise(source: str | Path | bytes) -> bytes:
    """Return the package ``source`` (a path or its bytes), as openpyxl wrote it, as valid and reproducible bytes.

    Zip metadata is fixed, and so are created and modified in docProps/core.xml, which openpyxl sets to now. The
    properties of fonts are put into the order of the schema: the Open XML SDK rejects openpyxl's. Texts that look like
    an escape (_x0041_) are escaped. Print titles name their columns first, as Excel's do: of any other order LibreOffice
    keeps a second name, and writes both.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    return package_bytes((name, _normal(name, content)) for name, content in parts)


def _normal(name: str, content: bytes) -> bytes:
    if name == "docProps/core.xml":
        return _STAMP.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<3>", content)
    if name == "xl/styles.xml":
        return _FONT.sub(_in_order, content)
    if name == "xl/workbook.xml":
        return _PRINT_TITLES.sub(rb"\g<1>\g<3>,\g<2>", content)
    if name.startswith("xl/charts/"):
        # openpyxl leaves out that the labels' format is their own; LibreOffice then takes the cells'.
        return _LABEL_FORMAT.sub(rb'\g<0> sourceLinked="0"', content)
    if b"_x" in content and name.startswith(("xl/sharedStrings", "xl/worksheets/")):
        # openpyxl writes texts such as "编号_x0041_" unescaped, and every reader would take them for characters.
        return _TEXT.sub(lambda text: text[1] + _ESCAPE.sub(b"_x005F_x", text[2]) + text[3], content)
    return content


def _in_order(font: re.Match[bytes]) -> bytes:
    """Return a <font> with its children in the order of CT_Font (ECMA-376 18.8.22, as the SDK reads it)."""
    properties = _FONT_PROPERTY.findall(font[1])
    properties.sort(key=lambda found: _FONT_ORDER.index(found[1]) if found[1] in _FONT_ORDER else len(_FONT_ORDER))
    return b"<font>" + b"".join(whole for whole, _ in properties) + b"</font>"


def write_beside(path: str | Path, writer: Callable[[BinaryIO], object]) -> None:
    """Let ``writer`` fill a new file beside ``path`` and rename it into place when it is complete.

    Whatever goes wrong, the file that was there stays as it was and the new one is removed; where the process is killed,
    the next save in the folder removes it. ``writer`` may read back what it has written.
    A link is followed, and the new file keeps the old one's permissions (a shared folder depends on them).

    Raises:
        FileProblem: the folder is missing, the disk is full, the file is read-only or open in Excel.
    """
    target = Path(os.path.realpath(path))
    refuse_open_elsewhere(target)
    sweep(target.parent, TEMPORARY_PREFIX)
    temporary = target
    try:
        mode = _writable_mode(target)
        temporary, descriptor = _new_temporary(target)
        with os.fdopen(descriptor, "w+b") as stream:
            writer(stream)
            stream.flush()
            os.fsync(stream.fileno())
            if mode is not None:
                temporary.chmod(mode)
            if sys.platform != "win32":
                temporary.replace(target)  # while it is locked: nobody takes it for a leftover
        if sys.platform == "win32":
            temporary.replace(target)
    except OSError as problem:
        raise FileProblem(_why_not_saved(target, problem)) from problem
    finally:
        if temporary != target:
            temporary.unlink(missing_ok=True)


def _new_temporary(target: Path) -> tuple[Path, int]:
    """Return a new file beside ``target``, opened and locked so that no other command takes it for a leftover."""
    # O_EXCL with 0o666 obeys the umask; tempfile's 0o600 would lock colleagues out of a shared folder.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        temporary = target.with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(4)}.tmp")
        descriptor = os.open(temporary, flags, 0o666)
        if sys.platform == "win32" or (hold(descriptor) and still_named(descriptor, temporary)):
            return temporary, descriptor
        os.close(descriptor)


def sweep_leftovers(folder: Path) -> None:
    """Remove what killed commands left in ``folder``: half-written files and marks of work in progress."""
    sweep(folder, TEMPORARY_PREFIX)
    sweep(folder, LOCK_PREFIX)


def _writable_mode(target: Path) -> int | None:
    """Return the permissions of the file to be replaced, None when there is none yet."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(target))
    if not target.exists():
        return None
    mode = stat.S_IMODE(target.stat().st_mode)
    if not mode & stat.S_IWUSR:  # a rename would go over it silently on Linux
        raise PermissionError(errno.EACCES, "read-only", str(target))
    return mode


def _why_not_saved(target: Path, problem: OSError) -> str:
    """Return one Chinese sentence for an error met while saving ``target``."""
    name, folder = target.name, target.parent
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"“{name}”没有保存：磁盘已满。原来的文件没有变动，请腾出空间后再试。"
    if problem.errno == errno.EISDIR:
        return f"“{name}”没有保存：这个名字是一个文件夹，请换一个文件名。"
    if sys.platform == "win32" and len(str(target.with_name(f"{TEMPORARY_PREFIX}12345678.tmp"))) > _LONGEST_ON_WINDOWS:
        return f"“{name}”没有保存：它所在的文件夹层数太多、路径太长，请移到浅一些的文件夹（如 D:\\绩效）再试。"
    if not folder.is_dir():
        return f"“{name}”没有保存：找不到文件夹“{folder}”，请先建好文件夹或换一个位置。"
    if problem.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return f"“{name}”没有保存：文件名太长，或含有不能用的字符，请改短一些再试。"
    if problem.errno == errno.EROFS:
        return f"“{name}”没有保存：文件夹“{folder}”是只读的，请换一个位置。"
    if isinstance(problem, PermissionError):
        if target.exists():
            return f"“{name}”没有保存：文件是只读的，或正在 Excel、WPS 中打开。请关闭它或取消只读后再试。"
        return f"“{name}”没有保存：没有在文件夹“{folder}”里写文件的权限，请换一个位置。"
    return f"“{name}”没有保存（{problem.strerror or problem}）。原来的文件没有变动，请稍后再试。"
