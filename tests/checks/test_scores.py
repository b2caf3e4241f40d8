from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, FundsLine, Indicator

NOTE3 = "3.定量指标若为正向指标（即指标值为≥*），则得分计算方法应用实际完成值（B）/年度指标值（A）*该指标分值；若定量指标为反向指标（即指标值为≤*），则用年度指标值（A）/实际完成值（B）*该指标分值。"
OURS = {f"P{number}" for number in range(801, 814)}


def row(
    level2="数量", target="≥10个", actual="10个", weight="10", score="10", reason="", standard="", level1="产出指标"
):
    return Indicator(
        "BM-1",
        level1,
        level2,
        "开展项目个数",
        target,
        "",
        "",
        "",
        standard,
        Decimal(weight),
        actual,
        Decimal(score),
        reason,
    )


@pytest.fixture
def found(config):
    """Return what is found in a department evaluation of the given rows: code → message."""

    def run(*rows, notes=(NOTE3,), total_score=None, execution=None):
        total = FundsLine(weight=Decimal(10), score=None if execution is None else Decimal(execution))
        score = None if total_score is None else Decimal(total_score)
        department = DepartmentEvaluation(
            "BM-1", 2022, department="某局", total=total, indicators=rows, total_score=score, notes=notes
        )
        findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings
        return {finding.code: finding.message for finding in findings if finding.code in OURS - {"P802"}}

    return run


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score", "sum_"),
    [
        ("13个", "12个", "1", "0.5", "12 ÷ 13 × 1 = 0.92，表上得分 0.5。"),
        ("≥13个", "12", "1", "0.5", "12 ÷ 13 × 1 = 0.92，表上得分 0.5。"),
        ("≥1.2万个", "6000个", "2", "2", "0.6 ÷ 1.2 × 2 = 1，表上得分 2。"),
        ("≤10个", "20个", "4", "4", "10 ÷ 20 × 4 = 2，表上得分 4。"),
        ("≥10个", "12个", "4", "3", "12 达到 10，得满分 4，表上得分 3。"),
    ],
)
def test_a_score_other_than_the_printed_rule_gives_is_shown_with_its_sum(found, target, actual, weight, score, sum_):
    assert sum_ == found(row(target=target, actual=actual, weight=weight, score=score, reason="因故"))["P804"]


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score"),
    [
        ("13个", "12个", "1", "0.92"),
        ("13个", "12个", "1", "0.9"),
        ("=3个", "5个", "2", "1"),
        ("≥100个", "190个", "2", "1.5"),
        ("≥10个", "8人", "2", "1"),
        ("≥10个", "约8个", "2", "1"),
        ("优秀", "良好", "2", "1.5"),
        ("≥95%", "0.96", "2", "1"),
        ("≤0个", "0个", "2", "2"),
        ("2022年12月底", "2022年11月", "2", "1.5"),
    ],
)
def test_no_sum_is_claimed_where_target_and_actual_leave_room(found, target, actual, weight, score):
    assert (
        not {"P804", "P805"}
        & found(row(target=target, actual=actual, weight=weight, score=score, reason="因故")).keys()
    )


def test_without_a_printed_rule_the_usual_one_only_warns(found):
    assert {"P805"} == found(row(actual="5个", score="9", reason="因故"), notes=()).keys()


def test_a_row_s_own_sentence_comes_before_the_printed_rule(found):
    standard = "达到计划值得10分，否则不得分"

    assert {"P804"} == found(row(actual="5个", score="5", reason="因故", standard=standard)).keys()
    assert {} == found(row(actual="5个", score="0", reason="因故", standard=standard))


def test_a_begun_step_of_a_deduction_may_count_or_not(found):
    standard = "在2022年12月31日前完成得满分10分，每推迟10天扣1分，扣完为止。"
    late = {
        "level2": "时效",
        "target": "2022年12月31日前",
        "actual": "2023年1月5日",
        "reason": "因故",
        "standard": standard,
    }

    assert {} == found(row(score="9", **late))
    assert {} == found(row(score="10", **late))
    assert {"P804"} == found(row(score="5", **late)).keys()


