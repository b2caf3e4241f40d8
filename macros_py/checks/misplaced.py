"""Cells that hold something else than what belongs there: words for an amount, a unit that is none."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Owner, Severity

_MONEY = {f"M5{number:02}" for number in range(1, 40)}


class Misplaced(Check):
    """该填数的格子里是别的内容.

    检查什么: 金额、分值、得分、比例、年度栏是否都是数，金额单位栏是否是“万元”或“元”；读不成数的格子按空白查其余各项。
    为什么: 写成文字的数不能加总、不能计算，【计算】【生成】也不能用。
    反例: 财政拨款填“约四十五万”；年度填“去年”；金额单位填“千元”。
    正例: 财政拨款填 45，金额单位填“万元”。
    依据: 标准工作簿的填表说明。
    """

    code = "F118"
    title = "该填数的格子里是别的内容"
    severity = Severity.ERROR
    message = "“{heading}”栏填的是“{value}”，读不成{what}，没有参加核对。"
    hint = "{advice}；不知道的先空着。"
    hides = frozenset({"F101:=", "P815:=", *_MONEY})

    def everything(self, records: Records) -> Iterator[Finding]:
        forms: list[Owner] = [*records.projects, *records.departments]
        owners = {id(row): owner for owner in forms for row in owner.indicators} if records.misplaced else {}
        owners |= {id(owner): owner for owner in forms}
        for record, field, heading, text, advice in records.misplaced:
            what = "金额单位" if field == "money_unit" else "年份" if field == "year" else "数"
            owner = owners.get(id(record))
            yield self.finding(owner, record, field, text.strip(), heading=heading, what=what, advice=advice)


CHECKS = (Misplaced,)
