"""docs/校验.md: every check with its five headings, rendered from the catalogue itself."""

from __future__ import annotations

from macros_py.checks import CATALOGUE
from macros_py.checks.explanation import explain_check

FAMILIES = {
    "F": "必填内容与错位",
    "S": "指标体系",
    "T": "指标值",
    "D": "时间",
    "M": "资金",
    "W": "文字与数字",
    "P": "自评分",
    "X": "项目之间",
}

PAGE = """\
# 校验说明

按【校验】后，“校验结果”表里每个问题都有一个代码，这里说明每个代码检查什么、为什么、怎样改。
这一页由程序里的校验目录自动生成，共 {{ checks | length }} 项。

- **错误**：从表上的数字、栏目或 config.yaml 的规定就能证明是错的。
- **警告**：很可能错了，请核对。
- **提示**：写法或需要判断的地方。

不用的校验写进 config.yaml 的 `checks: skip`；级别在 `checks: severity` 里改。
某一格看过、不用改，就在那一行的“已核”栏写上代码和理由，再校验时它显示为“已核”。
{% for letter, family in families.items() %}

## {{ family }}
{% for item in checks if item.check.code.startswith(letter) %}

### {{ item.check.code }} {{ item.check.title }}（{{ item.check.severity.value }}）

{{ item.about }}。

{% for heading, text in item.parts.items() %}
- **{{ heading }}**：{{ text }}
{% endfor %}
{% endfor %}
{% endfor %}
"""


def check_page() -> bytes:
    """Return the page as UTF-8 bytes. Source: the docstrings of the catalogue."""
    import jinja2

    checks = sorted((explain_check(check) for check in CATALOGUE), key=lambda item: item.check.code)
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
    return environment.from_string(PAGE).render(checks=checks, families=FAMILIES).encode()
