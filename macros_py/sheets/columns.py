"""The columns of 项目清单 and 绩效指标: headings, widths, formats and hints, declared once.

Reading, writing, the standard workbook, the dropdowns and the tags of the printed forms all follow these tuples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Cells(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    AMOUNT = auto()
    SCORE = auto()
    RATE = auto()
    YEAR = auto()
    FORMULA = auto()
    MARK = auto()


NUMBER_FORMATS = {
    Cells.TEXT: "@",
    Cells.AMOUNT: "#,##0.00####",
    # "0.##" would show 5 as "5."
    Cells.SCORE: "General",
    Cells.RATE: "0.00%",
    Cells.YEAR: "0",
    Cells.FORMULA: "General",
    Cells.MARK: "General",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``field`` is its name in code, ``heading`` what the clerk reads, ``width`` in characters.

    ``band`` groups neighbouring columns under one label, ``hint`` is the input hint (at most 255 characters),
    ``choices`` the defined name of its dropdown list or a formula that gives it.
    """

    field: str
    heading: str
    cells: Cells
    width: float
    band: str
    hint: str = ""
    choices: str = ""

    @property
    def tag(self) -> str:
        """The name of this column in the tags of a printed form: its heading without brackets and spaces."""
        return tag_of(self.heading)


def tag_of(heading: str) -> str:
    """Return a heading without its brackets, so that it can stand in a template tag: 全年预算数(A) → 全年预算数."""
    return re.sub(r"[(（][^)）]*[)）]|\s", "", heading)


@dataclass(frozen=True, slots=True)
class TableColumns:
    """A table of the standard workbook: its sheet, its columns from left to right, and the fields it cannot do without."""

    sheet: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]

    def column(self, field: str) -> Column:
        """Return the column of ``field``; KeyError for an unknown one."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)

    def heading(self, field: str) -> str:
        """Return the heading of ``field``."""
        return self.column(field).heading


def _amount_columns(lines: tuple[tuple[str, str], ...], band: str = "", hint: str = "") -> tuple[Column, ...]:
    """Return the three amounts of each line of a self-evaluation's funds table (field prefix, heading)."""
    amounts = (("initial", "年初预算数"), ("annual", "全年预算数(A)"), ("executed", "全年执行数(B)"))
    return tuple(
        Column(f"{line}_{amount}", f"{heading}{name}", Cells.AMOUNT, 15, band or heading, hint)
        for line, heading in lines
        for amount, name in amounts
    )


_BASE, _MONEY, _GOAL, _DONE, _PAPER, _TOOL = "基本信息", "资金情况", "年度目标", "年末执行", "表头与签字", "工具"

# The findings a clerk has looked at and left.
_ACCEPTED = Column(
    "accepted",
    "已核",
    Cells.TEXT,
    22,
    _TOOL,
    "看过、不用改的问题：写校验代码和理由，如 T302 上级文件原文如此。再校验时它显示为已核。",
)


