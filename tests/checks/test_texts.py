import pytest

from macros_py.checks import CATALOGUE, Records, run_checks

OURS = {"W601", "W602", "W603", "W604", "W605", "W606", "W607"}


@pytest.fixture
def codes(config, read_document):
    def run(target, explanation="", standard="", weight="", goal="完成全年培训。", name="培训人数"):
        project = read_document(
            f"年度总体目标: {goal}\n"
            "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标解释 | 评(扣)分标准 | 分值 |\n"
            f"| 产出指标 | 数量指标 | {name} | {target} | {explanation} | {standard} | {weight} |"
        )
        return {finding.code for finding in run_checks(CATALOGUE, Records([project]), config).findings} & OURS - {
            "W606"
        }

    return run


@pytest.mark.parametrize(
    ("explanation", "target", "expected"),
    [
        ("计划培训不低于200人", "≥150人", {"W601"}),
        ("计划培训不低于1,200人。", "≥1200人", set()),
        ("计划培训达到1.2万人", "≥12000人", set()),
        ("计划培训2期，每期不少于50人", "≥100人", set()),
        ("计划培训300人，其中党员不少于50人", "≥300人", set()),
        ("计划较上年增加不少于50人", "≥300人", set()),
        ("计划培训不超过200人", "≥200人", {"W602"}),
        ("考核培训情况，不低于60分为合格", "≥300人", set()),
        ("所有培训人员的合格率不低于90%", "=100%", {"W601"}),
        ("计划不低于20次", "≥300人", set()),
        ("计划慰问困难党员40人", "≥50人", {"W601"}),
        ("计划慰问困难党员50人。", "≤50人", set()),
        ("计划慰问第2批党员", "≥50批", set()),
        ("计划慰问2026年入党60年的党员", "≥50人", set()),
    ],
)
def test_an_explanation_is_held_against_its_target_only_where_it_speaks_of_the_same(
    codes, explanation, target, expected
):
    assert expected == codes(target, explanation=explanation)


@pytest.mark.parametrize(
    ("standard", "target", "weight", "expected"),
    [
        ("满意度大于等于95%的得10分,满意度小于95%且大于等于80%的得8分,满意度小于80%不得分", "≥95%", "10", set()),
        ("满意度大于等于90%的得10分,满意度小于90%且大于等于80%的得8分,满意度小于80%不得分", "≥95%", "10", {"W603"}),
        ("在2025年12月31日前完成得满分10分,否则不得分", "2026年12月31日前", "10", {"W603"}),
        ("在2026年12月31日前完成得满分10分,否则不得分", "2026年12月底前", "10", set()),
        ("达到200人得5分，否则不得分", "≥150人", "5", {"W603"}),
        ("达到计划值得5分,否则按实际值/计划值*指标分值计分。", "≥150人", "8", {"W604"}),
        ("达到计划值得5分,否则按实际值/计划值*指标", "≥150人", "5", {"W605"}),
        ("由评审组综合评定", "≥150人", "5", set()),
    ],
)
def test_a_scoring_sentence_is_held_against_its_target_and_weight(codes, standard, target, weight, expected):
    assert expected == codes(target, standard=standard, weight=weight)


@pytest.mark.parametrize(
    ("goal", "name", "target", "expected"),
    [
        ("新建立科技特派员示范基地5个以上", "科技特派员示范基地", "≥3个", {"W607"}),
        ("新建立科技特派员示范基地3个以上", "科技特派员示范基地", "≥3个", set()),
        ("开展300人的职业技能培训", "职业技能培训人数", "≥200人", {"W607"}),
        ("2024年职业技能培训深入开展", "职业技能培训人数", "≥200人", set()),
        ("开展职业技能培训12期", "职业技能培训人数", "≥200人", set()),
        ("第3个职业技能培训基地", "职业技能培训", "≥2个", set()),
        ("到2026年职业技能培训900人；2024年培训300人", "职业技能培训人数", "≥300人", set()),
        ("职业技能培训2万人", "职业技能培训人数", "≥2人", {"W607"}),
        ("职业技能培训2万人", "职业技能培训人数", "≥20000人", set()),
    ],
)
def test_the_goal_is_held_against_a_target_of_the_same_name_and_unit(codes, goal, name, target, expected):
    assert expected == codes(target, goal=goal, name=name)
