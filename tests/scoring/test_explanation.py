"""What `fubiao7 explain standard` shows."""

import json
from decimal import Decimal

from macros_py.scoring import explain_standard, explanation_text


def test_a_reading_is_told_with_its_rule_formula_and_score():
    told = explain_standard("达到计划值得5分,否则按实际值/计划值*指标分值计分", "≥13个", Decimal(5), "12个", cell="K7")

    assert {name: told[name] for name in ("kind", "full", "rule", "score", "reason", "findings", "truncated")} == {
        "kind": "ratio",
        "full": "5",
        "rule": "按实际值÷13个×5分计分，最高5分。",
        "score": "4.62",
        "reason": "12 ÷ 13 × 5 = 4.62",
        "findings": [],
        "truncated": False,
    }
    assert told["formula"].startswith("=IFERROR(IF(") and "K7" in told["formula"]
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert explanation_text(told).splitlines()[0] == "读作：按实际值÷13个×5分计分，最高5分。"
    assert explanation_text(told).splitlines()[-1] == "得分：4.62（12 ÷ 13 × 5 = 4.62）"


def test_a_refusal_gives_no_number_at_all():
    told = explain_standard("达到得满分，否则酌情扣分", "≥13个", Decimal(5), "12个")

    assert [told[name] for name in ("kind", "rule", "formula", "score")] == [None] * 4
    assert explanation_text(told) == "读不懂，这一行待核：“酌情”没有说定几分，请改写，或手工打分。"


def test_two_full_marks_leave_the_score_open():
    told = explain_standard("达到计划值得5分,否则不得分", "≥13个", Decimal(4), "13个")

    assert (told["formula"], told["score"]) == (None, None)
    assert told["reason"] == "句子里的满分是 5 分，分值栏是 4 分，请先改成一致"


def test_an_actual_that_cannot_be_read_is_pending_with_the_reason():
    told = explain_standard("达到计划值得5分,否则不得分", "≥13个", Decimal(5), "很多")

    assert told["score"] is None
    assert (
        explanation_text(told).splitlines()[-1]
        == "得分：待核（实际完成值“很多”读不出来，请填一个不小于零的数（单位 个））"
    )
