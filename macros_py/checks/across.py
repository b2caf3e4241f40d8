"""What only shows when the forms are laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, Records, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.model import Indicator, Project
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, Operator, Target


class RepeatedProjectName(Check):
    """同一单位、同一年度有两个同名项目.

    检查什么: 项目清单里实施单位、年度、项目名称都相同的行。
    为什么: 多半是同一个项目录了两遍，金额会重复计算。
    反例: 某局 2024 年有两个“党建工作经费”。
    正例: 两个项目名称不同，或年度不同。
    依据: 标准工作簿的填表说明。
    """

    code = "X701"
    title = "项目名称重复"
    severity = Severity.WARNING
    message = "项目“{value}”与{first}同名，单位和年度也相同{difference}。"
    hint = "同一个项目请删去一行；不是同一个项目的，请把名称写清楚区别。"

    def everything(self, records: Records) -> Iterator[Finding]:
        seen: dict[tuple[str, int | None, str], Project] = {}
        for project in records.projects:
            name = compact(project.name)
            if not name:
                continue
            key = (compact(project.implementing_unit or project.department), project.year, name)
            first = seen.setdefault(key, project)
            # The same 项目编号 twice is the business of F105.
            if first is project or first.project_id == project.project_id:
                continue
            one, two = first.funds.total, project.funds.total
            different = one is not None and two is not None and first.funds.in_yuan(one) != project.funds.in_yuan(two)
            difference = f"，但金额不同（{literal(one)} 与 {literal(two)}）" if different and one and two else ""
            where = f"第 {first.row} 行" if first.row else first.project_id
            yield self.finding(project, project, "name", project.name.strip(), first=where, difference=difference)


class DepartmentCodes(Check):
    """部门代码与主管部门对不上.

    检查什么: 同一个部门代码是否用在两个主管部门上，同一个主管部门是否有两个部门代码。
    为什么: 汇总按代码归口，代码错了金额就归到别的部门。
    反例: “某局”的代码在一行是 112，在另一行是 113。
    正例: 一个主管部门一个代码。
    依据: 2025 年批复表的“部门代码”。
    """

    code = "X702"
    title = "部门代码与主管部门对不上"
    severity = Severity.WARNING
    message = "{fault}。"
    hint = "请核对部门代码和主管部门，改正写错的一个。"

    def everything(self, records: Records) -> Iterator[Finding]:
        uses = Counter(
            (code, department)
            for project in records.projects
            if (code := project.department_code.strip()) and (department := compact(project.department))
        )
        departments: dict[str, str] = {}
        codes: dict[str, str] = {}
        # The most frequent use is taken as the right one; the others are told at their own rows.
        for (code, department), _ in uses.most_common():
            departments.setdefault(code, department)
            codes.setdefault(department, code)
        for project in records.projects:
            code, department = project.department_code.strip(), compact(project.department)
            if not code or not department:
                continue
            if codes[department] != code:
                fault = f"“{department}”的部门代码在别处是 {codes[department]}，这里是 {code}"
            elif departments[code] != department:
                fault = f"部门代码 {code} 在别处是“{departments[code]}”，这里是“{department}”"
            else:
                continue
            yield self.finding(project, project, "department_code", code, fault=fault)


_STANDING_UNITS = frozenset("个 家 所 户 村 座 公里 平方米 亩 辆 台 套".split())
_SHORTEST_NAME = 6


class SameIndicatorTwoTargets(Check):
    """同一单位的两个项目里，同名指标的指标值不同.

    检查什么: 同一单位、同一年度的项目里，同一二级指标下同名、“=”多少个（家、所、户等）的指标，指标值是否相同。
    为什么: 说的是单位的同一个数（如党组织个数），两处不同必有一处写错或没有更新。
    反例: 一个项目写“州直机关党组织 =76个”，另一个写“州直机关党组织 =78个”。
    正例: 两个项目都写“=76个”。
    依据: 财预〔2021〕101号：指标值应有依据、前后一致。
    """

    code = "X705"
    title = "同名指标在两个项目里不同"
    severity = Severity.HINT
    message = "“{name}”在项目“{project}”（{project_id}）里是 {first}，在这里是 {value}。"
    hint = "如果说的是同一个数，请改成一致；不是的，不用改。"

    def everything(self, records: Records) -> Iterator[Finding]:
        seen: dict[tuple[str, int | None, str, str], tuple[Project, Indicator, Target]] = {}
        for project in records.projects:
            for indicator in project.indicators:
                if len(indicator.level3) < _SHORTEST_NAME or not (
                    "=" in indicator.target or "＝" in indicator.target or indicator.target_type in ("=", "＝")
                ):
                    continue
                target = target_of(indicator)
                if (
                    target.kind is not Kind.NUMBER
                    or target.operator is not Operator.EQ
                    or target.unit not in _STANDING_UNITS
                ):
                    continue
                key = (project.implementing_unit, project.year, indicator.level2, compact(indicator.level3))
                other, _, first = seen.setdefault(key, (project, indicator, target))
                if other is not project and first.unit == target.unit and first.value != target.value:
                    yield self.finding(
                        project,
                        indicator,
                        "target",
                        indicator.target.strip(),
                        name=indicator.level3.strip(),
                        project=other.name.strip(),
                        project_id=other.project_id,
                        first=first.printed.strip(),
                    )


class DepartmentTotal(Check):
    """部门整体的项目支出与项目清单的合计不等.

    检查什么: 部门整体自评的项目支出（年初、全年预算、全年执行），与项目清单里同一部门、同一年度各项目的合计；项目没有都填这个数的不查。
    为什么: 部门整体的项目支出应当是各项目之和；不等就有项目漏填，或有数写错。
    反例: 项目支出全年预算数 2698.24 万元，各项目合计 2600 万元。
    正例: 项目支出全年预算数等于各项目全年预算数之和。
    依据: 部门整体支出绩效自评表“项目支出”。
    """

    code = "X706"
    title = "部门项目支出与各项目合计不等"
    severity = Severity.HINT
    message = "项目支出{column} {value}（{unit}），项目清单里 {count} 个项目合计 {sum}（{unit}），相差 {difference}。"
    hint = "请看项目清单是否有漏列的项目；都列了的，请核对金额。"

    def everything(self, records: Records) -> Iterator[Finding]:
        if not records.departments:
            return
        groups: dict[tuple[str, int | None], list[Project]] = {}
        for project in records.projects:
            groups.setdefault((compact(project.department), project.year), []).append(project)
        columns = (
            ("initial", "initial_budget", "年初预算数"),
            ("annual", "annual_budget", "全年预算数(A)"),
            ("executed", "executed", "全年执行数(B)"),
        )
        for department in records.departments:
            projects = groups.get((compact(department.department), department.year), [])
            for column, field, heading in columns:
                stated: Decimal | None = getattr(department.project, column)
                amounts = [getattr(project.evaluation, field) for project in projects]
                if stated is None or not amounts or None in amounts:
                    continue
                yuan = [amount * project.funds.unit.yuan for amount, project in zip(amounts, projects, strict=True)]
                spent = sum(yuan, Decimal(0)) / department.unit.yuan
                # Each project may be rounded in its last place: half a hundredth of 万元 apiece.
                allowed = max(self.config.checks.money_tolerance_yuan, Decimal(50) * (len(amounts) + 1))
                if abs(spent - stated) * department.unit.yuan > allowed:
                    yield self.finding(
                        department,
                        department,
                        f"project_{column}",
                        literal(stated),
                        column=heading,
                        unit=department.unit.value,
                        count=len(amounts),
                        sum=literal(spent),
                        difference=literal(abs(spent - stated)),
                    )


CHECKS = (
    RepeatedProjectName,
    DepartmentCodes,
    SameIndicatorTwoTargets,
    DepartmentTotal,
)
