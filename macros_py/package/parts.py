"""The parts of an Open XML package: names, relationships, and XML read within bounds."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote
from xml.etree import ElementTree

from macros_py.errors import FileProblem

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part; ``kind`` is the last word of its type, ``target`` a part name or an outside address."""

    key: str
    kind: str
    target: str
    external: bool = False


class Package:
    """An opened package. Part names are compared without regard to case, as the standard asks."""

    def __init__(self, source: str | Path | bytes, name: str = "") -> None:
        """Open ``source``, a path or the bytes of a file; ``name`` is what sentences call it."""
        self.name = name or ("工作簿" if isinstance(source, bytes) else Path(source).name)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, struct.error) as problem:
            # ValueError: a part name that claims to be UTF-8 and is not.
            raise FileProblem(f"“{self.name}”打不开：文件已损坏或不完整，请重新复制或下载一份。") from problem
        except OSError as problem:
            raise FileProblem(
                f"“{self.name}”读不出来（{problem.strerror or problem}），请看看它是否被占用。"
            ) from problem
        self._entries = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._archive.infolist()
        }

    def __enter__(self) -> Self:
        """Return the package, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def __contains__(self, part: str) -> bool:
        """Whether there is a part of that name."""
        return part.lower() in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The part names in lower case, in the order of the file."""
        return tuple(self._entries)

    @property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """The (packed, declared unpacked) sizes of the parts in bytes."""
        return tuple((info.compress_size, info.file_size) for info in self._entries.values())

    @property
    def xml_size(self) -> int:
        """The declared unpacked size of all XML parts in bytes."""
        return sum(info.file_size for name, info in self._entries.items() if name.endswith((".xml", ".rels", ".vml")))

    def size(self, part: str) -> int:
        """The declared unpacked size of ``part`` in bytes, 0 when there is none."""
        info = self._entries.get(part.lower())
        return info.file_size if info is not None else 0

    @property
    def encrypted(self) -> bool:
        """Whether an entry carries the zip format's own password flag."""
        return any(info.flag_bits & 0x1 for info in self._entries.values())

    def read(self, part: str, limit: int = -1) -> bytes:
        """Return the content of ``part``, at most ``limit`` bytes of it when a limit is given.

        Raises:
            FileProblem: the part is missing or damaged.
        """
        info = self._entries.get(part.lower())
        if info is None:
            raise FileProblem(f"“{self.name}”不完整：里面缺少 {part}，请用 Excel 打开并另存一份再试。")
        try:
            with self._archive.open(info) as stream:
                return stream.read(limit)
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
            struct.error,
        ) as problem:
            raise self.damaged(part) from problem
        except zlib.error as problem:
            raise self.damaged(part) from problem

    def damaged(self, part: str) -> FileProblem:
        """Return the problem that says ``part`` cannot be read."""
        return FileProblem(f"“{self.name}”已损坏（{part} 读不出来），请重新复制一份，或用 Excel 打开修复后另存。")

    def xml(self, part: str) -> ElementTree.Element:
        """Return the root element of an XML part; document types are refused, they have no place in a workbook."""
        content = self.read(part)
        if b"<!DOCTYPE" in content:
            raise self.damaged(part)
        try:
            return ElementTree.fromstring(content)
        except (ElementTree.ParseError, LookupError, ValueError) as problem:
            # A declared encoding that Python does not know is a LookupError, one of several bytes a ValueError.
            raise self.damaged(part) from problem

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return the relationships of ``part`` ("" for the package itself); none when it has no .rels part."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return ()
        found = []
        for node in self.xml(rels).iter(f"{_PACKAGE_RELATIONSHIP}Relationship"):
            target, external = node.get("Target", ""), node.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target).replace("\\", "/")))[1:]
            kind = node.get("Type", "").rsplit("/", 1)[-1]
            found.append(Relationship(node.get("Id", ""), kind, target, external))
        return tuple(found)
