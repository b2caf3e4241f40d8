"""The one number of an 指标解释 that speaks of its indicator without naming it, held against 指标值."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.comparison import agree
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.goal_figures import pairs_of
from macros_py.checks.names import compact
from macros_py.checks.stated_figures import Stated, stated_figures
from macros_py.checks.texts import HEADINGS, unnamed_rows
from macros_py.targets import Kind, Target

# Of each, of a part or of other years; a measure that things must have to be counted; what another paper says.
_OTHER = re.compile(
    "每|各|均|其中|分别|单|上年|去年|往年|历年|同期|同比|环比|较|比上|比[0-9]|增|减|降|提高|提升|累计|以来|原|现有|已|共有|目前|截至|首|含|包括|抽|样|标准|规格|口径|定义|规模|不足|除|外"
    "|剩余|另|还|上半年|下半年|季度|一期|二期|第|部分|至少.*至多|满(?=[0-9])|面积[0-9]|价|岁|从|由|按|以内|最|之一|占|达标|[<＜>＞≤≥=＝×÷*/／]|分(?![级类布])"
)
_KINDS = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY)


class ExplanationFigure(Check):
    """指标解释里说的像是同一件事，数却不同.

    检查什么: 指标解释里只有一个这种单位的数，前后的文字与指标名称有同样的词（如培训），这个数与指标值是否一致；每人、其中、标准、公式里的数不算，“计划……多少”的由 W601 查。
    为什么: 同一行里两个数不同，多半有一个写错或没有跟着改。
    反例: 三级指标“培训人数” ≥80人，指标解释“组织业务骨干50人参加培训”。
    正例: 三级指标“培训人数” ≥80人，指标解释“组织业务骨干80人参加培训”。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W615"
    about = unnamed_rows
    title = "指标解释的数与指标值可能不一致"
    severity = Severity.WARNING
    message = "指标解释写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对，改正写错的一个；说的不是一件事的，在已核栏写 W615 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in unnamed_rows(self.readings, owner):
            text = indicator.explanation
            if not text:
                continue
            figure = _figure(text, indicator.level3, target_of(indicator))
            if figure is not None:
                yield self.finding(
                    owner,
                    indicator,
                    "explanation",
                    text.strip(),
                    heading=HEADINGS["explanation"],
                    stated=figure.text,
                    target=as_written(indicator),
                )


def _figure(text: str, level3: str, target: Target) -> Stated | None:
    """Return the only number in the target's unit where it is said of the indicator and is not the target."""
    if target.kind not in _KINDS or not target.unit or target.is_rate or target.is_approximate:
        return None
    figures = stated_figures(text, target)
    if len(figures) != 1 or agree(figures[0].read, target):
        return None
    if text[figures[0].end :][:3].lstrip("以上下内").startswith("的"):
        return None
    name = compact(level3)
    rest = text[: figures[0].start] + text[figures[0].end :]
    if _OTHER.search(rest.replace(name, "") if name else rest) is not None or not pairs_of(name) & pairs_of(rest):
        return None
    return figures[0]


CHECKS = (ExplanationFigure,)