PROJECTS = TableColumns(
    "项目清单",
    (
        Column("project_id", "项目编号", Cells.TEXT, 12, _BASE, "每个项目一个编号，不能重复；绩效指标表用它认项目。"),
        Column("form_kind", "表样", Cells.TEXT, 11, _BASE, "用哪种表打印；不填就用默认表样。", "表样清单"),
        Column("year", "年度", Cells.YEAR, 7, _BASE, "四位数的年份，如 2024。"),
        Column("level1_project", "一级项目名称", Cells.TEXT, 20, _BASE),
        Column("name", "项目名称", Cells.TEXT, 28, _BASE, "附表7 里的“二级项目名称”也填在这里。"),
        Column("department", "主管部门", Cells.TEXT, 24, _BASE),
        Column("department_code", "部门代码", Cells.TEXT, 9, _BASE),
        Column("implementing_unit", "实施单位", Cells.TEXT, 24, _BASE),
        Column("money_unit", "金额单位", Cells.TEXT, 9, _MONEY, "本行金额的单位：万元 或 元。", "金额单位清单"),
        Column(
            "project_total", "项目资金", Cells.AMOUNT, 12, _MONEY, "2026 年目标表左边单列的“项目资金”，别的表不填。"
        ),
        Column("total", "年度资金总额", Cells.AMOUNT, 13, _MONEY),
        Column("fiscal", "财政拨款", Cells.AMOUNT, 12, _MONEY),
        Column("non_fiscal", "非财政拨款", Cells.AMOUNT, 12, _MONEY),
        Column("superior_grant", "上级补助", Cells.AMOUNT, 12, _MONEY, "财政拨款中的上级补助。"),
        Column("local", "本级安排", Cells.AMOUNT, 12, _MONEY, "财政拨款中的本级安排。"),
        Column("carryover", "上年结转", Cells.AMOUNT, 12, _MONEY),
        Column("other", "其他资金", Cells.AMOUNT, 12, _MONEY),
        Column("goal", "年度总体目标", Cells.TEXT, 48, _GOAL, "换行请按 Alt+Enter。"),
        Column("initial_budget", "年初预算数", Cells.AMOUNT, 12, _DONE),
        Column("annual_budget", "全年预算数(A)", Cells.AMOUNT, 13, _DONE, "年末填写，单位与本行金额单位相同。"),
        Column("executed", "全年执行数(B)", Cells.AMOUNT, 13, _DONE, "年末填写，单位与本行金额单位相同。"),
        Column("execution_rate", "执行率", Cells.FORMULA, 9, _DONE, "按【计算】后自动得出：B ÷ A。"),
        Column("execution_score", "执行率得分", Cells.FORMULA, 11, _DONE, "按【计算】后自动得出。"),
        Column("indicator_score", "指标得分", Cells.FORMULA, 11, _DONE, "按【计算】后自动得出：各条指标得分之和。"),
        Column("total_score", "总分", Cells.FORMULA, 20, _DONE, "按【计算】后自动得出：执行率得分 + 指标得分。"),
        Column("grade", "等级", Cells.FORMULA, 7, _DONE, "按【计算】后自动得出：优、良、中、差。"),
        Column(
            "score_note",
            "计算说明",
            Cells.FORMULA,
            30,
            _DONE,
            "按【计算】后自动得出：执行率为什么待核，分档的怎样得分。",
        ),
        Column("goal_actual", "目标完成情况", Cells.TEXT, 36, _DONE, "年末填写年度总体目标的实际完成情况。"),
        *_amount_columns(
            (("fiscal", "财政拨款"), ("carryover", "上年结转"), ("other", "其他资金")), "执行明细（自评表用，可不填）"
        ),
        Column("title", "标题", Cells.TEXT, 38, _PAPER, "打印在表上的大标题；不填就用表样的默认标题。"),
        Column("year_line", "年度行", Cells.TEXT, 12, _PAPER, "标题下面的一行，如 (2026年)年度。"),
        Column("unit_line", "抬头单位", Cells.TEXT, 24, _PAPER, "印在表上方的单位名称（2026 年目标表）。"),
        Column("project_line", "抬头项目", Cells.TEXT, 24, _PAPER, "印在表上方的项目名称（2026 年目标表）。"),
        Column("unit_label", "单位栏名称", Cells.TEXT, 15, _PAPER, "单位一栏印的字，如 部门(单位)名称。"),
        Column("goal_label", "目标栏名称", Cells.TEXT, 13, _PAPER, "目标一栏印的字：年度总体目标 或 年度履职目标。"),
        Column("division_review", "业务股室审核", Cells.TEXT, 13, _PAPER),
        Column("performance_review", "绩效股审核", Cells.TEXT, 16, _PAPER),
        Column("filled_by", "填表人", Cells.TEXT, 9, _PAPER),
        Column("phone", "联系电话", Cells.TEXT, 14, _PAPER),
        Column("fill_date", "填报日期", Cells.TEXT, 12, _PAPER),
        Column("signed_by", "单位负责人签字", Cells.TEXT, 15, _PAPER),
        _ACCEPTED,
        Column("mark", "校验标记", Cells.MARK, 10, _TOOL),
    ),
    required=("project_id", "name", "total", "goal"),
)

