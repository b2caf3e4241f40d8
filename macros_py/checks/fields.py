"""Fields that a form cannot do without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Owner, Severity, in_rows
from macros_py.checks.subjects import blank_rows
from macros_py.model import DepartmentEvaluation, Indicator, Project

INDICATOR_FIELDS = {"level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "指标值"}

# What config.yaml may ask of a 表样, by the heading of its column.
PROJECT_FIELDS: dict[str, tuple[str, Callable[[Project], str]]] = {
    "项目名称": ("name", lambda project: project.name),
    "年度": ("year", lambda project: str(project.year or "")),
    "一级项目名称": ("level1_project", lambda project: project.level1_project),
    "主管部门": ("department", lambda project: project.department),
    "部门代码": ("department_code", lambda project: project.department_code),
    "实施单位": ("implementing_unit", lambda project: project.implementing_unit),
    "项目资金": ("project_total", lambda project: _amount(project.funds.project_total)),
    "年度资金总额": ("total", lambda project: _amount(project.funds.total)),
    "财政拨款": ("fiscal", lambda project: _amount(project.funds.fiscal)),
    "年度总体目标": ("goal", lambda project: project.goal),
}


def _amount(amount: object) -> str:
    return "" if amount is None else str(amount)


class MissingProjectField(Check):
    """项目清单或部门整体里必填的栏目没有填.

    检查什么: 表样要求的栏目（config.yaml 的 form_kinds.*.required）是否空白；部门整体看部门名称、年度、年度总体目标。
    为什么: 批复表缺了项目名称、金额或年度总体目标，就无法下达和考核。
    反例: 项目名称一栏空白。
    正例: 项目名称填“远程教育经费”。
    依据: 各表样的固定栏目；财预〔2020〕10号。
    """

    code = "F101"
    title = "项目清单缺少必填内容"
    severity = Severity.ERROR
    message = "“{heading}”没有填{elsewhere}。"
    hint = "请补填“{heading}”。"

    def project(self, project: Project) -> Iterator[Finding]:
        kind = self.config.form_kind(project.form_kind)
        printed = {"项目名称": project.heading.project_line, "实施单位": project.heading.unit_line}
        for heading in kind.required if kind else ("项目名称", "年度资金总额", "年度总体目标"):
            field, read = PROJECT_FIELDS[heading]
            if not read(project).strip():
                line = printed.get(heading, "").strip()
                elsewhere = f"；表上方印的是“{line}”" if line else ""
                yield self.finding(project, project, field, "", heading=heading, elsewhere=elsewhere)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        cells = (
            ("department", "部门名称", department.department.strip()),
            ("year", "年度", department.year),
            ("goal_expected", "年度总体目标", department.goal_expected.strip()),
        )
        for field, heading, content in cells:
            if not content:
                yield self.finding(department, department, field, "", heading=heading, elsewhere="")


class MissingIndicatorField(Check):
    """绩效指标的一级、二级、三级指标或指标值没有填.

    检查什么: 每条指标的一级指标、二级指标、三级指标、指标值是否空白。
    为什么: 缺一项就不知道考核什么、考核到多少。
    反例: 三级指标“远教站点维护”的指标值空白。
    正例: 三级指标“远教站点维护”，指标值 ≥200个。
    依据: 各表样的固定栏目；财预〔2021〕101号。
    """

    code = "F102"
    about = blank_rows
    title = "绩效指标缺少必填内容"
    severity = Severity.ERROR
    habit = True
    message = "“{heading}”没有填。"
    hint = "请补填“{heading}”。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in blank_rows(self.readings, owner):
            blank = [name for name in INDICATOR_FIELDS if not getattr(indicator, name).strip()]
            # A 二级 that stands in the column of 一级 is the business of S201.
            if "level2" in blank and not self.names.level1(indicator.level1) and self.names.homes(indicator.level1):
                blank.remove("level2")
            for name in blank:
                yield self.finding(owner, indicator, name, "", heading=INDICATOR_FIELDS[name])


class NoIndicators(Check):
    """项目一条绩效指标也没有.

    检查什么: 项目清单里的项目在绩效指标表里有没有指标。
    为什么: 没有指标的目标表无法考核。
    反例: 项目编号 2024-005 在绩效指标表里一行也没有。
    正例: 每个项目至少有产出、效益、满意度指标。
    依据: 财预〔2020〕10号。
    """

    code = "F103"
    title = "项目没有绩效指标"
    severity = Severity.ERROR
    message = "项目“{name}”在绩效指标表里一条指标也没有。"
    hint = "请在绩效指标表补填，项目编号写 {project_id}。"

    def everything(self, records: Records) -> Iterator[Finding]:
        repeated = Counter(project.project_id for project in records.projects)
        for project in records.projects:
            if not project.indicators and project.project_id and repeated[project.project_id] == 1:
                yield self.finding(
                    project, project, "project_id", project.project_id, name=project.name, project_id=project.project_id
                )


class UnknownProjectId(Check):
    """绩效指标的项目编号在项目清单里找不到.

    检查什么: 绩效指标表每一行的项目编号是否空白、是否在项目清单里；同一个编号的、连着空白的几行合报一处。
    为什么: 找不到项目的指标不会打印，也不会计分。
    反例: 绩效指标表填 2023-01，项目清单里是 2023-001。
    正例: 两张表的项目编号一致。
    依据: 标准工作簿的填表说明。
    """

    code = "F104"
    title = "指标找不到所属项目"
    severity = Severity.ERROR
    message = "项目编号{fault}，{rows}不属于任何项目，不会打印。"
    hint = "{advice}"

    def everything(self, records: Records) -> Iterator[Finding]:
        if not records.orphans:
            return
        forms: tuple[Owner, ...] = (*records.projects, *records.departments)
        owners = {row.row: owner for owner in forms for row in owner.indicators}
        for number, rows in _together(records):
            first = rows[0]
            above = owners.get(first.row - 1)
            within = above is not None and (not number or above is owners.get(rows[-1].row + 1))
            if number:
                fault = f"“{number}”不在项目清单里"
                advice = "请改成项目清单里的项目编号，或在项目清单补上这个项目。"
            else:
                fault = "没有填"
                advice = "每一行都要填项目清单里的项目编号"
                advice += f"；是接着上面第 {first.row - 1} 行的，就填“{above.project_id}”。" if above else "。"
            told = self.finding(None, first, "project_id", number, fault=fault, rows=in_rows(rows), advice=advice)
            yield replace(told, also=tuple(rows[1:]), loses=above if within else None)


def _together(records: Records) -> Iterator[tuple[str, list[Indicator]]]:
    """Yield the rows that belong to no project: those of one number, and those without one that follow each other.

    Rows under a merge stand alone: the merge tells of them.
    """
    merged = {id(row) for merge in records.merged if merge.field == "project_id" for row in merge.records}
    groups: dict[tuple[str, int], list[Indicator]] = {}
    place = last = 0
    for indicator in records.orphans:
        if not indicator.project_id:
            alone = id(indicator) in merged
            place = indicator.row if alone or indicator.row != last + 1 else place
            last = 0 if alone else indicator.row
        groups.setdefault((indicator.project_id, 0 if indicator.project_id else place), []).append(indicator)
    for (number, _), rows in groups.items():
        yield number, rows


class RepeatedProjectId(Check):
    """项目编号空白或重复.

    检查什么: 项目清单的项目编号是否空白、是否有两行相同。
    为什么: 编号重复时，绩效指标不知道属于哪一个项目。
    反例: 两个项目都编为 2023-001。
    正例: 每个项目一个编号。
    依据: 标准工作簿的填表说明。
    """

    code = "F105"
    title = "项目编号空白或重复"
    severity = Severity.ERROR
    message = "项目编号{fault}。"
    hint = "请给这个项目一个不重复的编号，并改好绩效指标表里对应的行。"

    def everything(self, records: Records) -> Iterator[Finding]:
        first: dict[str, int] = {}
        for project in records.projects:
            if not project.project_id:
                yield self.finding(project, project, "project_id", "", fault="没有填")
            elif project.project_id in first:
                fault = f"“{project.project_id}”与第 {first[project.project_id]} 行重复"
                yield self.finding(project, project, "project_id", project.project_id, fault=fault)
            first.setdefault(project.project_id, project.row)


class UnknownFormKind(Check):
    """表样的名字不认识.

    检查什么: 项目清单的“表样”是不是 config.yaml 里列出的名字。
    为什么: 不认识的表样无法打印。
    反例: 表样填“附表八”。
    正例: 表样填“附表7”，或留空用默认表样。
    依据: config.yaml 的 form_kinds。
    """

    code = "F106"
    title = "表样不认识"
    severity = Severity.ERROR
    message = "没有名为“{value}”的表样。"
    hint = "请从下拉清单里选：{kinds}。"

    def project(self, project: Project) -> Iterator[Finding]:
        if self.config.form_kind(project.form_kind) is None:
            kinds = "、".join(self.config.form_kinds)
            yield self.finding(project, project, "form_kind", project.form_kind, kinds=kinds)


class UncomputedFormula(Check):
    """金额格里是公式，还没有算出数.

    检查什么: 金额栏里的公式有没有结果；没有结果的，这一行的金额先不核对。
    为什么: 别的软件写进去的公式，要用 Excel 或 WPS 打开算过、保存过，文件里才有结果。
    反例: 年度资金总额填 =H5+I5，文件从来没有用 Excel 打开过。
    正例: 年度资金总额填 =H5+I5，用 Excel 保存过，显示 45。
    依据: 标准工作簿的填表说明。
    """

    code = "F113"
    title = "公式还没有算出数"
    severity = Severity.WARNING
    message = "“{heading}”里是公式，还没有算出数，这一行的金额没有核对。"
    hint = "请用 Excel 或 WPS 打开工作簿，保存一次，再校验；公式本来就得空的，请填上数。"
    hides = frozenset({"F101", "P807", "P808", "P810", "P811"} | {f"M5{number:02}" for number in range(1, 15)})

    def everything(self, records: Records) -> Iterator[Finding]:
        for owner, field, heading in records.uncomputed:
            yield self.finding(owner, owner, field, "", heading=heading)


class FormulaForText(Check):
    """指标值或实际完成值是公式，没有结果.

    检查什么: 空着的指标值、实际完成值里是不是有公式。
    为什么: 以 = 开头的内容，Excel 当成公式；别的软件写进去的，打开以前没有结果，打印出来是空的。
    反例: 指标值的格子里是公式 =100%，没有结果。
    正例: 指标值填文字 =100%（先打一个单引号 ' 再输入），或填 ＝100%。
    依据: 标准工作簿的填表说明。
    """

    code = "F115"
    title = "指标值是公式，没有结果"
    severity = Severity.ERROR
    message = "“{heading}”的格子里是公式 {value}，没有结果，打印出来是空的。"
    hint = (
        "想写的就是这几个字的，请在前面加一个单引号 ' 再输入，让它成为文字；真是公式的，用 Excel 或 WPS 打开保存一次。"
    )
    hides = frozenset({"F102:target", "P815:actual"})

    def everything(self, records: Records) -> Iterator[Finding]:
        if not records.formulas:
            return
        forms: list[Owner] = [*records.projects, *records.departments]
        owners = {id(row): owner for owner in forms for row in owner.indicators}
        for record, field, heading, formula in records.formulas:
            yield self.finding(owners.get(id(record)), record, field, formula, heading=heading)


CHECKS = (
    MissingProjectField,
    MissingIndicatorField,
    NoIndicators,
    UnknownProjectId,
    RepeatedProjectId,
    UnknownFormKind,
    UncomputedFormula,
    FormulaForText,
)
