"""Figures of 年度总体目标 that speak of an indicator without naming it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check, as_written
from macros_py.checks.comparison import agree
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import goal_of
from macros_py.checks.goal_names import is_of_its_own
from macros_py.checks.names import compact
from macros_py.checks.readings import Read
from macros_py.checks.stated_figures import CLAUSE, figures_of_goal
from macros_py.checks.subjects import goal_numbers
from macros_py.targets import UPWARD, Kind, Target, read_target

# Of each, of a part or of other years.
_OTHER = re.compile(
    "每|各|均|其中|分别|单次|上年|去年|往年|同期|同比|较|增加|新增|增长|减少|累计|以来|现有|共有|覆盖|涉及|第"
)
# What says nothing of what is counted, or does not tell it from the rest.
_GENERAL = frozenset(
    "完成 工作 项目 开展 数量 人数 次数 个数 户数 场次 任务 目标 指标 保障 组织 实施 进行 年度 全年 计划 达到 不少 少于 不低 低于 以上 以下 相关 有关 各类 建设 提供 服务 人员 群众".split()
)
_OF_WHAT_PRECEDES = frozenset("人 人次 次 场 场次 期 批 批次 班次".split())


class GoalFigureAgainstTarget(Check):
    """年度总体目标里说的像是同一件事，数却不同.

    检查什么: 目标里只有一个这种单位的数、指标里也只有一条用这个单位，前后的文字有同样的词（如培训）时，两个数是否相同；目标写到指标值以上的不算。
    为什么: 指标是目标的分解，同一件事的数应当相同。
    反例: 目标“举办培训班3期，培训200人”，三级指标“参加培训人员数量” ≥300人。
    正例: 目标“举办培训班3期，培训300人”，三级指标“参加培训人员数量” ≥300人。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W614"
    about = goal_numbers
    title = "目标里的数与指标值可能不一致"
    severity = Severity.HINT
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{target}”，说的像是同一件事。"
    hint = "请核对两处的数；说的不是一件事的，不用改。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        _, goal = goal_of(owner)
        counted = [read for read in self.once(figures_of_goal, owner) if read[1].kind is Kind.NUMBER]
        for indicator, target, figures in counted:
            if sum(other.base_unit == target.base_unit for _, other, _ in counted) > 1:
                continue
            if len(figures) != 1 or agree(figures[0].read, target):
                continue
            figure = figures[0]
            if is_of_its_own(goal, figure, target):
                continue
            # "培训300人以上" of a target of at least 200 is no contradiction in what has to be reached.
            if target.operator in UPWARD and _far_above(figure.read, target):
                continue
            before = CLAUSE.split(goal[: figure.start])[-1]
            after = CLAUSE.split(goal[figure.end :])[0]
            name = compact(indicator.level3)
            clause = f"{before}{figure.text}{after}"
            # What is counted stands behind 76个 and before 200人. A name beside its number is the business of W607.
            counts = pairs_of(after[:4]) if after and target.unit not in _OF_WHAT_PRECEDES else pairs_of(before[-6:])
            if _OTHER.search(clause) or name in goal or not pairs_of(name) & counts:
                continue
            yield self.finding(
                owner,
                indicator,
                "target",
                as_written(indicator),
                stated=clause.strip(),
                name=name,
                target=as_written(indicator),
            )


def _far_above(stated: Target, target: Target) -> bool:
    first, second = stated.base_value, target.base_value
    return first is not None and second is not None and first > second * 10


def pairs_of(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that may tell what is counted."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return {pair for pair in pairs if pair not in _GENERAL and not any(char in "的和与及0123456789" for char in pair)}


class GoalRateAgainstTarget(Check):
    """年度总体目标里说的像是同一个比率，数却不同.

    检查什么: 目标里写了“合格率达到95%”这样的比率，指标里只有一条以“合格率”结尾、名称不完全一样的，两个数是否相同。
    为什么: 指标是目标的分解，同一个比率的数应当相同。
    反例: 目标“合格率达到95%以上”，三级指标“培训合格率” ≥90%。
    正例: 目标“合格率达到95%以上”，三级指标“培训合格率” ≥95%。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W616"
    about = goal_numbers
    title = "目标里的比率与指标值可能不一致"
    severity = Severity.HINT
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{target}”，说的像是同一个比率。"
    hint = "请核对两处的数；说的不是一件事的，不用改。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        _, goal = goal_of(owner)
        if "%" not in goal and "％" not in goal:
            return
        rates: dict[str, list[Read]] = {}
        for indicator, target in self.readings.rates(owner):
            if target.kind is Kind.PERCENT and indicator.level3[-1:] in _RATE_ENDS:
                rates.setdefault(compact(indicator.level3)[-3:], []).append((indicator, target))
        for rate, rows in rates.items():
            found = list(re.finditer(rf"{re.escape(rate)}{_LEADS}([0-9.]+[%％])", goal)) if rate in goal else []
            indicator, target = rows[0]
            name = compact(indicator.level3)
            if len(rows) != 1 or len(found) != 1 or name in goal or len(rate) < 3:
                continue
            if _RATE_OF_OTHERS.search(CLAUSE.split(goal[: found[0].start()])[-1]) or agree(
                read_target(f"={found[0][1]}"), target
            ):
                continue
            yield self.finding(
                owner,
                indicator,
                "target",
                as_written(indicator),
                stated=found[0][0],
                name=name,
                target=as_written(indicator),
            )


_RATE_ENDS = frozenset("率度比")
_LEADS = "(?:约|为|达到?|不低于|至少|≥|在|要|应|均|都|保持|控制){0,3}"
# 疫苗接种率 and 肥料利用率 are rates of their own; a rate behind these words is the project's.
_RATE_OF_OTHERS = re.compile("[\u4e00-\u9fff](?<![使保确持证且和及的象众体员位业户民生工师者])$")

CHECKS = (GoalFigureAgainstTarget, GoalRateAgainstTarget)
