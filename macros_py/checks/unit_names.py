"""Names of units and projects that differ by a character or two, from form to form or within one form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from os.path import commonprefix

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import NUMBERING, TELLING, compact, near_pairs, nearly_same
from macros_py.model import DepartmentEvaluation, Project


class UnitNameVariants(Check):
    """单位名称与别的表只差一两个字.

    检查什么: 同一人填的（填表人和联系电话、部门代码或主管部门相同，或半数以上是同一单位）各张表上，单位名称是否只差一两个字（数字、甲乙等不算）；以写得最多的为准，一样多的看像不像别的单位、有没有缺字和重字。
    为什么: 同一个单位写成几个名字，汇总时就成了几个单位。
    反例: 四张表写“芷江侗族自治县”，一张写“江西侗族自治县”，两张写“江侗族自治县”。
    正例: 各张表的单位名称完全一样。
    依据: 单位的法定名称。
    """

    code = "X703"
    title = "单位名称前后不一"
    severity = Severity.WARNING
    message = "{heading}“{value}”与“{usual}”（共 {count} 张表）只差一两个字，像是同一个单位。"
    hint = "请核对单位名称，把写错的改成一样；确是两个单位的，在已核栏写 X703 和理由。"
    hides = frozenset({"X704:department", "X704:unit_line"})

    def everything(self, records: Records) -> Iterator[Finding]:
        for field, heading in (("implementing_unit", "实施单位"), ("department", "主管部门")):
            counts: Counter[str] = Counter()
            fillers: dict[str, set[str]] = {}
            departments: dict[str, set[str]] = {}
            for project in records.projects:
                if name := compact(getattr(project, field)):
                    counts[name] += 1
                    fillers.setdefault(name, set()).update(_fillers(project))
                    departments.setdefault(name, set()).add(compact(project.department))
            places = {name: place for place, name in enumerate(counts)}
            usual: dict[str, str] = {}
            for pair in near_pairs(counts, 6, 2, NUMBERING):
                if _is_office(*pair):
                    continue
                one, two = sorted(pair, key=lambda name: (*_likely(name, pair, counts), places[name]))
                # Of two units with one 主管部门, a name that only lacks a character of the other is the same unit's.
                same_hand = (
                    fillers[one] & fillers[two]
                    or (_lacks_only(one, two) and (departments[one] & departments[two]) - {""})
                    or (field == "department" or departments[one] == departments[two] == {""})
                    and _slips(one, two)
                    or _rules(one, two, counts)
                )
                if same_hand and (two not in usual or counts[usual[two]] < counts[one]):
                    usual[two] = one
            if not usual:
                continue
            for project in records.projects:
                name = compact(getattr(project, field))
                if name not in usual or (field == "department" and name == compact(project.implementing_unit)):
                    continue
                yield self.finding(
                    project,
                    project,
                    field,
                    getattr(project, field).strip(),
                    heading=heading,
                    usual=usual[name],
                    count=counts[usual[name]],
                )


_DOUBLED = re.compile(r"(.)\1")


def _likely(name: str, pair: tuple[str, str], counts: Counter[str]) -> tuple[int, ...]:
    """Return how likely a name is the right one of its pair, the likelier the less: it stands oftener, begins as others do,
    doubles no character and lacks none.
    """
    shared = len(commonprefix(pair))
    kin = sum(
        count for other, count in counts.items() if other not in pair and len(commonprefix((name, other))) > shared
    )
    return -counts[name], -kin, int(_DOUBLED.search(name) is not None), -len(name)


def _is_office(first: str, second: str) -> bool:
    """Tell whether a name is that of an office of the other unit: 教育局 and 教育局项目办, 教育局 and 教育督导室."""
    shorter, longer = sorted((first, second), key=len)
    return len(longer) - len(shorter) > 1 and shorter[:-1] == longer[: len(shorter) - 1] and longer[-1] in _OFFICES


_OFFICES = "办室科股所站队心院校园馆组处社会部"


def _lacks_only(first: str, second: str) -> bool:
    """Tell whether the shorter name is the longer one with characters left out."""
    shorter, longer = sorted((first, second), key=len)
    rest = iter(longer)
    return len(shorter) < len(longer) and all(character in rest for character in shorter)


def _slips(first: str, second: str) -> bool:
    """Tell whether one name lacks or doubles a single character of the other that tells no units apart: 林业局局."""
    return abs(len(first) - len(second)) == 1 and _lacks_only(first, second) and nearly_same(first, second, 1)


def _is_slip(first: str, second: str) -> bool:
    """Tell whether two names on one form are one name with a slip of the pen.

    市 for 县 or 城东 for 城西 names another unit; 其 for 区 names none, nor does 县 left out within a name.
    """
    place = len(commonprefix((first, second)))
    old, new = first[place : place + 1], second[place : place + 1]
    if len(first) == len(second) and first[place + 1 :] == second[place + 1 :]:
        return TELLING.search(old) is None or TELLING.search(new) is None
    if first[place + 1 :] == second[place:] or first[place:] == second[place + 1 :]:
        gone = old if len(first) > len(second) else new
        return gone in _REGIONS or TELLING.search(gone) is None
    return nearly_same(first, second, 1)


_REGIONS = "省市州县区旗乡镇"


def _rules(usual: str, rare: str, counts: Counter[str]) -> bool:
    """Tell whether a list is one unit's own: half of its forms bear one name, and the other name is a rare one."""
    return counts[usual] >= 4 and counts[usual] * 2 >= counts.total() and counts[rare] * 4 <= counts[usual]


