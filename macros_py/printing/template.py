"""A printed form as the clerks drew it: one workbook whose first sheet holds tags, read and checked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros_py.errors import FileProblem, TemplateProblem
from macros_py.package.columns import LAST_ROW
from macros_py.package.parts import MAIN, RELATIONSHIP, Package, Relationship
from macros_py.printing.area import Area, address, parse_area
from macros_py.printing.markup import child, children
from macros_py.printing.program import Program
from macros_py.printing.sheet_source import CellSource, SheetSource, read_sheet, rich_text
from macros_py.printing.styles import Stylesheet, number
from macros_py.printing.tags import CellTag, TagEnvironment, has_tag, parse_tag

_MOST_BYTES = 64 * 1024 * 1024
_MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Request:
    """A template to be read: where it lies and which names its tags may use."""

    path: Path
    project_names: frozenset[str]
    row_names: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A checked template.

    ``tags`` maps (row, column) to the tag of a cell, ``block`` is the first and last repeating row (None: a form
    without rows), ``printed`` the area that is printed. ``fixed`` and ``repeated`` are the tagged cells in the order in
    which ``program`` returns their values. ``warnings`` are Chinese sentences about what is not carried over.
    """

    name: str
    source: SheetSource
    styles: Stylesheet
    tags: Mapping[tuple[int, int], CellTag]
    block: tuple[int, int] | None
    printed: Area
    fixed: tuple[tuple[int, int], ...]
    repeated: tuple[tuple[int, int], ...]
    program: Program
    warnings: tuple[str, ...]


def load_template(path: Path, project_names: frozenset[str], row_names: frozenset[str]) -> Template:
    """Read one template whose tags may use ``project_names`` anywhere and ``row_names`` in its repeating row.

    Raises:
        TemplateProblem: every wrong tag of the template, one a line, with its cell.
        FileProblem: the file is missing or no workbook.
    """
    return _Reader(Request(Path(path), project_names, row_names)).template()


def load_templates(requests: Mapping[str, Request]) -> dict[str, Template]:
    """Read several templates; the problems of all of them come in one TemplateProblem."""
    loaded, problems = {}, []
    for key, request in requests.items():
        try:
            loaded[key] = _Reader(request).template()
        except TemplateProblem as problem:
            problems.append(str(problem))
    if problems:
        raise TemplateProblem("\n".join(problems))
    return loaded


