import pytest
import yaml

from macros_py.config import load_config
from macros_py.errors import ConfigProblem
from macros_py.home import home
from macros_py.scheme import read_scheme


@pytest.fixture
def changed(tmp_path):
    """Return a function that loads config.yaml with one text replaced by another."""

    def load(old, new):
        text = (home() / "config.yaml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "config.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return load_config(path)

    return load


def test_the_shipped_settings_load(config):
    assert config.form_kind("").name == "附表7"
    assert config.levels.level2("产出指标", "数量") == "数量指标"
    assert config.levels.homes_of("成本指标") == ("产出指标",)
    assert config.scheme.name == "2022自评表说明"
    assert config.execution.weight == 10


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("预算执行率: 10,", "预算执行率: 十,", "weights.预算执行率"),
        ("预算执行率: 10,", "执行: 10,", "没有“预算执行率”"),
        (
            "weights: {预算执行率: 10",
            "weights: {预算执行率: 20",
            "weights 合计 110（其中预算执行率 20），weights_with_costs 合计 100（其中预算执行率 10）",
        ),
        ("execution: 分档", "execution: 随便", "财预〔2021〕101号.execution"),
        ("bands: [[100, 10]", "bands: [[100]", "execution_bands"),
        ("bands: [[100, 10]", "bands: [[100, 20]", "最高一档是 20 分，weights 里的预算执行率却是 10 分"),
        ("scheme: 2022自评表说明", "scheme: 2023自评表说明", "财预〔2020〕10号"),
        ("threshold: 60", "threshold: 600", "threshold"),
        ("qualitative_bands: [80, 50]", "qualitative_bands: [50, 80]", "qualitative_bands"),
        ("without_satisfaction: 效益指标", "without_satisfaction: 效益", "without_satisfaction"),
        ('数量: "≥"', "数量: 大", "unsigned"),
        ("steps: 满档", "steps: 随便", "scoring.steps"),
        ("grades: [[90, 优]", "grades: [[高, 优]", "scoring.grades"),
        ("default_form_kind: 附表7", "default_form_kind: 附表8", "附表8"),
        ("severity: {}", "severity: {T302: 严重}", "T302"),
        ("checks:", "校验:", "校验 不认识"),
        ("skip: []", "skip: T302", "checks.skip"),
        ("skip: []", "skip: [T302，T303]", "英文逗号"),
        ("skip: []", "skipp: []", "是不是“skip”"),
        ("default_form_kind:", "default_formkind:", "是不是“default_form_kind”"),
        ("[80, 良]", "[95, 良]", "从大到小"),
        ("[0, 差]", "[10, 差]", "最后一个是 0"),
        ("money_tolerance_yuan: 1", "money_tolerance_yuan: .inf", "money_tolerance_yuan"),
        ("      threshold: 60", "      treshold: 60", "财预〔2021〕101号.treshold 不认识，是不是“threshold”？"),
        ("  grades: [[", "  grade: [[", "scoring.grade 不认识，是不是“grades”？"),
        ("    blank: 空白附表7.xlsx", "    blnak: 空白附表7.xlsx", "form_kinds.附表7.blnak 不认识"),
        ("产出指标: 50", "产出类指标: 50", "“产出类指标”，没有这个名字"),
        ("typed_form_kinds: [目标表2026]", "typed_form_kinds: [目标表2062]", "typed_form_kinds 里写的“目标表2062”"),
        ("dimensions: [数量指标", "dimensions: [数量指票", "dimensions 里写的“数量指票”"),
        (
            "required: [项目名称, 年度, 一级",
            "required: [项目名称, 年份, 一级",
            "附表7.required 里写的“年份”，没有这个名字",
        ),
        ("  seconds: 600", "  seconds: 5", "printing.seconds 写的是“5”，要填 10 到 86400 的整数"),
        ("deadline_years_after: 0 ", "deadline_years_after: 0.5 ", "0 到 100 的整数"),
        ("score_tolerance: 0.05", "score_tolerance: -0.05", "不能填负数"),
        ("largest_total_yuan: 1000000000 ", "largest_total_yuan: 100 ", "smallest_total_yuan 大于 largest_total_yuan"),
    ],
)
def test_a_wrong_entry_is_named_in_the_sentence(changed, old, new, named):
    with pytest.raises(ConfigProblem, match=named):
        changed(old, new)


def test_bands_may_be_written_in_any_order():
    scoring = yaml.safe_load((home() / "config.yaml").read_text(encoding="utf-8"))["scoring"]
    scoring["scheme"] = "财预〔2021〕101号"
    falling = read_scheme(scoring)
    for key in ("satisfaction", "execution_bands"):
        scoring["schemes"]["财预〔2021〕101号"][key].reverse()
    rising = read_scheme(scoring)

    assert falling.satisfaction == rising.satisfaction == ((80, 80), (60, 50), (0, 0))
    assert falling.execution == rising.execution


def test_what_is_no_yaml_is_answered_with_its_line(changed):
    with pytest.raises(ConfigProblem, match="第 .* 行"):
        changed("scoring:", "scoring: [")


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(ConfigProblem, match="找不到设置文件"):
        load_config(tmp_path / "config.yaml")


def test_a_file_that_is_no_text_is_a_sentence(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigProblem, match="读不出来"):
        load_config(path)


def test_settings_saved_in_another_encoding_are_told_how_to_save(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_bytes((home() / "config.yaml").read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(ConfigProblem, match="编码选 UTF-8"):
        load_config(path)
