"""Rows of 项目清单 that are sums, no projects."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check, Records, figure
from macros_py.checks.finding import Finding, Severity
from macros_py.model.sum_rows import sum_word


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
                field, value = "total", figure(row.funds.total) if row.funds.total is not None else ""
                mark = f"没有文字，年度资金总额 {value} 正好是上面各项目之和"
            yield self.finding(row, row, field, value, mark=mark)


CHECKS = (SumAmongProjects,)
