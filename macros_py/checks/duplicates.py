"""Indicators of one project that stand twice, or nearly so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from macros_py.checks.base import Check, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import compact, compact_names, level_columns, nearly_same
from macros_py.checks.readings import subject
from macros_py.model import Indicator
from macros_py.targets import Kind

# Shorter names differ in a character for good reason (培训人数, 培训次数), and more of them in one group is no form.
_SHORTEST, _MOST = 10, 40
# Short names that nearly agree and have one and the same count: 购置灭火机 40台, 购置灭火机数量 40台.
_SHORTEST_COUNTED = 5
_SHORTEST_TOLD = 4
_SMALL_COUNT = 2


@subject(compact_names)
def repeated_names(names: list[str]) -> bool:
    """Tell whether two indicators of a form have the same name."""
    return len(set(names)) < len(names)


def _standing(first: Indicator) -> str:
    """Return where a row stands, for a message: its worksheet row, or what it says where it has none."""
    return f"第 {first.row} 行" if first.row else f"前面的“{first.level3.strip()}”"


def _difference(first: Indicator, second: Indicator) -> str:
    same = target_of(first).normal == target_of(second).normal
    return "" if same else f"，但指标值不同（{first.target.strip()} 与 {second.target.strip()}）"


class RepeatedIndicator(Check):
    """同一项目里有两条相同的指标.

    检查什么: 同一项目、同一二级指标下，三级指标是否出现两次（空格和句末标点不算）。
    为什么: 重复的指标会重复计分；同一指标有两个指标值，更不知道考核哪一个。
    反例: “完成时限”在同一项目的时效指标里出现两次。
    正例: 每条三级指标只出现一次。
    依据: 财预〔2021〕101号：指标应精简、不重复。
    """

    code = "S203"
    about = repeated_names
    title = "指标重复"
    severity = Severity.ERROR
    message = "三级指标“{value}”与{row}重复{difference}。"
    hint = "请删去其中一条，或把名称写清楚两者的区别。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        names = self.once(compact_names, owner)
        seen: dict[tuple[object, object, str], Indicator] = {}
        for indicator, name in zip(owner.indicators, names, strict=True):
            if not name:
                continue
            level1, level2 = self.names.pair(indicator.level1, indicator.level2)
            key = (level1 or compact(indicator.level1), level2 or compact(indicator.level2), name)
            first = seen.setdefault(key, indicator)
            if first is not indicator:
                yield self.finding(
                    owner,
                    indicator,
                    "level3",
                    indicator.level3,
                    row=_standing(first),
                    difference=_difference(first, indicator),
                )


def _is_telling(row: Indicator) -> bool:
    """Tell whether two rows hardly have the same count by chance: 40台, not 1次."""
    target = target_of(row)
    return target.kind is Kind.NUMBER and isinstance(target.value, Decimal) and target.value > _SMALL_COUNT


def _goes_on(first: str, second: str) -> bool:
    """Tell whether one name goes on where the other ends: 购置灭火机, 购置灭火机数量."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _SHORTEST_COUNTED and longer.startswith(shorter) and len(longer) - len(shorter) <= 2


def _is_near(first: str, second: str) -> bool:
    """Tell whether two names nearly agree, and begin or end alike."""
    if first[:2] != second[:2] and first[-2:] != second[-2:]:
        return False
    # Two characters or a tenth of the name: 参训党员满意度 and 参训干部满意度 are two indicators.
    return nearly_same(first, second, 1 if len(second) < 20 else 2)


class NearlyRepeatedIndicator(Check):
    """同一二级指标下有两条几乎相同的指标.

    检查什么: 同一项目、同一二级指标下，两条三级指标是否只差一两个字（数字、方位等有区别意义的字不算）；十个字以内的短名称，指标值也相同才算。
    为什么: 多半是同一条指标写了两遍，会重复计分。
    反例: “基层党建工作督导覆盖率”和“基层党建工作督导的覆盖率”。
    正例: “第一期培训合格率”和“第二期培训合格率”。
    依据: 财预〔2021〕101号：指标应精简、不重复。
    """

    code = "S204"
    title = "指标几乎重复"
    severity = Severity.HINT
    message = "三级指标“{value}”与{row}“{other}”只差一两个字{difference}。"
    hint = "如果是同一条指标，请删去一条；如果不是，请把名称写清楚区别。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        groups: dict[tuple[str, str], list[tuple[str, Indicator]]] = {}
        counted: dict[tuple[str, str], list[tuple[str, Indicator]]] = {}
        names, levels = self.once(compact_names, owner), self.once(level_columns, owner)
        for indicator, name, level in zip(owner.indicators, names, levels, strict=True):
            if len(name) >= _SHORTEST:
                if level in groups:
                    groups[level].append((name, indicator))
                else:
                    groups[level] = [(name, indicator)]
            elif "数量" in indicator.level2:
                counted.setdefault((indicator.target, indicator.unit), []).append((name, indicator))
        for group in groups.values():
            if len(group) > 1:
                yield from self._alike(owner, group, _is_near)
        for group in counted.values():
            if len(group) > 1 and _is_telling(group[0][1]):
                yield from self._alike(owner, group, _goes_on)

    def _alike(
        self, owner: Owner, group: list[tuple[str, Indicator]], alike: Callable[[str, str], bool]
    ) -> Iterator[Finding]:
        for place, (name, indicator) in enumerate(group[:_MOST]):
            for other, first in group[:place]:
                if name != other and alike(other, name):
                    yield self.finding(
                        owner,
                        indicator,
                        "level3",
                        indicator.level3,
                        row=f"第 {first.row} 行" if first.row else "前面的",
                        other=first.level3.strip(),
                        difference=_difference(first, indicator),
                    )
                    break


class SameNameTwoTargets(Check):
    """同名的指标在一个项目里归在两类，指标值又不同.

    检查什么: 同一项目的不同二级指标下，三级指标同名而指标值不同。
    为什么: 同一件事只能有一个目标，两个数必有一个写错，或名称没有写清区别。
    反例: 数量指标“培训人数 ≥200人”，质量指标“培训人数 ≥250人”。
    正例: 数量指标“培训人数 ≥200人”，质量指标“培训合格人数 ≥190人”。
    依据: 财预〔2021〕101号：指标应明确、不重复。
    """

    code = "S205"
    about = repeated_names
    title = "同名指标有两个指标值"
    severity = Severity.WARNING
    message = "三级指标“{name}”在“{level2}”里的指标值是 {first}，在这里是 {second}。"
    hint = "请改成一致的指标值，或把两条指标的名称写清楚区别。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        names = self.once(compact_names, owner)
        seen: dict[str, Indicator] = {}
        for indicator, name in zip(owner.indicators, names, strict=True):
            first = seen.setdefault(name, indicator)
            if not name or first is indicator or first.level2 == indicator.level2:
                continue
            one, two = target_of(first), target_of(indicator)
            of_one_kind = one.is_quantitative and two.is_quantitative and one.normal_unit == two.normal_unit
            # Short names, 培训 or 维修, may well be of two things.
            differ = one.value != two.value if of_one_kind else len(name) >= _SHORTEST_TOLD and one.kind is not two.kind
            if differ and Kind.BLANK not in (one.kind, two.kind):
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    indicator.target,
                    name=indicator.level3.strip(),
                    level2=first.level2,
                    first=first.target.strip(),
                    second=indicator.target.strip(),
                )


CHECKS = (
    RepeatedIndicator,
    NearlyRepeatedIndicator,
    SameNameTwoTargets,
)
