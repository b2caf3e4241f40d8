"""【计算】 and a real LibreOffice: every cell shows what Python says."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from macros_py.cli import main
from macros_py.model import Evaluation, Indicator
from macros_py.scoring import ExecutionRule
from macros_py.sheets.standard_workbook import build_standard_workbook
from tests.commands.table_cells import rows_of

D = Decimal


@pytest.mark.libreoffice
def test_the_formulas_give_what_python_gives(standard_workbook, read_document, recalculated, config):
    rule = ExecutionRule(config.execution)
    amounts = [("3989.07", "3967.29"), ("3", "1"), ("100", "130"), ("0", "5"), ("100", "-1"), ("0.03", "0.02")]
    projects = [
        replace(read_document(f"项目编号: P{number}"), evaluation=Evaluation(None, D(a), D(b)))
        for number, (a, b) in enumerate(amounts)
    ]
    path = standard_workbook(*projects)
    main(["score", str(path)])

    rows = recalculated(path, "项目清单")

    for row, (a, b) in zip(rows, amounts, strict=True):
        rate, points = rule.rate(D(a), D(b)), rule.score(D(a), D(b))
        expected = ("待核", "待核") if rate is None else (float(rate), float(points))
        assert expected == (row["执行率"], row["执行率得分"]), (a, b)
        assert (rate is None) == ("执行率待核" in (row["计算说明"] or "")), (a, b)


TARGETS = (
    ("≥300份", "份", 300), ("13个", "个", 13), ("=100%", "%", 100), ("≥95%", "%", 95), ("≤27.37万元", "万元", D("27.37")),
    ("≥1.2万人次", "万人次", D("1.2")), ("962.44万元", "万元", D("962.44")), ("≤0起", "起", 1), ("80-100次", "次", 90),
)  # fmt: skip
SENTENCES = (
    ("≥90%", "达到指标值得满分，每低1个百分点扣1分，扣完为止", ["90%", "88.5%", "50%", "无", "0.9"]),
    ("≤20万元", "控制在预算内得满分，每超出10%扣2分，扣完为止", ["20万元", "23", "400", "19.5万元", "200000"]),
    ("2024年12月31日前", "在2024年12月31日前完成得满分，每推迟10天扣1分，扣完为止", ["2024-12-31", "2025年1月20日", "按时完成", "年底"]),
    ("优秀", "优秀得满分，良好得80%分值，否则不得分", ["优秀", "良好", "差", "还行"]),
    ("≥30人", "酌情给分", ["30人"]),
)  # fmt: skip


def random_row(dice, project_id, place):
    weight = D(dice.choice(["1", "2.5", "3.33", "5", "10"]))
    choice = dice.random()
    if choice < 0.3:
        target, standard, actuals = dice.choice(SENTENCES)
        rest = {"standard": standard, "actual": dice.choice(actuals)}
    elif choice < 0.4:
        target = "效果明显"
        rest = {"actual": dice.choice(["部分达成", "好", "达成", ""]), "share": dice.choice([None, D("0.7"), D("0.9")])}
    else:
        target, unit, near = dice.choice(TARGETS)
        done = (D(near) * D(dice.randrange(50, 130)) / 100).quantize(D(dice.choice(["1", "0.1", "0.01"])))
        rest = {"actual": dice.choice([f"{done}{unit}", str(done), f"≥{done}{unit}", f"{done} {unit}", "", "很多"])}
    level2 = dice.choice(["数量指标", "质量指标", "成本指标"])
    typed = D("1.5") if dice.random() < 0.05 else None
    return replace(
        Indicator(project_id, "产出指标", level2, f"指标{place}", target), weight=weight, score=typed, **rest
    )


@pytest.mark.libreoffice
def test_the_whole_path_agrees_with_python_in_every_cell(tmp_path, config, read_document, said, calculate):
    """Workbook → 计算 → LibreOffice: 得分, 指标得分, 总分 and 等级 are what Python says, for confusable 项目编号 too."""
    dice = random.Random(20241231)
    ids = [f"2024-{number:03d}" for number in range(120)] + [
        "1",
        "01",
        "A*",
        "a1",
        "A1",
        "12345678901234567890",
        "12345678901234567891",
    ]
    projects = []
    for project_id in ids:
        rows = tuple(random_row(dice, project_id, place) for place in range(8))
        if dice.random() < 0.4:
            rows = tuple(
                replace(row, target="≥10个", actual=f"{place + 3}个", standard="") for place, row in enumerate(rows)
            )
        spent = dice.choice([D(95), D(100), D("33.3"), D(95), None, D(-1)])
        projects.append(
            replace(
                read_document(f"项目编号: {project_id}"), evaluation=Evaluation(None, D(100), spent), indicators=rows
            )
        )
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, projects))

    told = {item["project"]: item for item in said(path)}
    done = calculate(path)

    expected, found = [], []
    by_row = {line["row"]: line for item in told.values() for line in item["indicators"]}
    for row, shown in enumerate(rows_of(done, "绩效指标"), 4):
        line = by_row[row]
        points = line["typed"] or line["score"]
        expected.append((row, "待核" if points is None else float(points)))
        found.append((row, shown["得分"]))
        assert shown["计分依据"], row
    for shown in rows_of(done, "项目清单"):
        item = told[str(shown["项目编号"])]
        total = "待核" if item["total"] is None else float(item["total"])
        expected.append((item["project"], total, item["grade"]))
        found.append(
            (item["project"], "待核" if str(shown["总分"]).startswith("待核") else shown["总分"], shown["等级"])
        )
        open_rows = [line for line in item["indicators"] if line["score"] is None and not line["typed"]]
        assert not open_rows or shown["指标得分"] == f"待核 {len(open_rows)} 条"
    assert expected == found
    assert len(by_row) > 900
    assert len([item for item in told.values() if item["total"] is not None]) > 20
