"""The money that 年度总体目标 says is spent, beside 年度资金总额."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.amounts import listed_amounts
from macros_py.checks.base import Check
from macros_py.checks.costs import cost_targets
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.money import TEN_THOUSAND, in_yuan
from macros_py.checks.subjects import goal_money
from macros_py.model import Project
from macros_py.scoring.literals import literal

_SPENT = re.compile(
    r"(?:年度|本年|全年)?(?:投入|安排|申请|使用|预算|项目)(?:财政|专项|项目|预算)?(?:资金|经费|预算|投资)(?:总额|总量)?(?:共计|共|总计|合计|为|约|计)?"
    r"([0-9]+(?:\.[0-9]+)?)(万元|亿元|元)(?![/／每一])"
)
_MONEY = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?:万元|亿元|元)")


class GoalMoneyAgainstTotal(Check):
    """年度总体目标里写的资金与年度资金总额不同.

    检查什么: 目标只写了一个金额，并且说的是投入、安排、申请的资金时，它是否等于年度资金总额（或项目资金、其中一项、成本指标）。
    为什么: 一张表上同一笔钱写了两个数，必有一个没有改。
    反例: 年度资金总额 100 万元，目标“投入资金200万元，完成道路建设”。
    正例: 年度资金总额 200 万元，目标“投入资金200万元，完成道路建设”。
    依据: 年度总体目标与“资金情况”应当一致。
    """

    code = "M516"
    about = goal_money
    title = "目标里的资金与总额不同"
    severity = Severity.HINT
    message = "年度总体目标写的是“{value}”，年度资金总额是 {total} {unit}。"
    hint = "说的是同一笔钱的，请改成一致；说的是几年的总投资的，不用改。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds, goal = project.funds, "".join(project.goal.split())
        if not funds.total or len(_MONEY.findall(goal)) != 1 or (found := _SPENT.search(goal)) is None:
            return
        said = in_yuan(found[1], found[2])
        known = [funds.in_yuan(amount) for _, _, amount in self.once(listed_amounts, project)]
        known += [yuan for _, _, yuan in self.once(cost_targets, project)]
        # Ten thousand times the total is the business of M508.
        known += [funds.in_yuan(funds.total) * TEN_THOUSAND, funds.in_yuan(funds.total) / TEN_THOUSAND]
        if all(abs(said - yuan) >= self.config.checks.money_tolerance_yuan for yuan in known):
            yield self.finding(project, project, "goal", found[0], total=literal(funds.total), unit=funds.unit.value)


CHECKS = (GoalMoneyAgainstTotal,)
