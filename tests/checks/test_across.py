from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, Evaluation, FundsLine, Heading, Indicator, Project


def project(number, name="", **fields):
    return Project(str(number), year=2024, name=name or f"第{number}项经费", row=number, **fields)


def found(config, projects, departments=()):
    findings = run_checks(CATALOGUE, Records(projects, (), departments), config).findings
    return [(item.code, item.owner.project_id, item.field) for item in findings if item.code[0] == "X"]


def test_two_projects_of_one_unit_and_year_do_not_bear_one_name(config):
    projects = [
        project(1, "党建工作经费", implementing_unit="某局"),
        project(2, "党建工作经费 ", implementing_unit="某局"),
        project(3, "党建工作经费", implementing_unit="另一局"),
        project(1, "党建工作经费", implementing_unit="某局"),
    ]

    assert [("X701", "2", "name")] == found(config, projects)


def test_a_department_has_one_code_and_a_code_one_department(config):
    projects = [
        project(1, department="某局", department_code="112"),
        project(2, department="某局", department_code="112"),
        project(3, department="某局", department_code="113"),
        project(4, department="档案馆", department_code="112"),
        project(5, department="财政局", department_code=""),
    ]

    assert [("X702", "3", "department_code"), ("X702", "4", "department_code")] == found(config, projects)


HAND = Heading(filled_by="张某", phone="0854-1234567")


@pytest.mark.parametrize(
    ("usual", "other", "wrong"),
    [
        ("中共芷江侗族自治县组织部", "中共江西侗族自治县组织部", True),
        ("中共芷江侗族自治县组织部", "中共江侗族自治县组织部", True),
        ("某州直属机关工作委员会", "某州直属机关工作委员会。", False),
        ("青川县教育局", "青川县教肓局", True),
        ("青川县教育局", "青川县教育局项目办", False),
        ("青川县教育局", "青川县教育督导室", False),
        ("某县第一实验小学", "某县第二实验小学", False),
        ("中共凉山彝族自治州委组织部", "中共中卫市同心县委组织部", False),
    ],
)
def test_one_clerk_writes_a_unit_s_name_in_one_way(config, usual, other, wrong):
    projects = [project(number, implementing_unit=usual, heading=HAND) for number in (1, 2)]
    projects.append(project(3, implementing_unit=other, heading=HAND))

    assert [("X703", "3", "implementing_unit")] * wrong == found(config, projects)


def test_units_of_two_clerks_may_have_like_names(config):
    projects = [
        project(1, implementing_unit="某县城关镇中心小学", department="某县教育局"),
        project(2, implementing_unit="某县城南镇中心小学", department="某县教育局"),
    ]

    assert [] == found(config, projects)


def test_in_a_unit_s_own_list_a_rare_name_is_a_slip(config):
    projects = [project(number, implementing_unit="中共某州委组织部") for number in range(1, 9)]
    projects.append(project(9, implementing_unit="中共某州委组织布"))

    assert [("X703", "9", "implementing_unit")] == found(config, projects)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("江侗族自治县残疾人联合会", [("X703", "2", "implementing_unit")]),
        ("芷江侗族自治县残疾人联合合会", [("X703", "2", "implementing_unit")]),
        ("芷江侗族自治县残疾人联合会东", []),
    ],
)
def test_of_two_forms_without_a_department_a_lost_or_doubled_character_is_a_slip(config, name, codes):
    projects = [
        project(number, implementing_unit=unit, department="", form_kind="目标表2026")
        for number, unit in ((1, "芷江侗族自治县残疾人联合会"), (2, name))
    ]

    assert codes == [one for one in found(config, projects) if one[0] == "X703"]


@pytest.mark.parametrize(
    "names",
    [
        ("江侗族自治县残疾人联合会", "芷江侗族自治县残疾人联合会"),
        ("芷江侗族自治县残疾人联合合会", "芷江侗族自治县残疾人联合会"),
        ("芷汪侗族自治县残疾人联合会", "芷江侗族自治县残疾人联合会", "芷江侗族自治县文化馆"),
    ],
)
def test_of_two_names_the_slip_is_told_though_it_stands_first(config, names):
    projects = [project(number, implementing_unit=name, heading=HAND) for number, name in enumerate(names, 1)]

    assert [("X703", "1", "implementing_unit")] == [one for one in found(config, projects) if one[0] == "X703"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"heading": Heading(unit_line="某局", project_line="第1项经费"), "implementing_unit": "某局"}, []),
        ({"heading": Heading(unit_line="某司"), "implementing_unit": "某局"}, ["unit_line"]),
        ({"heading": Heading(unit_line="101001 某局"), "implementing_unit": "某局"}, []),
        ({"heading": Heading(project_line="第2项经费")}, ["project_line"]),
        ({"department": "中共某州委组织布", "implementing_unit": "中共某州委组织部"}, ["department"]),
        ({"department": "中共某州委组织部", "implementing_unit": "中共某州委组织部党员教育中心"}, []),
        ({"department": "某州财政局", "implementing_unit": "某州教育局"}, []),
    ],
)
def test_a_form_writes_its_names_in_one_way(config, fields, expected):
    assert [("X704", "1", field) for field in expected] == found(config, [project(1, **fields)])


@pytest.mark.parametrize(
    ("first", "second", "different"),
    [("＝76个", "＝78个", True), ("＝76个", "=76个", False), ("≥76个", "≥78个", False), ("＝4次", "＝2次", False)],
)
def test_a_standing_number_of_a_unit_is_the_same_in_its_projects(config, first, second, different):
    projects = [
        project(
            number,
            implementing_unit="某委",
            indicators=(Indicator(str(number), "产出指标", "数量指标", "州直机关党组织", target),),
        )
        for number, target in enumerate((first, second), 1)
    ]

    assert [("X705", "2", "target")] * different == found(config, projects)


def test_a_department_s_project_spending_is_that_of_its_projects(config):
    projects = [
        project(
            number, department="某局", evaluation=Evaluation(annual_budget=Decimal(amount), executed=Decimal(amount))
        )
        for number, amount in enumerate(("40.01", "60"), 1)
    ]
    line = FundsLine(annual=Decimal("100.01"), executed=Decimal("110"))
    department = DepartmentEvaluation("BM-1", 2024, department="某局", project=line)

    assert [("X706", "BM-1", "project_executed")] == found(config, projects, [department])


def test_a_list_with_an_unfinished_project_is_not_added_up(config):
    projects = [
        project(1, department="某局", evaluation=Evaluation(annual_budget=Decimal(40))),
        project(2, department="某局"),
    ]
    department = DepartmentEvaluation("BM-1", 2024, department="某局", project=FundsLine(annual=Decimal(100)))

    assert [] == found(config, projects, [department])
