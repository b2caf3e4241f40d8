"""The 一级 / 二级 system: names that are known, pairs that may stand together, rows that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.model import Indicator, Project


def compact(text: str) -> str:
    """Return text without white space and closing punctuation, for comparing names."""
    return "".join(text.split()).rstrip("。．.；;，,")


class UnknownLevel1(Check):
    """一级指标的名字不在指标体系里.

    检查什么: 一级指标是否是 config.yaml 的 indicator_levels 列出的名字。
    为什么: 名字不对，权重和汇总都归不了类；常见的原因是二级指标写进了一级指标栏，或整行错位。
    反例: 一级指标填“可持续影响指标”（它是二级指标）。
    正例: 一级指标“效益指标”，二级指标“可持续影响指标”。
    依据: 财预〔2020〕10号、财预〔2021〕101号的指标体系。
    """

    code = "S201"
    title = "一级指标不认识"
    severity = Severity.ERROR
    message = "没有名为“{value}”的一级指标{because}。"
    hint = "{advice}"

    def project(self, project: Project) -> Iterator[Finding]:
        levels = self.config.levels
        for indicator in project.indicators:
            level1 = compact(indicator.level1)
            if not level1 or levels.level1(level1):
                continue
            homes = levels.homes_of(level1)
            if homes:
                because = "，它是二级指标"
                advice = f"请把它移到二级指标栏，一级指标改为“{homes[0]}”；如果整行错位，请整行对齐。"
            else:
                because = ""
                advice = f"一级指标只有：{'、'.join(levels.level1_names)}。"
            yield self.finding(project, indicator, "level1", indicator.level1, because=because, advice=advice)


class UnknownPair(Check):
    """二级指标不认识，或与一级指标不相配.

    检查什么: 二级指标是否是所填一级指标下面的二级指标。
    为什么: 归错类会使各类指标的权重和得分错位。
    反例: 一级指标“产出指标”，二级指标“社会效益指标”。
    正例: 一级指标“效益指标”，二级指标“社会效益指标”。
    依据: 财预〔2020〕10号、财预〔2021〕101号的指标体系。
    """

    code = "S202"
    title = "二级指标与一级指标不相配"
    severity = Severity.ERROR
    message = "“{level1}”下面没有二级指标“{value}”。"
    hint = "{advice}"

    def project(self, project: Project) -> Iterator[Finding]:
        levels = self.config.levels
        for indicator in project.indicators:
            level1, level2 = levels.level1(compact(indicator.level1)), compact(indicator.level2)
            if level1 is None or not level2 or levels.level2(level1, level2):
                continue
            homes = levels.homes_of(level2)
            if homes:
                advice = f"“{level2}”属于“{'、'.join(homes)}”，请改一级指标，或重选二级指标。"
            else:
                advice = f"“{level1}”的二级指标有：{'、'.join(levels.level2_names(level1))}。"
            yield self.finding(project, indicator, "level2", indicator.level2, level1=indicator.level1, advice=advice)


class RepeatedIndicator(Check):
    """同一项目里有两条相同的指标.

    检查什么: 同一项目、同一二级指标下，三级指标是否出现两次（空格和句末标点不算）。
    为什么: 重复的指标会重复计分；同一指标有两个指标值，更不知道考核哪一个。
    反例: “完成时限”在同一项目的时效指标里出现两次。
    正例: 每条三级指标只出现一次。
    依据: 财预〔2021〕101号：指标应精简、不重复。
    """

    code = "S203"
    title = "指标重复"
    severity = Severity.ERROR
    message = "三级指标“{value}”与第 {row} 行重复{difference}。"
    hint = "请删去其中一条，或把名称写清楚两者的区别。"

    def project(self, project: Project) -> Iterator[Finding]:
        seen: dict[tuple[str, str, str], Indicator] = {}
        for indicator in project.indicators:
            name = compact(indicator.level3)
            if not name:
                continue
            key = (compact(indicator.level1), compact(indicator.level2), name)
            first = seen.setdefault(key, indicator)
            if first is indicator:
                continue
            same = target_of(first).normal == target_of(indicator).normal
            difference = "" if same else f"，但指标值不同（{first.target} 与 {indicator.target}）"
            yield self.finding(project, indicator, "level3", indicator.level3, row=first.row, difference=difference)


CHECKS = (UnknownLevel1, UnknownPair, RepeatedIndicator)
