"""Every check has a code of its own, a page under the five headings, one bad and one good example."""

import re
from dataclasses import replace

import pytest

from macros_py.checks import CATALOGUE, Records, Severity, run_checks

HEADINGS = ("检查什么", "为什么", "反例", "正例", "依据")

# code → (bad document, field of the finding, good document)
EXAMPLES = {
    "F101": ("项目名称:", "name", "项目名称: 培训经费"),
    "F102": (
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 培训班次 |        |
        """,
        "target",
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 培训班次 | ≥3次  |
        """,
    ),
    "F103": ("", "project_id", "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 班次 | ≥3次 |"),
    "F106": ("表样: 附表八", "form_kind", "表样: 附表7"),
    "S201": (
        """
        | 一级指标       | 二级指标 | 三级指标 | 指标值 |
        | 可持续影响指标 |          | 使用年限 | ≥1年  |
        """,
        "level1",
        """
        | 一级指标 | 二级指标       | 三级指标 | 指标值 |
        | 效益指标 | 可持续影响指标 | 使用年限 | ≥1年  |
        """,
    ),
    "S202": (
        """
        | 一级指标 | 二级指标     | 三级指标 | 指标值 |
        | 产出指标 | 社会效益指标 | 培训班次 | ≥3次  |
        """,
        "level2",
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量     | 培训班次 | ≥3次  |
        """,
    ),
    "S203": (
        """
        | 一级指标 | 二级指标 | 三级指标   | 指标值 |
        | 产出指标 | 数量指标 | 培训班次   | ≥3次  |
        | 产出指标 | 数量指标 | 培训班次。 | ≥4次  |
        """,
        "level3",
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 培训班次 | ≥3次  |
        | 产出指标 | 质量指标 | 培训班次 | ≥3次  |
        """,
    ),
    "T301": (
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值     |
        | 产出指标 | 数量指标 | 改造面积 | ≥**平方米 |
        """,
        "target",
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值      |
        | 产出指标 | 数量指标 | 改造面积 | ≥1200平方米 |
        """,
    ),
    "T302": (
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 测评数量 | 1个    |
        """,
        "target",
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值类型 |
        | 产出指标 | 数量指标 | 测评数量 | 1个    | ≥          |
        """,
    ),
    "T303": (
        """
        | 一级指标   | 二级指标           | 三级指标   | 指标值 |
        | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95   |
        """,
        "target",
        """
        | 一级指标   | 二级指标           | 三级指标   | 指标值 | 度量单位 |
        | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95   | %        |
        """,
    ),
    "T304": (
        """
        | 一级指标   | 二级指标           | 三级指标   | 指标值 |
        | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥980% |
        """,
        "target",
        """
        | 一级指标 | 二级指标     | 三级指标       | 指标值 |
        | 效益指标 | 经济效益指标 | 产值增长率     | ≥120% |
        | 效益指标 | 社会效益指标 | 满意度提升幅度 | ≥110% |
        """,
    ),
    "T305": (
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值类型 |
        | 产出指标 | 质量指标 | 合格率   | ≥95%  | ≤          |
        """,
        "target",
        """
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值类型 | 度量单位 |
        | 产出指标 | 质量指标 | 合格率   | 95     | ≥          | %        |
        """,
    ),
    "D401": (
        """
        年度: 2025
        | 一级指标 | 二级指标 | 三级指标 | 指标值             |
        | 产出指标 | 时效指标 | 完成时限 | 2026年12月31日前 |
        """,
        "target",
        """
        年度: 2026
        | 一级指标 | 二级指标 | 三级指标         | 指标值             |
        | 产出指标 | 时效指标 | 完成时限         | 2026年12月31日前 |
        | 产出指标 | 时效指标 | 服务期限         | =12月              |
        | 产出指标 | 数量指标 | 修复2019年旧档案 | ≥300份            |
        """,
    ),
    "M501": (
        """
        年度资金总额: 45
        财政拨款: 40
        非财政拨款: 0
        """,
        "total",
        """
        年度资金总额: 45
        财政拨款: 40
        非财政拨款: 5
        上年结转: 2
        其他资金: 3
        """,
    ),
    "M502": (
        """
        金额单位: 元
        年度资金总额: 338700
        财政拨款: 338700
        上级补助: 0
        本级安排: 300000
        """,
        "fiscal",
        """
        金额单位: 元
        年度资金总额: 338700
        财政拨款: 338700
        上级补助: 38700
        本级安排: 300000
        """,
    ),
    "M503": ("项目资金: 15\n年度资金总额: 45", "project_total", "项目资金: 45\n年度资金总额: 45.00"),
    "M504": (
        """
        年度资金总额: 27.37
        | 一级指标 | 二级指标 | 三级指标 | 指标值       |
        | 产出指标 | 成本指标 | 运维费用 | ≤273701.5元 |
        """,
        "target",
        """
        年度资金总额: 27.37
        | 一级指标 | 二级指标 | 三级指标 | 指标值     |
        | 产出指标 | 成本指标 | 运维费用 | ≤273700元 |
        | 产出指标 | 成本指标 | 人均标准 | ≤500元/人 |
        """,
    ),
    "M505": (
        """
        年度资金总额: 24.02
        | 一级指标 | 二级指标 | 三级指标 | 指标值    |
        | 产出指标 | 成本指标 | 工作经费 | ≤16万元  |
        | 产出指标 | 成本指标 | 办公费用 | ≤5.5万元 |
        """,
        "target",
        """
        年度资金总额: 24.02
        | 一级指标 | 二级指标 | 三级指标 | 指标值     |
        | 产出指标 | 成本指标 | 工作经费 | ≤16万元   |
        | 产出指标 | 成本指标 | 办公费用 | ≤5.5万元  |
        | 产出指标 | 成本指标 | 督导费用 | ≤25200元  |
        """,
    ),
}

# Checks that look across projects have their examples in test_fields.py.
ACROSS = {"F104", "F105"}


def test_every_code_is_unique_and_well_formed():
    codes = [check.code for check in CATALOGUE]

    assert sorted(set(codes)) == sorted(codes)
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.code)
def test_every_check_explains_itself_under_the_five_headings(check):
    lines = (check.__doc__ or "").splitlines()
    found = [heading for line in lines for heading in HEADINGS if line.strip().startswith(f"{heading}: ")]

    assert found == list(HEADINGS)
    assert isinstance(check.severity, Severity)


def test_every_check_has_its_examples():
    assert {check.code for check in CATALOGUE} == EXAMPLES.keys() | ACROSS


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_bad_example_is_found_at_its_field(code, config, read_document):
    bad, field, _ = EXAMPLES[code]

    findings = run_checks(CATALOGUE, Records([read_document(bad)], []), config).findings

    assert field in [finding.field for finding in findings if finding.code == code]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_good_example_is_left_alone(code, config, read_document):
    good = EXAMPLES[code][2]

    findings = run_checks(CATALOGUE, Records([read_document(good)], []), config).findings

    assert code not in [finding.code for finding in findings]


def test_a_check_that_is_switched_off_finds_nothing(config, read_document):
    settings = replace(config, checks=replace(config.checks, skip=frozenset({"F101"})))

    findings = run_checks(CATALOGUE, Records([read_document("项目名称:")], []), settings).findings

    assert "F101" not in [finding.code for finding in findings]


def test_a_severity_of_config_yaml_replaces_the_check_s_own(config, read_document):
    settings = replace(config, checks=replace(config.checks, severity={"F101": "提示"}))

    findings = run_checks(CATALOGUE, Records([read_document("项目名称:")], []), settings).findings

    assert [finding.severity for finding in findings if finding.code == "F101"] == [Severity.HINT]