INDICATORS = TableColumns(
    "绩效指标",
    (
        Column("project_id", "项目编号", Cells.TEXT, 12, _BASE, "填项目清单里的项目编号。", "项目编号清单"),
        Column("level1", "一级指标", Cells.TEXT, 12, _BASE, "先选一级指标，再选二级指标。", "一级指标清单"),
        Column("level2", "二级指标", Cells.TEXT, 18, _BASE, "可选的二级指标随一级指标变化。", "二级指标"),
        Column("level3", "三级指标", Cells.TEXT, 38, _BASE),
        Column(
            "target_type",
            "指标值类型",
            Cells.TEXT,
            11,
            "指标值",
            "≥、≤、=、＞、＜ 或 定性；符号已写在指标值里的不用填。",
            "指标值类型清单",
        ),
        Column("target", "指标值", Cells.TEXT, 20, "指标值", "如 ≥95%、=3次、≤27.37万元、2024年12月底前、效果明显。"),
        Column("unit", "度量单位", Cells.TEXT, 10, "指标值", "如 个、次、%、万元；单位已写在指标值里的不用填。"),
        Column("explanation", "指标解释", Cells.TEXT, 28, "评分标准"),
        Column("standard", "评(扣)分标准", Cells.TEXT, 35, "评分标准"),
        Column("weight", "分值", Cells.SCORE, 8, "评分标准"),
        Column("actual", "实际完成值", Cells.TEXT, 16, _DONE, "年末填写实际做到多少，如 12次、98%、2024年12月20日。"),
        Column(
            "share",
            "评定比例",
            Cells.RATE,
            9,
            _DONE,
            "没有评分标准的定性指标：由单位在等级的区间内评定，如 85%；得分 = 比例 × 分值。",
        ),
        Column(
            "score", "得分", Cells.SCORE, 8, _DONE, "按【计算】写成公式，改实际完成值就重算；手工填的分不会被改掉。"
        ),
        Column(
            "basis",
            "计分依据",
            Cells.FORMULA,
            60,
            _DONE,
            "按【计算】后自动得出：按什么计分、怎样算出来的；随得分一起变。",
        ),
        Column("reason", "偏差原因分析", Cells.TEXT, 30, _DONE, "没有完成或偏差较大的，说明原因和改进措施。"),
        Column("note", "说明", Cells.TEXT, 24, "其他", "附表7 的“说明”、2026 年目标表的“备注”都填在这里。"),
        Column("stray_left", "表左错位文字", Cells.TEXT, 14, "其他", "原表印错位置、落在一级指标左边的字，原样保留。"),
        Column("stray_right", "表右错位文字", Cells.TEXT, 14, "其他", "原表印错位置、落在备注右边的字，原样保留。"),
        _ACCEPTED,
        Column("mark", "校验标记", Cells.MARK, 10, _TOOL),
    ),
    required=("project_id", "level1", "level2", "level3", "target"),
)


DEPARTMENTS = TableColumns(
    "部门整体",
    (
        Column("evaluation_id", "项目编号", Cells.TEXT, 13, _BASE, "给这份自评编一个号，绩效指标表用它认行。"),
        Column("year", "年度", Cells.YEAR, 7, _BASE, "四位数的年份，如 2024。"),
        Column("department", "部门名称", Cells.TEXT, 26, _BASE),
        Column("seal_line", "盖章单位", Cells.TEXT, 26, _BASE, "印在表上方“单位（盖章）”后面的单位。"),
        Column("fill_date", "填报日期", Cells.TEXT, 12, _BASE),
        Column("money_unit", "金额单位", Cells.TEXT, 9, "部门总体资金", "本行金额的单位：万元 或 元。", "金额单位清单"),
        *_amount_columns((("total", "年度资金总额"), ("basic", "基本支出"))),
        *_amount_columns(
            (("project", "项目支出"),), hint="可以空着：打印和计算时从项目清单汇总同一部门、同一年度的项目。"
        ),
        *_amount_columns((("other", "其他资金"),)),
        Column("execution_weight", "预算执行率分值", Cells.SCORE, 11, "预算执行率"),
        Column("execution_rate", "执行率", Cells.RATE, 9, "预算执行率"),
        Column("execution_score", "执行率得分", Cells.SCORE, 11, "预算执行率"),
        Column("goal_expected", "年度总体目标", Cells.TEXT, 48, _GOAL, "年度总体目标的预期目标。"),
        Column("goal_actual", "目标完成情况", Cells.TEXT, 36, _GOAL),
        Column("total_weight", "总分分值", Cells.SCORE, 9, "结论"),
        Column("total_score", "总分", Cells.SCORE, 8, "结论"),
        Column("conclusion", "绩效结论", Cells.TEXT, 20, "结论"),
        Column(
            "score_note",
            "计算说明",
            Cells.FORMULA,
            30,
            "结论",
            "按【计算】后自动得出：执行率为什么待核，分档的怎样得分。",
        ),
        Column("contact", "联系人", Cells.TEXT, 9, "结论"),
        Column("phone", "联系电话", Cells.TEXT, 14, "结论"),
        Column("title", "标题", Cells.TEXT, 38, _PAPER, "打印在表上的大标题；不填就用表样的默认标题。"),
        Column("year_line", "年度行", Cells.TEXT, 12, _PAPER, "标题下面的一行，如 （2022年度）。"),
        Column("notes", "填表说明", Cells.TEXT, 48, _PAPER, "印在表下方的说明，一条一行（换行请按 Alt+Enter）。"),
        _ACCEPTED,
        Column("mark", "校验标记", Cells.MARK, 10, _TOOL),
    ),
    required=("evaluation_id", "department"),
)
