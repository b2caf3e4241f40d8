import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.checks.names import LevelNames, near_pairs, nearly_same
from macros_py.model import DepartmentEvaluation, Indicator

HEADINGS = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"


def found(config, project, *codes):
    findings = run_checks(CATALOGUE, Records([project]), config).findings
    return [(item.code, item.record.row, item.field) for item in findings if item.code in codes]


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("产出指标(50分)", "数量指标"),
        ("产出指标（40分）", "数量"),
        ("产出", "质量指标"),
        ("效益", "社会效益"),
        ("满意度", "服务对象满意度"),
        ("满意度指标", "社会公众满意度指标"),
        ("满意度指标（10分）", "受益对象满意度"),
        ("成本指标", "经济成本"),
        ("产 出 指 标", "时效指标"),
    ],
)
def test_other_ways_of_writing_a_level_are_known(config, read_document, level1, level2):
    project = read_document(f"{HEADINGS}\n| {level1} | {level2} | 培训班次 | ≥3次 |")

    assert [] == found(config, project, "S201", "S202")


@pytest.mark.parametrize(
    ("level1", "level2", "code"),
    [
        ("社会效益指标", "社会效益指标", "S201"),
        ("产岀指标", "数量指标", "S201"),
        ("产出指标", "社会效益指标", "S202"),
        ("效益指标", "数量指标", "S202"),
        ("成本指标", "质量指标", "S202"),
        ("满意度指标", "时效指标", "S202"),
    ],
)
def test_a_level_in_the_wrong_place_is_found(config, read_document, level1, level2, code):
    project = read_document(f"{HEADINGS}\n| {level1} | {level2} | 群众生活改善程度 | 有所提高 |")

    assert [code] == [item[0] for item in found(config, project, "S201", "S202", "F110")]


def test_the_rows_of_a_department_are_checked_like_a_project_s(config):
    rows = (
        Indicator("BM-1", "产出指标(50分)", "数量", "班次", "≥3次", row=4),
        Indicator("BM-1", "产出指标(50分)", "数量", "班次", "≥4次", row=5),
        Indicator("BM-1", "产岀指标", "数量", "人数", "≥4人", row=6),
    )
    department = DepartmentEvaluation("BM-1", 2022, department="某局", indicators=rows)

    findings = run_checks(CATALOGUE, Records([], (), [department]), config).findings

    assert {("S203", 5), ("S201", 6)} == {
        (item.code, item.record.row) for item in findings if item.code in ("S201", "S202", "S203")
    }


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("基层党建工作督导覆盖率", "基层党建工作督导的覆盖率", True),
        ("星级党支部创建考评工作", "星级党支部创建考核工作", True),
        ("第一期业务培训班合格率", "第二期业务培训班合格率", False),
        ("县级干部培训班合格率情况", "市级干部培训班合格率情况", False),
        ("居民收入增长率变化情况", "居民收入降低率变化情况", False),
        ("上半年督查调研完成情况", "下半年督查调研完成情况", False),
    ],
)
def test_names_are_nearly_the_same_unless_what_differs_tells_them_apart(first, second, same):
    assert same == nearly_same(first, second, 1)


def test_near_pairs_are_found_among_many_names():
    names = [f"某州第{number}局直属机关服务中心" for number in range(2000)]
    names += ["某州档案馆信息化建设科", "某州档案信息化建设科"]

    assert [("某州档案馆信息化建设科", "某州档案信息化建设科")] == list(near_pairs(names, 6))


def test_a_dimension_in_a_shifted_row_is_there(config, read_document):
    """The 时效 indicator stands one column to the left; it is misplaced, not missing."""
    project = read_document(
        f"""
        {HEADINGS}
        | 产出指标 | 数量指标 | 培训班次 | ≥3次 |
        | 时效指标 | 完成时限 | 2024年12月31日前 | 定性 |
        """
    )

    (finding,) = [item for item in run_checks(CATALOGUE, Records([project]), config).findings if item.code == "S206"]

    assert "没有质量指标、成本指标、效益指标、满意度指标。" == finding.message


@pytest.mark.parametrize("order", [("成本", "产出", "效益"), ("产出", "成本", "效益"), ("产出", "效益", "成本")])
def test_cost_indicators_may_stand_first_or_last(config, read_document, order):
    rows = {
        "成本": "| 成本指标 | 经济成本指标 | 费用 | ≤10万元 |",
        "产出": "| 产出指标 | 数量指标 | 班次 | ≥3次 |",
        "效益": "| 效益指标 | 社会效益指标 | 能力 | 有所提高 |",
    }
    project = read_document("\n".join([HEADINGS, *(rows[name] for name in order)]))

    assert [] == found(config, project, "S207")


def test_the_names_of_levels_are_looked_up_with_their_other_spellings(config):
    names = LevelNames(config.levels)

    assert ("产出指标", "数量指标") == names.pair("产出指标(50分)", "数量")
    assert ("产出指标", None) == names.pair("产出", "社会效益指标")
    assert (None, None) == names.pair("", "数量指标")
    assert ("产出指标",) == names.homes("时效")
    assert not names.is_level("绩效指标")


def test_the_execution_rate_may_be_a_row_of_its_own(config, read_document):
    project = read_document(f"{HEADINGS}\n| 预算执行率(10分) | 预算执行率 | 预算执行率 | =100% |")

    assert [] == found(config, project, "S201", "S202")


def test_an_indicator_with_two_targets_is_called_by_its_name(config, read_document):
    project = read_document(
        f"{HEADINGS}\n| 产出指标 | 数量指标 | 培训人次 | ≥50人次 |\n| 效益指标 | 社会效益指标 | 培训人次 | ≥80人次 |"
    )

    messages = [
        item.message for item in run_checks(CATALOGUE, Records([project]), config).findings if item.code == "S205"
    ]

    assert ["三级指标“培训人次”在“数量指标”里的指标值是 ≥50人次，在这里是 ≥80人次。"] == messages


@pytest.mark.parametrize(
    ("level1", "level2"),
    [("产出指标", "质量指际"), ("产出指标", ""), ("", "质量指标"), ("效益指标", "质量指标"), ("质量指标", "质量指标")],
)
def test_a_row_whose_levels_are_told_as_wrong_is_not_called_missing_besides(config, read_document, level1, level2):
    project = read_document(
        f"{HEADINGS}\n| 产出指标 | 数量指标 | 培训班次 | ≥3次 |\n| {level1} | {level2} | 培训合格率 | ≥95% |"
    )

    (finding,) = [item for item in run_checks(CATALOGUE, Records([project]), config).findings if item.code == "S206"]

    assert "质量指标" not in finding.message
    assert "满意度指标" in finding.message