def _fillers(project: Project) -> Iterator[str]:
    heading = project.heading
    if heading.filled_by.strip() and heading.phone.strip():
        yield f"{heading.filled_by.strip()} {heading.phone.strip()}"
    if project.department_code.strip():
        yield f"代码 {project.department_code.strip()}"


class HeadingAgainstCells(Check):
    """同一张表上单位或项目的名称前后不一.

    检查什么: 表上方的单位、项目与表内的实施单位、项目名称是否相同；主管部门与实施单位、盖章单位与部门名称是否只差一两个字。
    为什么: 一张表上同一个名称写了两个样子，必有一个写错。
    反例: 表上方印“考核评价经费”，项目名称是“考核评阶经费”。
    正例: 表上方和表内的名称相同。
    依据: 2026 年目标表的抬头；各表样的单位栏。
    """

    code = "X704"
    title = "同一张表上名称不一致"
    severity = Severity.WARNING
    message = "{heading}“{value}”与{other_heading}“{other}”{how}。"
    hint = "请核对后改成一样。"

    def project(self, project: Project) -> Iterator[Finding]:
        heading = project.heading
        pairs = (
            ("unit_line", "抬头单位", heading.unit_line, "实施单位", project.implementing_unit),
            ("project_line", "抬头项目", heading.project_line, "项目名称", project.name),
        )
        for field, label, printed, other_label, cell in pairs:
            if not printed or not cell or printed == cell:
                continue
            one, two = compact(printed), compact(cell)
            # A line may print the code of the unit or the whole of 一级项目 as well.
            if one and two and one not in two and two not in one:
                yield self.finding(
                    project,
                    project,
                    field,
                    printed.strip(),
                    heading=label,
                    other_heading=other_label,
                    other=cell.strip(),
                    how="不同",
                )
        yield from self._near(
            project, "department", "主管部门", project.department, "实施单位", project.implementing_unit
        )

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        yield from self._near(
            department, "seal_line", "盖章单位", department.seal_line, "部门名称", department.department
        )

    def _near(
        self, owner: Project | DepartmentEvaluation, field: str, label: str, first: str, other_label: str, second: str
    ) -> Iterator[Finding]:
        if first == second or abs(len(first) - len(second)) > 4:
            return
        one, two = compact(first), compact(second)
        # 州财政局 and 州财政局某科 differ by what was added; a name inside the other is no slip of the pen.
        if (
            min(len(one), len(two)) >= 5
            and one != two
            and not one.startswith(two)
            and not two.startswith(one)
            and _is_slip(one, two)
        ):
            yield self.finding(
                owner,
                owner,
                field,
                first.strip(),
                heading=label,
                other_heading=other_label,
                other=second.strip(),
                how="只差一两个字",
            )


CHECKS = (
    UnitNameVariants,
    HeadingAgainstCells,
)
