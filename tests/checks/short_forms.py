"""Projects written in a line or a block: settings between semicolons, a row with its cells between strokes."""

from decimal import Decimal

from macros_py.model import Evaluation, Funds, Heading, Indicator, MoneyUnit, Project

CELLS = "level1 level2 level3 target target_type unit explanation standard actual score reason".split()
FUNDS = {
    "总额": "total",
    "财政": "fiscal",
    "非财政": "non_fiscal",
    "项目资金": "project_total",
    "上级": "superior_grant",
    "本级": "local",
    "结转": "carryover",
    "其他": "other",
}
EVALUATION = {"年初": "initial_budget", "全年": "annual_budget", "执行": "executed"}
HEADING = {"填报": "fill_date", "标题": "title"}
PROJECT = {"目标": "goal", "名称": "name", "单位": "implementing_unit", "表样": "form_kind"}


def project_of(parts: list[str]) -> Project:
    """Return the project of settings (总额=100) and rows; what is left out is as a checked form has it."""
    funds = {"total": Decimal(100), "fiscal": Decimal(100)}
    unit, year, evaluation, heading = MoneyUnit.WAN_YUAN, 2024, {}, {}
    texts = {"form_kind": "附表7", "name": "某项目经费", "implementing_unit": "某局", "goal": "完成全年任务。"}
    rows = []
    for part in parts:
        name, _, value = part.partition("=")
        if "|" in name:
            rows.append(_row(part, len(rows) + 5))
        elif name in FUNDS:
            funds[FUNDS[name]] = Decimal(value)
        elif name in EVALUATION:
            evaluation[EVALUATION[name]] = Decimal(value)
        elif name == "完成情况":
            evaluation["goal_actual"] = value
        elif name in HEADING:
            heading[HEADING[name]] = value
        elif name == "金额单位":
            unit = MoneyUnit(value)
        elif name == "年度":
            year = int(value)
        else:
            texts[PROJECT[name]] = value
    if any(row.target_type or row.unit for row in rows):
        texts["form_kind"] = "目标表2026"
    return Project(
        "2024-001",
        year=year,
        level1_project="特定目标类",
        department="某局",
        funds=Funds(unit, **funds),
        evaluation=Evaluation(**evaluation),
        heading=Heading(**heading),
        indicators=tuple(rows),
        row=4,
        **texts,
    )


def _row(text: str, number: int) -> Indicator:
    cells: dict[str, object] = dict(zip(CELLS, text.split("|"), strict=False))
    score = cells.pop("score", "")
    if score:
        cells |= {"score": Decimal(str(score)), "weight": Decimal(10)}
    return Indicator("2024-001", row=number, **cells)  # type: ignore[arg-type]
