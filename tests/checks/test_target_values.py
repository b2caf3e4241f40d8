from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, Indicator


def test_the_targets_of_a_department_evaluation_are_checked_too(config):
    row = Indicator("BM-1", "产出指标(50分)", "数量", "改造面积", "≥**平方米")
    department = DepartmentEvaluation("BM-1", 2022, department="某局", indicators=(row,))

    findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings

    assert [("target", row)] == [(finding.field, finding.record) for finding in findings if finding.code == "T301"]


def test_growth_may_exceed_the_whole_and_a_share_may_not(config, read_document):
    project = read_document(
        """
        | 一级指标 | 二级指标 | 三级指标       | 指标值  |
        | 产出指标 | 质量指标 | 满意度提升幅度 | ≥110%  |
        | 产出指标 | 质量指标 | 入学率         | ≥100%  |
        | 产出指标 | 质量指标 | 覆盖率         | ≥1001‰ |
        """
    )

    findings = run_checks(CATALOGUE, Records([project]), config).findings

    assert ["覆盖率"] == [finding.record.level3 for finding in findings if finding.code == "T304"]
