import pytest

from macros_py.config import load_config
from macros_py.errors import ConfigProblem
from macros_py.home import home


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
    assert config.execution.bands[0] == (100, 10)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("weight: 10", "weight: 十", "execution.weight"),
        ("method: 按比例", "method: 随便", "execution.method"),
        ("bands: [[100, 10]", "bands: [[100]", "execution.bands"),
        ("default_form_kind: 附表7", "default_form_kind: 附表8", "附表8"),
        ("severity: {}", "severity: {T302: 严重}", "T302"),
        ("checks:", "校验:", "checks"),
        ("skip: []", "skip: T302", "checks.skip"),
        ("money_tolerance_yuan: 1", "money_tolerance_yuan: .inf", "money_tolerance_yuan"),
    ],
)
def test_a_wrong_entry_is_named_in_the_sentence(changed, old, new, named):
    with pytest.raises(ConfigProblem, match=named):
        changed(old, new)


def test_what_is_no_yaml_is_answered_with_its_line(changed):
    with pytest.raises(ConfigProblem, match="第 .* 行"):
        changed("execution:", "execution: [")


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(ConfigProblem, match="找不到设置文件"):
        load_config(tmp_path / "config.yaml")


def test_a_file_that_is_no_text_is_a_sentence(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigProblem, match="读不出来"):
        load_config(path)
