"""Indicators of a clean form, drawn at random from the vocabulary: names, signs, units and amounts that suit each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from macros_py.model import (
    Indicator,
    MoneyUnit,
)
from tests.checks.mutation import vocabulary
from tests.checks.mutation.vocabulary import Sample

CENT = Decimal("0.01")
ZERO = Decimal(0)
# What the forms call a level beside its own name.
_SHORT = {"数量指标": "数量", "质量指标": "质量", "时效指标": "时效", "成本指标": "成本", "社会效益指标": "社会效益"}
_WORDED = {"≥": ("不低于{}", "{}以上", "≥{}", "大于等于{}", ">={}"), "≤": ("不超过{}", "≤{}", "{}以内", "小于等于{}")}
_SINGLE = {"=": ("={}", "={}", "＝{}", "等于{}")}


@dataclass(frozen=True, slots=True)
class Style:
    """How one unit fills its forms in: signs or words, the money unit, whose name stands below."""

    kind: str
    year: int
    unit_name: str
    code: str
    money: MoneyUnit
    worded: bool
    short_levels: bool
    person: tuple[str, str]
    split_costs: bool


def _between(random: Random, sample: Sample) -> Decimal:
    steps = int((sample.high - sample.low) / sample.step)
    return sample.low + sample.step * random.randint(0, steps)


def figure(number: Decimal) -> str:
    """Return a number as people write it."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def split(random: Random, total: Decimal, parts: int, step: Decimal = Decimal(1)) -> list[Decimal]:
    """Return ``parts`` random shares of ``total``, each a multiple of ``step`` and above zero."""
    steps = int(total / step)
    cuts = sorted(random.sample(range(1, steps), parts - 1))
    edges = [0, *cuts, steps]
    shares = [(after - before) * step for before, after in zip(edges, edges[1:], strict=False)]
    shares[-1] += total - steps * step
    return shares


def target_text(random: Random, style: Style, sign: str, number: str) -> str:
    """Return a target with its sign, as a symbol or in words."""
    ways = _WORDED.get(sign) or _SINGLE.get(sign, ("{}",))
    return (random.choice(ways) if style.worded else f"{sign}{{}}").format(number)


def _indicator(random: Random, style: Style, level1: str, level2: str, sample: Sample) -> Indicator:
    number = figure(_between(random, sample))
    return _measured(random, style, level1, level2, sample.name, sample.sign, number, sample.unit)


def _measured(
    random: Random, style: Style, level1: str, level2: str, name: str, sign: str, number: str, unit: str
) -> Indicator:
    level2 = _SHORT.get(level2, level2) if style.short_levels else level2
    if style.kind != "目标表2026":
        return Indicator("", level1, level2, name, target_text(random, style, sign, f"{number}{unit}"))
    words = {"≥": "不低于", "≤": "不超过", "=": "达到"}[sign]
    planned = f"计划{name}{words}{number}{unit}"
    explanation = planned if "成本" not in level1 + level2 and random.random() < 0.7 else f"考核{name}情况。"
    return Indicator("", level1, level2, name, number, sign, unit, explanation)


def _plain(style: Style, level1: str, level2: str, name: str, text: str) -> Indicator:
    level2 = _SHORT.get(level2, level2) if style.short_levels else level2
    if style.kind != "目标表2026":
        return Indicator("", level1, level2, name, text)
    return Indicator("", level1, level2, name, text, "定性", "", f"考核{name}情况。")


def indicators_of(random: Random, style: Style, total_yuan: Decimal) -> list[Indicator]:
    rows: list[Indicator] = []
    costs = _costs(random, style, total_yuan)
    if style.kind == "目标表2026":
        rows += costs
    for sample in random.sample(vocabulary.QUANTITY, random.randint(1, 4)):
        rows.append(_indicator(random, style, "产出指标", "数量指标", sample))
    for sample in random.sample(vocabulary.QUALITY, random.randint(1, 3)):
        rows.append(_indicator(random, style, "产出指标", "质量指标", sample))
    if random.random() < 0.4:
        rows.append(_plain(style, "产出指标", "质量指标", *random.choice(vocabulary.WORDS["质量指标"])))
    rows.append(
        _plain(style, "产出指标", "时效指标", random.choice(vocabulary.DEADLINES), deadline(random, style.year))
    )
    if random.random() < 0.5:
        rows.append(_indicator(random, style, "产出指标", "时效指标", random.choice(vocabulary.TIMELINESS)))
    if style.kind != "目标表2026":
        rows += costs
    for level2 in sorted(random.sample(sorted(vocabulary.BENEFITS), random.randint(1, 3))):
        if random.random() < 0.5:
            rows.append(_indicator(random, style, "效益指标", level2, random.choice(vocabulary.BENEFITS[level2])))
        if rows[-1].level2 not in (level2, _SHORT.get(level2)):
            rows.append(_plain(style, "效益指标", level2, *random.choice(vocabulary.WORDS[level2])))
    for sample in random.sample(vocabulary.SATISFACTION, random.randint(1, 2)):
        rows.append(_indicator(random, style, "满意度指标", "服务对象满意度指标", sample))
    return rows


def deadline(random: Random, year: int) -> str:
    """Return a deadline within ``year``, in one of the ways in which people write it."""
    month = random.randint(6, 12)
    day = random.choice((15, 20, 28, 30))
    ways = (
        "{y}年{m}月底前",
        "{y}年{m}月{d}日前",
        "{y}年{m}月底",
        "{y}年12月31日前",
        "{y}.{m}.{d}",
        "{y}年{m}月",
        "12月底前",
    )
    return random.choice(ways).format(y=year, m=month, d=day)


def _costs(random: Random, style: Style, total_yuan: Decimal) -> list[Indicator]:
    level1, level2 = ("成本指标", "经济成本指标") if style.kind == "目标表2026" else ("产出指标", "成本指标")
    # The unit of a cost target is not always that of the funds.
    wan = random.random() < 0.7

    def written(yuan: Decimal) -> tuple[str, str]:
        return (figure(yuan / 10000), "万元") if wan else (figure(yuan), "元")

    rows = []
    if style.split_costs:
        count = random.randint(2, 3)
        names = random.sample(vocabulary.COSTS, count)
        for name, yuan in zip(names, split(random, total_yuan, count, Decimal(100)), strict=True):
            rows.append(_measured(random, style, level1, level2, name, "≤", *written(yuan)))
    else:
        rows.append(_measured(random, style, level1, level2, "项目总成本", "≤", *written(total_yuan)))
    if random.random() < 0.3:
        sample = random.choice(vocabulary.UNIT_COSTS)
        rows.append(_indicator(random, style, level1, level2, sample))
    return rows
