import json

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.checks.names import LevelNames
from macros_py.checks.shifts import PLACES, shift_of
from macros_py.home import home
from macros_py.model import Indicator
from macros_py.sheets.transcription import sample_projects

RIGHT = Indicator(
    "1",
    "产出指标",
    "数量指标",
    "远教站点维护",
    "200",
    "≥",
    "个",
    "计划远教站点维护不低于200个",
    "达到计划值得5分,否则按实际值/计划值*指标分值计分。",
)
ROW = ("", *(getattr(RIGHT, name) for name in list(PLACES)[1:]))


def row_of(cells):
    return Indicator("1", **dict(zip(PLACES, cells, strict=True)))


@pytest.fixture(scope="module")
def names(config):
    return LevelNames(config.levels)


def test_the_shifted_rows_of_the_real_forms_read_as_they_were_meant(names):
    """The transcription states for each printed row what was meant; the reading must say the same."""
    forms = json.loads((home() / "workbook" / "source" / "forms.json").read_text(encoding="utf-8"))
    forms = [form for form in forms if isinstance(form["funds"], dict)]
    meant, read = [], []
    for form, project in zip(forms, sample_projects(forms), strict=True):
        for row, indicator in zip(form["indicators"], project.indicators, strict=True):
            shift = shift_of(indicator, names)
            if shift is None:
                continue
            intended = dict(row["intended"])
            intended["target_type"], intended["note"] = intended.pop("type"), intended.pop("remark")
            meant.append(intended)
            read.append({name: getattr(shift.reading, name) for name in intended})

    assert 5 == len(read)
    assert meant == read


def test_a_row_in_its_columns_is_no_shift(names):
    assert shift_of(RIGHT, names) is None


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (ROW[1:] + ("",), "stray_left"),
        (("",) + ROW[2:] + ("",), "level1"),
        (("", "") + ROW[1:-1], "level1"),
        (ROW[:5] + ("",) + ROW[5:-1], "explanation"),
    ],
    ids=["left with 一级 outside", "left without 一级", "right by one", "right from 指标解释 on"],
)
def test_a_row_moved_by_one_reads_as_before(names, cells, field):
    shift = shift_of(row_of(cells), names)

    assert shift is not None
    assert field == shift.field
    assert RIGHT == shift.reading


@pytest.mark.parametrize(
    "indicator",
    [
        Indicator("1", "可持续影响指标", "", "系统正常使用年限", "≥1年"),
        Indicator("1", "社会效益指标", "社会效益指标", "群众受益", "有所提高"),
        Indicator("1", "产出指标", "培训", "培训班次", "≥3次"),
        Indicator("1", "", "数量指标", "培训班次", "≥3次"),
        Indicator("1", "满意度指标", "满意度指标", "群众满意度", "95", "≥", "%"),
        Indicator("1", "产出指标", "数量指标", "2024年", "≥3次", unit="人次/年"),
        Indicator("1", "效益指标", "社会效益指标", "服务能力", "有所提高", "定性", note="定性"),
        Indicator("1", "产出指标", "质量指标", "故障率", "≤5%", note="系统故障率=[停机时间/总时间]×100%"),
        Indicator("1", "", "", "", ""),
    ],
)
def test_other_faults_are_no_shift(names, indicator):
    assert shift_of(indicator, names) is None


def test_a_shifted_row_is_one_finding(config, read_document):
    document = """
        | 一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 指标解释 |
        | 时效指标 | 完成时限 | 2024年12月31日前 | 定性 | 本项目完成时限 | 在2024年12月31日前完成得满分6分 |
    """
    project = read_document(document)

    findings = run_checks(CATALOGUE, Records([project]), config).findings

    assert ["F110"] == [item.code for item in findings if item.record is project.indicators[0]]


def test_the_type_in_the_note_is_told_once_a_project(config, read_document):
    document = """
        表样: 目标表2026
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 说明 |
        | 产出指标 | 时效指标 | 完成时限 | 2024年12月31日前 | 定性 |
        | 效益指标 | 社会效益指标 | 吸引人才 | 效果明显 | 定性 |
    """

    findings = run_checks(CATALOGUE, Records([read_document(document)]), config).findings

    assert [("F111", 4)] == [(item.code, item.record.row) for item in findings if item.code in ("F111", "F108")]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("| | 录播教室数量 | = | 4 | 间 | 反映录播教室情况", "level3"),
        ("| 录播教室数量 | 4 | 间 | | 反映录播教室情况 |", "target"),
    ],
)
def test_cells_moved_on_the_sheet_of_the_workbook_are_read_in_its_order(config, read_document, row, field):
    """指标值类型 stands before 指标值 there, and 度量单位 behind it."""
    project = read_document(
        "表样: 目标表2026\n| 一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位 | 指标解释 | 评(扣)分标准 |\n"
        f"| 产出指标 | 数量指标 {row} |"
    )

    (finding,) = [item for item in run_checks(CATALOGUE, Records([project]), config).findings if item.code == "F110"]

    assert field == finding.field
    assert "三级指标“录播教室数量”，指标值“4”" in finding.message
    assert "度量单位“间”" in finding.message