def test_a_cost_overrun_without_a_sign_warns_of_score_and_reason(found):
    cost = row(level2="成本", target="962.44万元", actual="1121.06万元", weight="2", score="2")

    messages = found(cost)

    assert {"P805", "P812"} == messages.keys()
    assert "962.44 ÷ 1121.06 × 2 = 1.72" in messages["P805"]


@pytest.mark.parametrize(("score", "code"), [("11", "P803"), ("-1", "P803")])
def test_a_score_outside_its_weight_is_one_finding(found, score, code):
    assert {code} == found(row(score=score, reason="因故")).keys()


@pytest.mark.parametrize(
    ("actual", "score", "codes"),
    [
        ("部分达成预期指标并具有一定效果", "9", {"P806"}),
        ("部分达成预期指标并具有一定效果", "8", set()),
        ("未达成预期指标且效果较差", "6", {"P806"}),
        ("达成预期指标", "7", {"P806"}),
        ("优秀", "7", set()),
    ],
)
def test_a_qualitative_score_stays_in_the_band_of_its_grade(found, actual, score, codes):
    assert codes == found(row(level2="质量", target="优秀", actual=actual, score=score, reason="因故")).keys()


def test_the_points_printed_behind_a_level_must_be_the_sum_of_its_rows(found):
    rows = [
        row(level1="产出指标（50分）", weight="20", score="20"),
        row(level1="产出指标（50分）", weight="28", score="28"),
    ]

    assert "“产出指标（50分）”下面各条分值合计 48 分，不等于 50 分。" == found(*rows)["P801"]


@pytest.mark.parametrize(("total", "codes"), [("19", set()), ("19.5", {"P811"})])
def test_the_total_is_the_sum_of_the_scores(found, total, codes):
    assert codes == found(row(), total_score=total, execution="9").keys()


@pytest.mark.parametrize(
    ("score", "total", "codes"),
    [
        ("4", "11.5", {"P804"}),  # the total was summed with the 2.5 that the sentence gives
        ("4", "13", {"P804"}),  # and here with the wrong score itself
        ("4", "12", {"P804", "P811"}),
        ("7", "13.5", {"P803"}),  # 4.5 is a score that this row may have
        ("7", "18", {"P803", "P811"}),
    ],
)
def test_a_wrong_score_is_not_told_again_by_the_total(found, score, total, codes):
    half = row(
        actual="5个",
        weight="5",
        score=score,
        standard="达到计划值得5分，否则按实际值/计划值*指标分值计分。",
        reason="因故",
    )
    rest = row(level2="质量", target="优秀", actual="优秀", weight="9", score="9")
    if score == "7":
        half = row(weight="5", score=score)

    assert codes == found(half, rest, total_score=total, execution="0").keys()


def test_a_day_after_the_deadline_asks_for_a_reason(found):
    late = row(level2="时效", target="2022年12月底", actual="2023年1月5日")

    assert {"P812"} == found(late).keys()
    assert {} == found(row(level2="时效", target="2022年12月底", actual="2022年12月31日"))


def test_a_plan_that_was_not_evaluated_is_left_alone(config, read_document):
    project = read_document(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |\n| 产出指标 | 数量指标 | 班次 | ≥3次 | 7 |"
    )

    codes = {finding.code for finding in run_checks(CATALOGUE, Records([project]), config).findings}

    assert set() == codes & OURS


@pytest.mark.parametrize("target", ["100%", "=100%"])
def test_a_rate_below_the_whole_asks_for_a_reason(found, target):
    below = row(level2="质量", target=target, actual="96.5%")

    assert f"实际完成值 96.5% 没有达到指标值 {target}，没有写原因。" == found(below)["P812"]
    assert "P812" not in found(row(level2="质量", target=target, actual="100%"))
