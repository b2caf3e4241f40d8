"""Names and numbers that stand in a merged cell, and so in its first row alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.model import Indicator, Project

HEADINGS = {
    "project_id": "项目编号",
    "year": "年度",
    "level1_project": "一级项目名称",
    "name": "项目名称",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "level1": "一级指标",
    "level2": "二级指标",
}


class MergedOverRows(Check):
    """几行合并成一格，只有第一行有内容.

    检查什么: 项目清单的项目编号、年度、一级项目名称、项目名称、主管部门、实施单位，绩效指标的项目编号、一级指标、二级指标，空白的格子是不是合并在上面一格里。
    为什么: 合并的格子看上去每行都有，其实只有第一行有，其余各行读出来是空的：不知道属于哪个项目，不会打印，公式也算不到。程序不替您猜。
    反例: 绩效指标 A5:A9 合并成一格，写着 2024-001，第 6—9 行没有项目编号。
    正例: 取消合并，第 5—9 行每行都填 2024-001。
    依据: 标准工作簿的填表说明：一行一条，每行都填。
    """

    code = "F117"
    title = "几行合并成一格"
    severity = Severity.ERROR
    message = "“{heading}”的 {area} 合并成了一格，“{text}”只在第 {row} 行，{blank}读出来是空的{lost}。"
    hint = "请选中 {area}，取消合并，再在每一行都填上“{text}”。"
    hides = frozenset({"F101:=", "F102:=", "F104:=", "F105:="})

    def everything(self, records: Records) -> Iterator[Finding]:
        if not records.merged:
            return
        forms: list[Owner] = [*records.projects, *records.departments]
        owners = {id(row): owner for owner in forms for row in owner.indicators}
        numbered = {owner.project_id: owner for owner in reversed(forms)}
        for merge in records.merged:
            first, last = merge.records[0], merge.records[-1]
            rows = f"第 {first.row} 行" if first is last else f"第 {first.row}—{last.row} 行"
            lost = isinstance(first, Indicator) and merge.field == "project_id"
            finding = self.finding(
                first if isinstance(first, Project) else owners.get(id(first)) or numbered.get(merge.value.strip()),
                first,
                merge.field,
                "",
                heading=HEADINGS[merge.field],
                area=merge.area,
                text=merge.value,
                row=merge.row,
                blank=rows,
                lost="，不属于任何项目，不会打印" if lost else "",
            )
            yield replace(finding, also=merge.records[1:], loses=finding.owner if lost else None)


CHECKS = (MergedOverRows,)