class _Reader:
    """Reads one template, collecting what is wrong with it."""

    def __init__(self, request: Request) -> None:
        self.path, self.name = request.path, request.path.name
        self.project_names, self.row_names = request.project_names, request.row_names
        self.problems: list[str] = []
        self.source = SheetSource("")
        self.styles: Stylesheet

    def template(self) -> Template:
        self._read_package()
        source = self.source
        for area in source.formulas:
            self._problem(address(area), "里是公式，打印的表不带公式，请改成文字或标签")
        tags = self._tags()
        block = self._block(tags)
        self._check_merges(tags, block)
        if not tags and not self.problems:
            self._problem("", "里没有标签，请在要填写的单元格里写上 {{ 项目名称 }} 这样的标签")
        if self.problems:
            raise TemplateProblem("\n".join(self.problems))
        inside = range(block[0], block[1] + 1) if block else range(0)
        fixed = tuple(place for place in sorted(tags) if place[0] not in inside)
        repeated = tuple(place for place in sorted(tags) if place[0] in inside)
        for row, column in tags:  # a book copies the styles once, so the variants must be there before
            for shrink in (False, True):
                self.styles.variant(source.cells[row][column].style, shrink=shrink)
            self.styles.whole_numbers(self.styles.variant(source.cells[row][column].style, shrink=True))
        environment = TagEnvironment()
        program = Program(environment, [tags[p] for p in fixed], [tags[p] for p in repeated], self.row_names)
        printed = self._printed()
        warnings = tuple(f"{self.name}：{text}" for text in source.warnings)
        return Template(self.name, source, self.styles, tags, block, printed, fixed, repeated, program, warnings)

    def _problem(self, cell: str, text: str) -> None:
        where = f" 的 {cell} " if cell else " "
        self.problems.append(f"模板 {self.name}{where}{text}。".replace("？。", "？"))

    def _read_package(self) -> None:
        if not self.path.is_file():
            raise FileProblem(f"找不到模板“{self.name}”，请检查它是否还在文件夹“{self.path.parent}”里。")
        with Package(self.path) as package:
            if package.encrypted or sum(size for _, size in package.sizes) > _MOST_BYTES:
                raise FileProblem(f"模板“{self.name}”有密码或太大，请用 Excel 另存一份没有密码的 .xlsx 再试。")
            book_part = next((r.target for r in package.relationships("") if r.kind == "officeDocument"), "")
            if not book_part:
                raise FileProblem(f"模板“{self.name}”不是 Excel 工作簿（.xlsx），请用 Excel 另存为 .xlsx 再试。")
            book = package.xml(book_part)
            if not book.tag.startswith(MAIN):
                raise FileProblem(f"模板“{self.name}”是“Strict Open XML”格式，请另存为普通的“Excel 工作簿（.xlsx）”。")
            related = package.relationships(book_part)
            sheets = child(book, "sheets")
            nodes = list(children(sheets)) if sheets is not None else []
            shown = [n for n, node in enumerate(nodes) if node.get("state", "visible") == "visible"] or [0]
            if not nodes:
                raise FileProblem(f"模板“{self.name}”里没有工作表。")
            node = nodes[shown[0]]
            part = next((r.target for r in related if r.key == node.get(f"{RELATIONSHIP}id")), "")
            strings = (
                [rich_text(item) for item in children(package.xml(_part(related, "sharedStrings")))]
                if _part(related, "sharedStrings") in package
                else []
            )
            theme = package.read(_part(related, "theme")) if _part(related, "theme") in package else b""
            self.styles = Stylesheet(package.xml(_part(related, "styles")), theme)
            self.source = source = read_sheet(package.xml(part), node.get("name", ""), strings)
        if len(shown) > 1:
            source.warnings.append(f"只用第一张工作表“{source.name}”做模板，其余工作表不会带到生成的表里。")
        names = child(book, "definedNames")
        for defined in children(names) if names is not None else ():
            if int(number(defined.get("localSheetId"), -1)) == shown[0]:
                self._defined_name(defined.get("name", ""), defined.text or "")
        self._tidy()

    def _defined_name(self, name: str, text: str) -> None:
        areas = [parse_area(part.rpartition("!")[2]) for part in text.split(",")]
        if name == "_xlnm.Print_Area" and areas[0] is not None:
            self.source.print_area = areas[0]
        rows = [area for area in areas if area is not None and area.bottom < LAST_ROW]
        if name == "_xlnm.Print_Titles" and rows:
            self.source.print_titles = (rows[0].top, rows[0].bottom)

    def _tidy(self) -> None:
        """Drop overlapping merges, texts that a merge hides, and endless empty rows."""
        source = self.source
        kept: list[Area] = []
        for area in source.merges:
            overlaps = any(
                a.top <= area.bottom and area.top <= a.bottom and a.left <= area.right and area.left <= a.right
                for a in kept
            )
            if not overlaps and area.bottom <= _MOST_ROWS and (area.top, area.left) != (area.bottom, area.right):
                kept.append(area)
        source.merges = kept
        for area in kept:
            for row in range(area.top, area.bottom + 1):
                for column, cell in source.cells.get(row, {}).items():
                    if area.left <= column <= area.right and (row, column) != (area.top, area.left) and cell.kind:
                        source.cells[row][column] = CellSource(cell.style)
        last, _ = self._used()
        source.cells = {row: cells for row, cells in source.cells.items() if row <= last}
        source.rows = {row: form for row, form in source.rows.items() if row <= last}

    def _used(self) -> tuple[int, int]:
        """Return the last row and column that hold a text, a merge, a border or a fill."""
        source = self.source
        places = [
            (row, column)
            for row, cells in source.cells.items()
            for column, cell in cells.items()
            if row <= _MOST_ROWS and (cell.kind or self.styles.is_visible(cell.style))
        ]
        places += [(area.bottom, area.right) for area in source.merges]
        return max((row for row, _ in places), default=1), max((column for _, column in places), default=1)

    def _printed(self) -> Area:
        """Return the template's own print area, cut to what is used; else all that is used."""
        bottom, right = self._used()
        area = self.source.print_area
        if area is None or area.top > bottom or area.left > right:
            return Area(1, 1, bottom, right)
        return Area(area.top, area.left, min(area.bottom, bottom), min(area.right, right))

    def _tags(self) -> dict[tuple[int, int], CellTag]:
        environment = TagEnvironment()
        known = self.project_names | self.row_names
        tags = {}
        for row, cells in sorted(self.source.cells.items()):
            for column, cell in sorted(cells.items()):
                if cell.kind != "s" or not has_tag(cell.text):
                    continue
                tag, wrong = parse_tag(environment, cell.text, known)
                for text in wrong:
                    self._problem(address(Area(row, column, row, column)), text)
                if tag is not None:
                    tags[row, column] = tag
        return tags

    def _block(self, tags: Mapping[tuple[int, int], CellTag]) -> tuple[int, int] | None:
        used = {row for (row, _), tag in tags.items() if tag.names & self.row_names}
        for (row, column), tag in tags.items():
            if tag.names & self.row_names:
                area = self._merge_at(row, column)
                used.update(range(area.top, area.bottom + 1))
        if not used:
            return None
        first, last = min(used), max(used)
        if len(used) != last - first + 1:
            rows = "、".join(str(row) for row in sorted(used))
            self._problem("", f"的重复行不在一起（第 {rows} 行）：一张表只能有一处重复的行，请把它们放在相邻的行")
        return first, last

    def _check_merges(self, tags: Mapping[tuple[int, int], CellTag], block: tuple[int, int] | None) -> None:
        for (row, column), tag in tags.items():
            area = self._merge_at(row, column)
            if tag.merges and (block is None or not block[0] <= row <= block[1]):
                self._problem(_cell(row, column), "的“合并”只能用在重复的行里")
            elif tag.merges and block is not None and (area.top, area.bottom) != block:
                self._problem(
                    _cell(row, column), f"的“合并”要占满重复的第 {block[0]}—{block[1]} 行，请先把这几行的单元格合并"
                )
        for area in self.source.merges if block else ():
            first, last = block or (0, 0)
            apart = area.bottom < first or area.top > last
            inside = first <= area.top and area.bottom <= last
            across = area.top < first and area.bottom >= last
            if not (apart or inside or across):
                self._problem(
                    address(area),
                    f"的合并单元格只盖住了重复行（第 {first}—{last} 行）的一部分或从重复行开始向下伸出，请改成从表头开始、盖住全部重复行",
                )

    def _merge_at(self, row: int, column: int) -> Area:
        for area in self.source.merges:
            if (area.top, area.left) == (row, column):
                return area
        return Area(row, column, row, column)


def _cell(row: int, column: int) -> str:
    return address(Area(row, column, row, column))


def _part(related: Iterable[Relationship], kind: str) -> str:
    return next((relationship.target for relationship in related if relationship.kind == kind), "")
