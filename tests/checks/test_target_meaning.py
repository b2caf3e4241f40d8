"""Targets against what their indicators are: what is complained of, and what other offices write that must be left alone."""

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks

OURS = {f"T{number}" for number in range(304, 317)}


@pytest.fixture
def codes(config, read_document):
    def run(level1, level2, level3, target, note="", unit="", target_type=""):
        project = read_document(
            "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 说明 | 度量单位 | 指标值类型 |\n"
            f"| {level1} | {level2} | {level3} | {target} | {note} | {unit} | {target_type} |"
        )
        return {finding.code for finding in run_checks(CATALOGUE, Records([project]), config).findings} & OURS

    return run


@pytest.mark.parametrize(
    ("level2", "name", "target", "expected"),
    [
        ("质量指标", "系统故障率", "≥5%", {"T306"}),
        ("质量指标", "资料差错率", "＞1%", {"T306", "T316"}),
        ("质量指标", "群众投诉次数", "≥3次", {"T306"}),
        ("成本指标", "运维工作费用", "≥273700元", {"T306"}),
        ("质量指标", "验收合格率", "≤95%", {"T306"}),
        ("质量指标", "验收合格率", ">100%", {"T304"}),
        ("质量指标", "验收合格率", "≥9000%", {"T304"}),
        ("质量指标", "验收合格率", "≥95‰", {"T309"}),
        ("质量指标", "群众满意度", "≥0.95%", {"T309"}),
        ("效益指标", "产值增长率", "≥9000%", {"T309"}),
        ("质量指标", "出勤率", "≥30人", {"T310"}),
        ("数量指标", "改造面积", "≥12个", {"T310"}),
        ("数量指标", "培训次数", "≥12人", {"T310"}),
        ("成本指标", "培训成本", "≤500次", {"T310"}),
        ("数量指标", "大组工网络运维费用", "=1个", {"T310"}),
        ("质量指标", "工作完成质量", "优秀/良好/一般", {"T313"}),
    ],
)
def test_a_target_that_does_not_suit_its_indicator_is_one_finding(codes, level2, name, target, expected):
    assert expected == codes("产出指标", level2, name, target)


@pytest.mark.parametrize(
    ("level2", "name", "target"),
    [
        ("质量指标", "故障处理率", "≥95%"),
        ("质量指标", "投诉办结率", "≥95%"),
        ("质量指标", "安全事故下降率", "≥10%"),
        ("质量指标", "资料差错率", "≤0.5%"),
        ("质量指标", "群众不满意度", "≤5%"),
        ("成本指标", "节约成本", "≥5万元"),
        ("成本指标", "人均补助标准", "≥3000元"),
        ("成本指标", "成本控制率", "≤100%"),
        ("数量指标", "公务接待批次", "≤10批"),
        ("数量指标", "控制编制数量", "≤120人"),
        ("数量指标", "每万人病床数", "≥45张"),
        ("数量指标", "培训人次", "≥1.2万人次"),
        ("数量指标", "新建里程", "≥3公里"),
        ("数量指标", "监测频率", "≥4次/月"),
        ("质量指标", "孕产妇死亡率", "≤12人/10万"),
        ("质量指标", "工作效率提高倍数", "≥2倍"),
        ("质量指标", "病虫害危害率", "≤3‰"),
        ("质量指标", "群众满意度", "≥90分"),
        ("效益指标", "营业收入增长率", "≥120%"),
        ("时效指标", "服务期限", "=12月"),
    ],
)
def test_what_other_offices_write_is_left_alone(codes, level2, name, target):
    assert set() == codes("产出指标", level2, name, target)


def test_the_rate_in_a_column_of_its_own_is_read_with_its_unit(codes):
    assert {"T309"} == codes("满意度指标", "服务对象满意度指标", "群众满意度", "0.95", unit="%", target_type="≥")


def test_a_number_remarked_as_qualitative_is_found_at_the_remark(codes):
    assert {"T311"} == codes("产出指标", "数量指标", "班次", "≥3次", note="定性")
    assert set() == codes("产出指标", "时效指标", "完成时限", "2024年12月31日前", note="定性")


def test_a_type_that_says_quantitative_stays_with_the_columns(codes):
    """T305 names the conflict of 指标值类型; T311 is about the remark only."""
    assert {"T305"} == codes("效益指标", "社会效益指标", "服务水平", "有所提高", target_type="定量")
