"""One cause gives one finding: what follows from a fault is not told beside it."""

from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, Severity, run_checks
from macros_py.model import DepartmentEvaluation, FundsLine

HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 评(扣)分标准 | 分值 | 实际完成值 | 得分 | 偏差原因分析 |"
TYPED = "表样: 目标表2026\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 评(扣)分标准 |"

CASES = {
    "the reversed operator, not its sentence": (
        f"{HEAD}\n| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≤95% | 满意度大于等于95%的得10分,大于等于80%的得8分,否则不得分。 | | | | |",
        {"T306"},
    ),
    "a number that is called 定性, not its missing operator": (
        f"{TYPED}\n| 产出指标 | 数量指标 | 培训班次 | 12 | 次 | 定性 | |",
        {"T305"},
    ),
    "财政拨款, not the total that its parts make up": (
        "年度资金总额: 45\n财政拨款: 54\n非财政拨款: 0\n上级补助: 40\n本级安排: 5",
        {"M502"},
    ),
    "the total, not the cost targets that the parts make up": (
        "年度资金总额: 24\n财政拨款: 42\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |"
        "\n| 产出指标 | 成本指标 | 培训费 | ≤21万元 |\n| 产出指标 | 成本指标 | 会议费 | ≤21万元 |",
        {"M501"},
    ),
    "the total that its parts do not come to, not the target that they do": (
        "年度总体目标: 改造供热管网42公里，其中一次网8.6公里、二次网15.4公里。"
        "\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 供热管网 | ≥24公里 |",
        {"W626"},
    ),
    "the unit of the target, not that the actual has another": (
        f"{HEAD}\n| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥95次 | | 100 | 98% | 100 | |",
        {"T310"},
    ),
    "the operator, not what missed the target by it": (
        f"{HEAD}\n| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≤95% | | 100 | 98% | 100 | |",
        {"T306"},
    ),
    "the negative score, not that no reason is given for it": (
        f"{HEAD}\n| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥95% | | 100 | 98% | -1 | |",
        {"P803"},
    ),
    "the 二级 under another 一级, not that its name is of a third": (
        f"{HEAD}\n| 产出指标 | 社会效益指标 | 项目完成时间 | 2024年12月底前 | | | | | |",
        {"S202"},
    ),
    "the group, not the sum of all weights": (
        f"{HEAD}\n| 产出指标(50分) | 数量指标 | 班次 | ≥3次 | | 48 | 3次 | 48 | |"
        "\n| 效益指标(30分) | 社会效益指标 | 就业人数 | ≥3人 | | 30 | 3人 | 30 | |"
        "\n| 满意度指标(10分) | 服务对象满意度指标 | 学员满意度 | ≥90% | | 10 | 95% | 10 | |",
        {"P801"},
    ),
    "the row entered twice, not its weight": (
        f"{HEAD}\n| 产出指标 | 数量指标 | 班次 | ≥3次 | | 80 | 3次 | 80 | |\n| 产出指标 | 数量指标 | 班次 | ≥3次 | | 80 | 3次 | 80 | |"
        "\n| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% | | 10 | 95% | 10 | |",
        {"S203"},
    ),
    "the misspelt 一级, not the groups it tears apart": (
        f"{HEAD}\n| 产出指标(90分) | 数量指标 | 班次 | ≥3次 | | 80 | 3次 | 80 | |\n| 产岀指标(90分) | 质量指标 | 合格率 | ≥90% | | 10 | 95% | 10 | |",
        {"S201"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_cause_is_told_and_not_what_follows_from_it(config, read_document, case):
    document, codes = CASES[case]

    findings = run_checks(CATALOGUE, Records([read_document(document)]), config).findings

    assert sorted(codes) == [
        finding.code for finding in findings if finding.severity is not Severity.HINT and finding.code != "F103"
    ]


def test_the_part_that_spent_too_much_is_told_and_not_the_total(config):
    over = FundsLine(annual=Decimal(10), executed=Decimal(12))
    department = DepartmentEvaluation("BM-1", 2022, department="某局", goal_expected="完成。", total=over, basic=over)

    findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings

    assert [("M511", "basic_executed")] == [
        (finding.code, finding.field) for finding in findings if finding.code[0] == "M"
    ]


def test_the_column_that_does_not_add_up_is_told_and_not_the_rate_that_follows_from_it(config):
    total = FundsLine(annual=Decimal(100), executed=Decimal(58), rate=Decimal("0.85"))
    basic = FundsLine(annual=Decimal(100), executed=Decimal(85))
    department = DepartmentEvaluation(
        "BM-1", 2022, department="某局", goal_expected="完成。", goal_actual="结余下年用。", total=total, basic=basic
    )

    findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings

    assert ["M512"] == [finding.code for finding in findings if finding.code[0] in "MP"]
