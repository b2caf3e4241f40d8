"""The stages of a project in their order: what begins before what ends, what is bought before it is taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from macros_py.checks.base import Check
from macros_py.checks.deadlines import dated_rows, deadline_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import Read, subject
from macros_py.model import Indicator
from macros_py.targets import UPWARD, Kind

_BEGINS = re.compile("开工|开始|启动|动工|起始|开办")
_ENDS = re.compile("完工|竣工|结束|验收|完结|办结|完成")
# What is done on the way, and what can only come behind it.
_EARLY = re.compile("立项|招投标|招标|采购|签约|合同签订|设计|可研|进场")
_LATE = re.compile("竣工|完工|验收|结项|结题|交付|交工|投入使用|移交")
_THE_WORK = re.compile("项目|工程|工作|任务|的|时间|时限|时点|日期|期限|完成|及时性?|按时")

Stage = tuple[str, Indicator, date]


def _dated(rows: list[Read], year: int) -> list[Stage]:
    """Return the rows that are to be done by a day of the form's year, with their names."""
    found = []
    for indicator, target in rows:
        if not target.is_calendar or target.kind is Kind.RANGE or target.operator in UPWARD:
            continue
        day = target.deadline_in(year)
        if day is not None and day.year == year:
            found.append(("".join(indicator.level3.split()), indicator, day))
    return found


def _stages(dated: list[Stage], first: re.Pattern[str], last: re.Pattern[str]) -> tuple[dict[str, Stage], list[Stage]]:
    """Return by what work they speak of the days by which something of ``first`` and something of ``last`` is done."""
    begun: dict[str, Stage] = {}
    ended: list[Stage] = []
    for name, indicator, day in dated:
        begins, ends = first.search(name) is not None, last.search(name) is not None
        if begins == ends:
            continue
        work = _THE_WORK.sub("", (first if begins else last).sub("", name))
        if begins:
            begun.setdefault(work, (work, indicator, day))
        else:
            ended.append((work, indicator, day))
    return begun, ended


@subject(deadline_rows)
def several_deadlines(rows: list[Read]) -> bool:
    """Tell whether a form has more than one deadline."""
    return len(rows) > 1


class StageCheck(Check):
    """Two rows of one work whose days stand in the wrong order."""

    about = several_deadlines

    def misplaced(self, owner: Owner, first: re.Pattern[str], last: re.Pattern[str]) -> Iterator[Finding]:
        """Yield the rows that end before what comes first."""
        rows = dated_rows(self.readings, owner)
        if owner.year is None:
            return
        begun, ended = _stages(_dated(rows, owner.year), first, last)
        for work, indicator, day in ended:
            if work in begun and day < begun[work][2]:
                start = begun[work][1]
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    indicator.target.strip(),
                    name=indicator.level3.strip(),
                    place=f"第 {start.row} 行" if start.row else "",
                    other=start.level3.strip(),
                    start=start.target.strip(),
                )


class FinishBeforeStart(StageCheck):
    """结束的时间早于开始的时间.

    检查什么: 同一张表的时效指标里，名称只差“开工”“完工”（开始、启动，竣工、结束、完成、验收）的两条，结束的时限是否早于开始的时限。
    为什么: 没有开工就不能完工，两个日期必有一个写错。
    反例: 项目开工时间 2024年3月底前，项目完工时间 2024年2月底前。
    正例: 项目开工时间 2024年3月底前，项目完工时间 2024年12月底前。
    依据: 时间的先后；财预〔2021〕101号时效指标。
    """

    code = "D412"
    title = "完工早于开工"
    severity = Severity.ERROR
    message = "“{name}”是 {value}，早于{place}“{other}”的 {start}。"
    hint = "请核对两个日期，改正写错的一个。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        return self.misplaced(owner, _BEGINS, _ENDS)


class DeliveredBeforeBought(StageCheck):
    """验收、交付早于招标、采购.

    检查什么: 同一张表的时效指标里，名称只差“采购（立项、招标、设计、签约）”“验收（竣工、结项、交付、投入使用）”的两条，后一步的时限是否早于前一步的。
    为什么: 没有采购就不能验收，两个日期多半有一个写错。
    反例: 设备采购完成时间 2024年6月底前，设备交付时间 2024年3月底前。
    正例: 设备采购完成时间 2024年6月底前，设备交付时间 2024年9月底前。
    依据: 时间的先后；财预〔2021〕101号时效指标。
    """

    code = "D414"
    title = "验收交付早于招标采购"
    severity = Severity.WARNING
    message = "“{name}”是 {value}，早于{place}“{other}”的 {start}。"
    hint = "请核对两个日期，改正写错的一个；说的不是一批的，在已核栏写 D414 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        return self.misplaced(owner, _EARLY, _LATE)


CHECKS = (FinishBeforeStart, DeliveredBeforeBought)
