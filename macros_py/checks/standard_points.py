"""The points in 评(扣)分标准: beside 分值, added up, and where a sentence leaves them open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import Readings
from macros_py.checks.standards import DoubtfulStandardCheck, StandardCheck, read_standards
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring import Doubt
from macros_py.scoring.literals import literal


class StandardAgainstWeight(DoubtfulStandardCheck):
    """评分标准的满分与分值不一致.

    检查什么: 评(扣)分标准里的满分与“分值”栏是否相同。
    为什么: 满分和分值不同，得分就超过或达不到分值。
    反例: 评分标准“达到计划值得5分……”，分值 8。
    正例: 评分标准“达到计划值得5分……”，分值 5。
    依据: 评(扣)分标准的满分就是指标的分值。
    """

    code = "W604"
    title = "评分标准的满分与分值不一致"
    severity = Severity.ERROR
    message = "评分标准的满分是 {full} 分，分值栏是 {weight} 分。"
    hint = "请核对，改成一致。"
    # By which of the two the score is to be, nobody can tell.
    hides = frozenset({"P804"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            if indicator.weight is None:
                continue
            # A sentence that does not suit its target still names the points it is about.
            mark = reading.rule.full if reading.rule is not None else _full_mark(indicator.standard)
            if mark is None or mark == indicator.weight:
                continue
            full = literal(mark)
            yield self.finding(
                owner, indicator, "standard", indicator.standard, full=full, weight=literal(indicator.weight)
            )


def without_points(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the few rows of a form whose sentence leaves open how many points there are, as their 分值 does."""
    standards = read_standards(readings, owner)
    open_ = [
        row
        for row, reading in standards
        if reading.rule is None and any(one.doubt is Doubt.NO_FULL_MARK for one in reading.findings)
    ]
    return open_ if len(open_) * _MOST_OPEN <= len(standards) else []


# With more of them a form leaves the points to 分值 on purpose.
_MOST_OPEN = 5


