from dataclasses import replace
from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, Evaluation, FundsLine, MoneyUnit

HEADINGS = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"


def found(config, *projects, departments=()):
    findings = run_checks(CATALOGUE, Records(projects, (), departments), config).findings
    return [(item.code, item.field) for item in findings if item.code[0] == "M"]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ({"年度资金总额": "45", "财政拨款": "45"}, []),
        ({"年度资金总额": "45", "财政拨款": "15"}, [("M501", "total")]),
        ({"年度资金总额": "45", "财政拨款": "44.99995"}, []),
        ({"年度资金总额": "45", "财政拨款": "44.99"}, [("M501", "total")]),
        ({"年度资金总额": "45", "财政拨款": "20", "其他资金": "24"}, [("M501", "total")]),
        ({"年度资金总额": "27.37", "财政拨款": "20.12", "其他资金": "7.26"}, [("M513", "total")]),
        ({"年度资金总额": "27.37", "财政拨款": "20.12", "其他资金": "7.35"}, [("M501", "total")]),
        ({"金额单位": "元", "年度资金总额": "45000", "财政拨款": "44998"}, [("M501", "total")]),
        ({"金额单位": "元", "年度资金总额": "45000", "财政拨款": "44999.5"}, []),
        ({"金额单位": "元", "年度资金总额": "3000", "财政拨款": "3000", "上级补助": "4000"}, [("M502", "fiscal")]),
        ({"金额单位": "元", "年度资金总额": "3000", "财政拨款": "3000", "上级补助": "2000"}, []),
        ({"项目资金": "45", "年度资金总额": "450000"}, [("M503", "project_total")]),
        ({"年度资金总额": "-45"}, [("M506", "total")]),
        ({"年度资金总额": "45", "财政拨款": "50", "其他资金": "-5"}, [("M506", "other")]),
        ({"年度资金总额": "33.3333333"}, [("M507", "total")]),
        ({"年度资金总额": "33.3330000000"}, []),
        ({"金额单位": "元", "年度资金总额": "33333.333"}, [("M507", "total")]),
        ({"金额单位": "元", "年度资金总额": "45"}, [("M509", "total")]),
        ({"年度资金总额": "0.05"}, [("M509", "total")]),
        ({"年度资金总额": "0"}, []),
        ({"年度资金总额": "450000"}, [("M509", "total")]),
        ({"年度资金总额": "450000", "全年预算数(A)": "45"}, [("M508", "total")]),
        ({"年度资金总额": "45", "全年预算数(A)": "450000"}, [("M508", "total")]),
        ({"年度资金总额": "450000", "年度总体目标": "投入45万元，开展培训。"}, [("M508", "total")]),
        ({"年度资金总额": "100", "年度总体目标": "按每人100元/天的标准补助。"}, []),
        ({"全年预算数(A)": "45", "全年执行数(B)": "45.5"}, [("M511", "executed")]),
        ({"全年预算数(A)": "45", "全年执行数(B)": "45"}, []),
    ],
)
def test_the_amounts_of_a_project(config, read_document, amounts, expected):
    project = read_document("\n".join(f"{heading}: {amount}" for heading, amount in amounts.items()))

    assert expected == found(config, project)


def test_what_is_ten_thousand_times_off_is_said_to_be(config, read_document):
    findings = run_checks(CATALOGUE, Records([read_document("项目资金: 45\n年度资金总额: 450000")]), config).findings

    assert ["正好差一万倍" in item.message for item in findings if item.code == "M503"] == [True]


@pytest.mark.parametrize(
    ("total", "target", "expected"),
    [
        ("100", "≤100元", []),
        ("100", "≤100元/人", []),
        ("100", "≤1000000元", []),
        ("450000", "≤45万元", ["M508"]),
        ("0.0045", "≤45元", ["M509"]),
        ("45", "≤450000万元", ["M504"]),
        ("45", "≤46万元", ["M504"]),
        ("45", "≥46万元", []),
    ],
)
def test_a_cost_target_is_held_against_the_total(config, read_document, total, target, expected):
    project = read_document(f"年度资金总额: {total}\n{HEADINGS}\n| 产出指标 | 成本指标 | 培训费用 | {target} |")

    assert expected == [code for code, _ in found(config, project)]


def test_a_cost_named_after_another_project_of_the_unit_is_found(config, read_document):
    row = f"{HEADINGS}\n| 产出指标 | 成本指标 | 党建工作经费 | ≤10万元 |"
    own = read_document(f"项目编号: 1\n项目名称: 党建工作经费\n{row}")
    copied = read_document(f"项目编号: 2\n项目名称: 干部工作经费\n{row}")
    part = read_document(f"项目编号: 3\n项目名称: 党建工作经费（追加）\n{row}")
    elsewhere = read_document(f"项目编号: 4\n项目名称: 干部工作经费\n实施单位: 另一局\n{row}")

    findings = run_checks(CATALOGUE, Records([own, copied, part, elsewhere]), config).findings

    assert [("2", "level3")] == [(item.owner.project_id, item.field) for item in findings if item.code == "M510"]


def line(*amounts):
    return FundsLine(*(None if amount is None else Decimal(amount) for amount in amounts))


def test_the_parts_of_a_department_s_funds_make_up_the_total(config):
    """Amounts of the 2022 form: the first column agrees, the second is off by its rounding, the third by 20.76."""
    department = DepartmentEvaluation(
        "BM-1",
        2022,
        department="某部",
        total=line("5219.46", "3989.07", "3967.29"),
        basic=line("1128.79", "1290.82", "1290.82"),
        project=line("4090.67", "2698.24", "2697.23"),
    )

    assert [("M512", "total_executed"), ("M513", "total_annual")] == found(config, departments=[department])


def test_the_parts_of_a_project_s_execution_make_up_the_total(config, read_document):
    done = Evaluation(
        Decimal(100),
        Decimal(120),
        Decimal(110),
        fiscal=line("100", "100", "95"),
        carryover=line(None, "20", "20"),
        other=line(None, None, "-5"),
    )
    project = replace(read_document("年度资金总额: 100"), evaluation=done)

    assert [("M506", "other_executed")] == found(config, project)

    wrong = replace(project, evaluation=replace(done, other=line("1", None, None)))

    assert [("M512", "initial_budget"), ("M512", "executed")] == found(config, wrong)


def test_amounts_in_yuan_are_exact(config):
    department = DepartmentEvaluation(
        "BM-1",
        2022,
        unit=MoneyUnit.YUAN,
        total=line("52194.60", None, None),
        basic=line("11287.90", None, None),
        project=line("40908.70", None, None),
    )

    assert [("M512", "total_initial")] == found(config, departments=[department])
