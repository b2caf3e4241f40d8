"""【分值】: weights for the rows that have none, listed first and written only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros_py.commands.left_out import rows_left_out
from macros_py.commands.registry import Command, Offer, Option, Outcome, Task
from macros_py.errors import WorkbookProblem
from macros_py.model import DepartmentEvaluation, Indicator
from macros_py.scoring.weights import ProposedWeight, plan_weights
from macros_py.sentences import named
from macros_py.sheets.columns import INDICATORS
from macros_py.sheets.indicator_scores import Owner
from macros_py.sheets.master_list import MasterList, read_master_list
from macros_py.sheets.report import Report, ReportColumn, cell_link
from macros_py.sheets.rows import change_cells, column_formulas
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

PROPOSALS = Report(
    "分值建议",
    "只填空着的分值；评分标准写明满分的照写，其余按 config.yaml 里所用的办法平均分，合计正好 100 分。",
    (
        ReportColumn("位置", 15),
        ReportColumn("项目", 26, text=True),
        ReportColumn("一级指标", 12, text=True),
        ReportColumn("三级指标", 32, text=True),
        ReportColumn("原来", 7, text=True),
        ReportColumn("分值", 7),
        ReportColumn("依据", 40, text=True),
        ReportColumn("状态", 8),
    ),
)

OFFER = Offer(
    "apply",
    "现在就写进“分值”栏吗？已填的分值不会改。",
    "看过没有问题，加 --apply 再运行一次，就一起写好；已填的分值不会改。",
)


def weights(book: xw.Book, task: Task) -> Outcome:
    """List the weights of ``book`` that would be written on 分值建议, and write them with the option ``apply``."""
    master_list = read_master_list(book)
    table = master_list.indicators_table
    if "weight" not in table.positions:
        raise WorkbookProblem(f"“{table.sheet}”工作表没有“{INDICATORS.heading('weight')}”栏，请把栏目加回来再试。")
    formulas = column_formulas(book, table, "weight")
    proposed: list[tuple[Owner, ProposedWeight]] = []
    refusals, remarks = [], []
    for owner in _owners(master_list):
        if any(row.weight is None and formulas[row.row - table.first_row].strip() for row in owner.indicators):
            refusals.append(f"{_name(owner)}：分值里有公式还没有算出来，请改成数或用 Excel 存盘后再试")
            continue
        execution = owner.total.weight if isinstance(owner, DepartmentEvaluation) else None
        plan = plan_weights(owner.indicators, task.config.scheme, task.config.levels, execution=execution)
        proposed += [(owner, weight) for weight in plan.proposed]
        if plan.refusal:
            refusals.append(f"{_name(owner)}：{plan.refusal}")
        if plan.remark and plan.proposed:
            remarks.append(f"{_name(owner)}：{plan.remark}")
    apply = task.flag("apply")
    if proposed:
        if apply:
            change_cells(book, table, {"weight": {weight.indicator.row: weight.weight for _, weight in proposed}})
        PROPOSALS.write(book, [_line(table, owner, weight, apply) for owner, weight in proposed])
    return Outcome(
        (*_sentences(proposed, refusals, remarks, apply), *rows_left_out(master_list, "没有给分值")),
        {
            "weights": [
                {
                    "project": owner.project_id,
                    "cell": table.address("weight", weight.indicator.row),
                    "weight": str(weight.weight),
                    "basis": weight.basis,
                    "applied": apply,
                }
                for owner, weight in proposed
            ],
            "refused": refusals,
            "remarks": remarks,
        },
        changed=bool(proposed),
        select=(PROPOSALS.sheet, "A1") if proposed else None,
        offer=OFFER if proposed and not apply else None,
    )


def _owners(master_list: MasterList) -> list[Owner]:
    owners: list[Owner] = [*master_list.projects, *master_list.departments]
    return [owner for owner in owners if owner.indicators]


def _name(owner: Owner) -> str:
    return f"{owner.project_id} {owner.name}".strip()


def _line(table: Table, owner: Owner, weight: ProposedWeight, applied: bool) -> list[object]:
    row: Indicator = weight.indicator
    link = cell_link(table.sheet, table.address("weight", row.row))
    state = "已写" if applied else "建议"
    return [link, _name(owner), row.level1, row.level3, "空白", float(weight.weight), weight.basis, state]


def _sentences(
    proposed: Sequence[tuple[Owner, ProposedWeight]], refusals: Sequence[str], remarks: Sequence[str], applied: bool
) -> list[str]:
    projects = len({owner.project_id for owner, _ in proposed})
    if not proposed:
        sentences = ["没有空着的分值要填。" if not refusals else "没有写分值。"]
    elif applied:
        sentences = [f"写了 {projects} 个项目的 {len(proposed)} 条分值，逐条列在“分值建议”工作表；已填的分值没有改。"]
    else:
        sentences = [
            f"{projects} 个项目有 {len(proposed)} 条分值可以填，逐条列在“分值建议”工作表，还没有写。",
        ]
    for told, what in ((refusals, "不能填"), (remarks, "请留意")):
        if told:
            sentences.append(f"{what}：{named(told, '个项目', parted='；')}。")
    return sentences


COMMAND = Command(
    id="weights",
    label="分值",
    group="计算",
    icon="AutoSum",
    keytip="W",
    screentip="给空着的分值按办法分好",
    supertip="评分标准写明满分的照写，其余按所用的办法（产出 50、效益 30、满意度 10、预算执行率 10 等）平均分，合计正好 100 分；先列出来看，确认后再写，已填的不改。",
    run=weights,
    options=(Option("apply", "把建议的分值写进表里", flag=True),),
)
