"""Texts out of which a number has fallen: 不低于%, 小于等于个月."""

from __future__ import annotations

import re

from macros_py.checks.finding import Severity
from macros_py.checks.form_texts import Texts, texts_of
from macros_py.checks.readings import subject
from macros_py.checks.text_checks import TextCheck

_UNIT = "[%％‰]|(?:人次|场次|批次|个月|万元|公里|平方米|[个人次场期天元户台套件份亩处家名吨篇条项])(?=[,，。；;、得的且时]|$|\n)"
# Each way begins with a character, to which the engine skips.
_LOST = re.compile(
    rf"(?:不低于|不少于|不小于|不高于|不超过|不多于|不大于|大于(?:或?等于)?|小于(?:或?等于)?|≥|≤|达到(?=[%％‰]))(?=(?:{_UNIT}))",
    re.MULTILINE,
)


# One of them is in each way.
_MARKS = ("于", "过", "≥", "≤", "到%", "到％", "到‰")


@subject(texts_of)
def lost_numbers(texts: Texts) -> bool:
    """Tell whether a text of a form compares with a unit that has no number."""
    together = texts.together
    # Looks for one or two characters each tell sooner than the pattern.
    some = any([mark in together for mark in _MARKS])  # noqa: C419 - a generator takes twice as long
    return some and _LOST.search(together) is not None


class LostNumber(TextCheck):
    """文字里漏了数.

    检查什么: 项目名称、目标、三级指标、指标解释、评分标准、说明里，“不低于”“不超过”“大于等于”一类的词后面是不是直接跟着 %、个、人等单位，没有数。
    为什么: 没有数，就不知道要达到多少。
    反例: 指标解释“计划培训合格率不低于%”。
    正例: 指标解释“计划培训合格率不低于90%”。
    依据: 文字应完整。
    """

    code = "W631"
    about = lost_numbers
    title = "文字里漏了数"
    severity = Severity.WARNING
    message = "“{piece}”里漏了数：{value}"
    hint = "请补上数。"
    hides = frozenset({"W601", "W602", "W603", "W605"})

    suspicious = _LOST

    def fault(self, text: str) -> dict[str, str] | None:
        found = _LOST.search(text)
        return None if found is None else {"piece": text[found.start() : found.end() + 2].strip()}


CHECKS = (LostNumber,)