class StandardWithoutPoints(StandardCheck):
    """个别评分标准没有写满分是几分.

    检查什么: 没有分值的表，八成以上的评(扣)分标准写了满分几分，其余能读懂的是否没有写。
    为什么: 没有满分也没有分值，这一条就没法打分，各条的满分也凑不成 100。
    反例: 达到计划值得分,否则按实际值/计划值*指标分值计分。
    正例: 达到计划值得5分,否则按实际值/计划值*指标分值计分。
    依据: 2026 年目标表：评(扣)分标准写明每条的满分。
    """

    code = "W632"
    about = without_points
    title = "评分标准没有写几分"
    severity = Severity.WARNING
    message = "本表 {others} 条评分标准写了满分是几分，这一条没有写：{value}"
    hint = "请写明满分是几分。"
    hides = frozenset({"W606"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        lacking = without_points(self.readings, owner)
        for indicator in lacking:
            others = len(read_standards(self.readings, owner)) - len(lacking)
            yield self.finding(owner, indicator, "standard", indicator.standard.strip(), others=others)


def full_marks(readings: Readings, owner: Owner) -> list[Decimal]:
    """Return the full marks of a project without 分值, row by row; none where one of them is not told."""
    rows = owner.indicators
    if not isinstance(owner, Project) or not rows or not rows[0].standard or rows[0].weight is not None:
        return []
    if any(row.weight is not None for row in rows):
        return []
    stated = {id(row): reading.full for row, reading in read_standards(readings, owner)}
    marks = []
    for row in rows:
        # Without every full mark the sum says nothing.
        full = stated.get(id(row)) or _most_points(row.standard)
        if full is None:
            return []
        marks.append(full)
    return marks


class FullMarks(StandardCheck):
    """各条评分标准的满分加起来不是 100 分.

    检查什么: 没有分值栏的表，每条评(扣)分标准的满分之和是否等于 100，或 100 减去预算执行率的分值（config.yaml）。
    为什么: 自评总分是 100 分，满分之和不对，总分就不对。
    反例: 满分之和 85 分。
    正例: 满分之和 90 分（另有预算执行率 10 分）。
    依据: 财预〔2020〕10号；config.yaml 的 scoring。
    """

    code = "W606"
    about = full_marks
    title = "评分标准的满分合计不对"
    severity = Severity.HINT
    message = "各条评分标准的满分合计 {sum} 分，应为 {total} 分或 {rest} 分（另有预算执行率 {execution} 分）。"
    hint = "请核对各条的满分。"

    def project(self, project: Project) -> Iterator[Finding]:
        rows = project.indicators
        marks = full_marks(self.readings, project)
        if not marks:
            return
        spent = sum(marks, Decimal(0))
        total, execution = self.config.scheme.total, self.config.execution.weight
        # More than all that can be had is the business of W629, where it tells whose mark it is.
        if spent not in (total, total - execution) and not _one_too_many(marks, total, execution):
            yield self.finding(
                project,
                rows[0],
                "standard",
                rows[0].standard,
                sum=literal(spent),
                total=literal(total),
                rest=literal(total - execution),
                execution=literal(execution),
            )


class FullMarksAboveTotal(StandardCheck):
    """一条评分标准的满分把合计顶过了 100 分.

    检查什么: 没有分值栏的表，各条评(扣)分标准的满分之和是否超过总分，而去掉满分最高的一条就不超过。
    为什么: 总分只有 100 分，多半是这一条多写了一个零。
    反例: 满分 15、20、25、150 分，合计 210 分。
    正例: 满分 15、20、25、30 分，合计 90 分（另有预算执行率 10 分）。
    依据: 财预〔2020〕10号；config.yaml 的 scoring。
    """

    code = "W629"
    about = full_marks
    title = "评分标准的满分超过总分"
    severity = Severity.ERROR
    message = "这条的满分是 {full} 分，各条合计 {sum} 分，超过了总分 {total} 分。"
    hint = "请核对这条的满分。"

    def project(self, project: Project) -> Iterator[Finding]:
        marks = full_marks(self.readings, project)
        total = self.config.scheme.total
        if not marks or not _one_too_many(marks, total, self.config.execution.weight):
            return
        row = project.indicators[marks.index(max(marks))]
        shown = {"full": literal(max(marks)), "sum": literal(sum(marks, Decimal(0))), "total": literal(total)}
        yield self.finding(project, row, "standard", row.standard, **shown)


def _one_too_many(marks: list[Decimal], total: Decimal, execution: Decimal) -> bool:
    """Tell whether the largest mark alone makes the sum exceed the total: it is more than all, or ten times what would do."""
    spent, most = sum(marks, Decimal(0)), max(marks)
    if spent <= total or spent - most >= total or marks.count(most) != 1:
        return False
    return most >= total or spent - most + most / 10 in (total, total - execution)


_FIRST_MARK = re.compile(
    r"^[^0-9]{0,12}(?:达到计划值|达到目标值|完成计划|完成目标值?|范围内|范围之内)[的,，]?\s*得\s*(?:满分)?\s*([0-9]+(?:\.[0-9]+)?)\s*分"
)


def _full_mark(standard: str) -> Decimal | None:
    """Return the full mark of a sentence whose end is missing."""
    found = _FIRST_MARK.search(standard)
    return Decimal(found[1]) if found else None


def _most_points(standard: str) -> Decimal | None:
    """Return the most points that a sentence awards though nobody could read all of it; None where it names none."""
    if (mark := _full_mark(standard)) is not None:
        return mark
    # 每新建1间得0.5分 alone does not say how much all of them earn.
    if _EARNED_EACH.search(standard) is not None and "满分" not in standard:
        return None
    return max(map(Decimal, _AWARDED.findall(standard)), default=None)


_AWARDED = re.compile(r"(?:(?<![不扣])得|满分)[为是]?\s*(?:满分)?\s*([0-9]+(?:\.[0-9]+)?)\s*分")
_EARNED_EACH = re.compile("[每各][^，,。；;]{0,14}得")


class BandWithoutPoints(DoubtfulStandardCheck):
    """评分标准有一档没有写得几分.

    检查什么: 评(扣)分标准写了条件（满意度小于80%且大于等于60%的），后面没有写得几分就接着写下一档的。
    为什么: 落在这一档的不知道得几分。
    反例: 满意度≥90%的得10分，满意度小于90%且大于等于60%的，满意度小于60%不得分。
    正例: 满意度≥90%的得10分，满意度小于90%且大于等于60%的得5分，满意度小于60%不得分。
    依据: 评(扣)分标准应完整。
    """

    code = "W627"
    title = "评分标准有一档没有写得几分"
    severity = Severity.WARNING
    message = "评分标准里{reason}。"
    hint = "请补上这一档得几分。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            if reading.rule is None and not reading.truncated and _NO_POINTS.search(reading.reason) is not None:
                yield self.finding(owner, indicator, "standard", indicator.standard, reason=reading.reason)


_NO_POINTS = re.compile("后面没有写得几分|^“[^”]*(?:的|时)”和“[^”]*”两个条件连在一起")

CHECKS = (StandardAgainstWeight, StandardWithoutPoints, FullMarks, FullMarksAboveTotal, BandWithoutPoints)
