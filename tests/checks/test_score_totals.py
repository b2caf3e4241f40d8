"""执行率, its score, 指标得分, 总分 and 等级 as a clerk typed them, against what the form's own figures give."""

from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, FundsLine, Indicator

CODES = {"P807", "P808", "P811", "P818"}
ROWS = (
    "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 实际完成值 | 得分 | 偏差原因分析 |\n"
    "| 产出指标 | 数量指标 | 培训班次 | ≥3次 | 60 | 3次 | 60 | |\n"
    "| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% | 30 | 85% | 22 | 场地小 |"
)
SPENT = "全年预算数(A): 100\n全年执行数(B): 90"

WRONG = {
    "the rate": (f"{SPENT}\n执行率: 0.85", {"P807 execution_rate 执行率：90 ÷ 100 = 90%，表上 85%。"}),
    "the rate typed as a whole number": (
        f"{SPENT}\n执行率: 90",
        {"P807 execution_rate 执行率：90 ÷ 100 = 90%，表上 90（即 9000%）。"},
    ),
    "the score of the rate": (f"{SPENT}\n执行率得分: 10", {"P808 execution_score 执行率得分：90% × 10 = 9，表上 10。"}),
    "the score of a rate alone": (
        "执行率: 0.9\n执行率得分: 10",
        {"P808 execution_score 执行率得分：90% × 10 = 9，表上 10。"},
    ),
    "the total": (
        f"{SPENT}\n执行率得分: 9\n指标得分: 82\n总分: 95\n{ROWS}",
        {"P811 total_score 各条得分 82 + 执行率得分 9 = 91，表上总分 95。"},
    ),
    "the total where nothing else is typed": (
        f"{SPENT}\n总分: 95\n{ROWS}",
        {"P811 total_score 各条得分 82 + 执行率得分 9 = 91，表上总分 95。"},
    ),
    "the total without any budget": (
        f"总分: 95\n{ROWS}",
        {"P811 total_score 各条得分合计 82，执行率得分最多 10，表上总分 95。"},
    ),
    "the sum of the rows, not the total made from it": (
        f"{SPENT}\n指标得分: 85\n总分: 94\n{ROWS}",
        {"P811 indicator_score 各条得分合计 82，表上指标得分 85。"},
    ),
    "a total above the whole": ("总分: 105", {"P811 total_score 满分是 100，表上总分 105。"}),
    "the grade": ("总分: 85\n等级: 优", {"P818 grade 总分 85 应是“良”（80 分以上、不到 90 分），表上是“优”。"}),
    "the grade of a total that nobody typed": (
        f"{SPENT}\n等级: 良\n{ROWS}",
        {"P818 grade 总分 91 应是“优”（90 分以上），表上是“良”。"},
    ),
    "the grade below": ("总分: 59.9\n等级: 中等", {"P818 grade 总分 59.9 应是“差”（60 分以下），表上是“中”。"}),
    "the total, not the grade of its parts": (
        f"{SPENT}\n总分: 85\n等级: 优\n{ROWS}",
        {"P811 total_score 各条得分 82 + 执行率得分 9 = 91，表上总分 85。"},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_was_typed_is_told_with_what_the_figures_give(config, read_document, case):
    document, expected = WRONG[case]

    findings = run_checks(CATALOGUE, Records([read_document(document)]), config).findings

    assert expected == {f"{one.code} {one.field} {one.message}" for one in findings if one.code in CODES}


@pytest.mark.parametrize(
    "document",
    [
        f"{SPENT}\n执行率: 0.9\n执行率得分: 9\n指标得分: 82\n总分: 91\n等级: 优\n{ROWS}",
        f"{SPENT}\n执行率: 0.9\n总分: 91.02\n等级: 优秀\n{ROWS}",
        # The score of 执行率 is given by the office where nothing was budgeted.
        f"执行率得分: 10\n总分: 92\n等级: 优\n{ROWS}",
        f"总分: 90\n{ROWS}",
        # The indicators alone come to 100 points.
        f"{SPENT}\n执行率得分: 9\n总分: 92\n{ROWS.replace('| 60 |', '| 70 |')}",
        # A row whose score is open: nothing can be added up.
        f"{SPENT}\n总分: 95\n{ROWS.replace('| 22 |', '|  |')}",
        "执行率: 0.85",
        "总分: 100\n等级: 优",
        "总分: 85\n等级: 合格",
        "总分: 85\n等级: 优/良",
    ],
)
def test_what_agrees_or_cannot_be_added_up_is_left_alone(config, read_document, document):
    findings = run_checks(CATALOGUE, Records([read_document(document)]), config).findings

    assert set() == {one.message for one in findings if one.code in CODES}


def department(total: str, conclusion: str, score: str = "88") -> DepartmentEvaluation:
    row = Indicator(
        "BM-1", "产出指标", "数量指标", "培训班次", "≥3次", weight=Decimal(90), actual="3次", score=Decimal(score)
    )
    line = FundsLine(None, Decimal(100), Decimal(90), Decimal(10), Decimal("0.9"), Decimal(9))
    return DepartmentEvaluation(
        "BM-1",
        2024,
        department="某局",
        total=line,
        goal_expected="完成。",
        indicators=(row,),
        total_weight=Decimal(100),
        total_score=Decimal(total),
        conclusion=conclusion,
    )


@pytest.mark.parametrize(
    ("total", "score", "conclusion", "codes"),
    [
        ("97", "88", "优", set()),
        ("97", "88", "本年度自评得分97分，等级为“优秀”。", set()),
        ("97", "88", "项目执行良好，群众评价优良", set()),
        ("97", "88", "中期评价结果为良，年末自评等级为优", set()),
        ("97", "88", "良好", {"P818"}),
        ("97", "88", "自评等次：良，已公开", {"P818"}),
        ("79.95", "70.95", "良", {"P818"}),
        ("95", "88", "优", {"P811"}),
    ],
)
def test_the_conclusion_of_a_department_is_held_against_its_total(config, total, score, conclusion, codes):
    findings = run_checks(CATALOGUE, Records([], (), [department(total, conclusion, score)]), config).findings

    assert codes == {one.code for one in findings if one.code in CODES}
