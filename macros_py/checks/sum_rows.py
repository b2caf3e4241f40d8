"""Rows of 项目清单 and 绩效指标 that are sums, no projects and no indicators."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Owner, Severity
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

    检查什么: 有一格（编号、一级到三级指标、指标值、评分标准等）整格写着“合计”“产出指标小计”“总分”，而没有自己的名称和指标值的行；没有任何文字、分值或得分正好是上面各条之和的行。这样的行不当作指标：其余校验不查它，不打印、不计分，公式也不把它算进去。
    为什么: 绩效指标一行是一条指标；合计行会让人多算一遍，新收进来的指标也会加在它的下面。
    反例: 最后一行一级指标“合计”，分值 90。
    正例: 最后一行就是最后一条指标；合计由【计算】和打印的表给出。
    依据: 标准工作簿的填表说明。
    """

    code = "F120"
    title = "绩效指标里有合计行"
    severity = Severity.ERROR
    message = "这一行像是合计行（{mark}），不是指标。"
    hint = "请删去这一行（已经算过分的再按一次【计算】），合计由工具算出；真是指标的，请写清楚三级指标和指标值。"

    def everything(self, records: Records) -> Iterator[Finding]:
        if not records.indicator_sums:
            return
        forms: list[Owner] = [*records.projects, *records.departments]
        owners = {form.project_id: form for form in reversed(forms) if form.project_id}
        for row in records.indicator_sums:
            owner = owners.get(row.project_id)
            if (found := indicator_sum_word(row)) is not None:
                yield self.finding(owner, row, found[0], found[1], mark=f"写着“{found[1]}”")
                continue
            field, heading = ("score", "得分") if row.weight is None else ("weight", "分值")
            value = literal(getattr(row, field))
            yield self.finding(owner, row, field, value, mark=f"没有文字，{heading} {value} 正好是上面各条之和")


CHECKS = (SumAmongProjects, SumAmongIndicators)
