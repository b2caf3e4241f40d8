"""Rows of 项目清单 and 绩效指标 that are sums, no projects and no indicators."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.subjects import blank_rows
from macros_py.model.sum_rows import indicator_sum_word, sum_word
from macros_py.scoring.literals import literal


class SumAmongProjects(Check):
    """项目清单里有合计行.

    检查什么: 项目清单里名称（或编号、单位）写着“合计”“总计”“小计”的行，和没有任何文字、年度资金总额正好是上面各项目之和的行；有年度总体目标或绩效指标的不算。这样的行不当作项目：其余校验不查它，不打印、不计分，也不统计。
    为什么: 项目清单一行是一个项目，合计行会多算一遍金额；新填的项目也会填到它的下面。
    反例: 最后一行项目名称“合计”，年度资金总额 275。
    正例: 最后一行就是最后一个项目；合计在【统计】里看。
    依据: 标准工作簿的填表说明。
    """

    code = "F116"
    title = "项目清单里有合计行"
    severity = Severity.ERROR
    message = "这一行像是合计行（{mark}），不是项目。"
    hint = "请删去这一行，合计请看【统计】；真是项目的，请写清楚项目名称，补填年度总体目标和绩效指标。"

    def everything(self, records: Records) -> Iterator[Finding]:
        for row in records.sums:
            found = sum_word(row)
            if found is not None:
                field, value = found
                mark = f"写着“{value}”"
            else:
                field, value = "total", literal(row.funds.total) if row.funds.total is not None else ""
                mark = f"没有文字，年度资金总额 {value} 正好是上面各项目之和"
            yield self.finding(row, row, field, value, mark=mark)


class SumAmongIndicators(Check):
    """绩效指标里有合计行.

    检查什么: 一级、二级、三级指标或指标值里整格写着“合计”“小计”“总分”，而没有自己的名称和指标值的行。
    为什么: 绩效指标一行是一条指标；合计行会当成指标，分值和得分多算一遍。
    反例: 最后一行一级指标“合计”，分值 90。
    正例: 最后一行就是最后一条指标；合计由【计算】和打印的表给出。
    依据: 标准工作簿的填表说明。
    """

    code = "F120"
    about = blank_rows
    title = "绩效指标里有合计行"
    severity = Severity.ERROR
    message = "这一行写着“{value}”，像是合计行，不是指标。"
    hint = "请删去这一行，合计由工具算出；真是指标的，请写清楚三级指标和指标值。"
    # Whatever else is said of such a row follows from its being none.
    hides = frozenset(
        f"{family}{number:02}" for family in ("F1", "S2", "T3", "D4", "M5", "W6", "X7", "P8") for number in range(100)
    ) - {"F120"}

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in blank_rows(self.readings, owner):
            if (found := indicator_sum_word(indicator)) is not None:
                yield self.finding(owner, indicator, found[0], found[1])


CHECKS = (SumAmongProjects, SumAmongIndicators)
