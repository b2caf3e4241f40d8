"""The row of a scoring sentence: what its target, its weight and its year say to the sentence."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from macros_py.scoring.cells import NumberCell, PercentCell, number_cell
from macros_py.scoring.clauses import AgainstTarget, Before, Bounds, NotUnderstood
from macros_py.scoring.phrases import HAPPENING
from macros_py.targets import CONFLICTS, DOWNWARD, UPWARD, Kind, Operator, Target

RATES = ("完成率", "完成比例", "实际完成率")
POINTS = ("个百分点", "百分点")
_EVENT_UNITS = frozenset("起次例宗")


class Row:
    """The target, the weight and the year of the row, asked by its sentence.

    Everything here raises NotUnderstood with a Chinese sentence where the target does not say enough.
    """

    def __init__(self, target: Target, weight: Decimal | None, project_year: int | None = None) -> None:
        self.target, self.weight, self.project_year = target, weight, project_year
        self._quantity: tuple[Decimal, NumberCell | PercentCell] | None = None

    def certain(self) -> Target:
        """Return the target where it can be read in one way only."""
        target = self.target
        if target.kind is Kind.BLANK:
            raise NotUnderstood("这句话要对照指标值，这一行没有指标值")
        if target.kind is Kind.UNREADABLE:
            raise NotUnderstood(f"指标值“{target.printed}”读不懂：{target.reason}")
        if not target.is_certain or target.is_approximate:
            why = target.doubt or "；".join(CONFLICTS[conflict] for conflict in target.conflicts) or "原文是约数"
            raise NotUnderstood(f"指标值“{target.printed}”不能确定：{why}")
        return target

    def quantity(self) -> tuple[Decimal, NumberCell | PercentCell]:
        """Return the number of the target and how its actual is read."""
        if self._quantity is None:
            self._quantity = self._read_quantity()
        return self._quantity

    def _read_quantity(self) -> tuple[Decimal, NumberCell | PercentCell]:
        target = self.certain()
        value = target.value
        if not target.is_quantitative or target.kind is Kind.RANGE or not isinstance(value, Decimal):
            raise NotUnderstood(f"这句话要对照一个数，指标值却是“{target.printed}”")
        if value <= 0:
            raise NotUnderstood(f"指标值“{target.printed}”不大于零，不能当作计算的基数")
        if value != round(value, 6) or value >= 10**10:
            raise NotUnderstood(f"指标值“{target.printed}”的位数太多")
        return value, self.cell(value)

    def counts_events(self) -> bool:
        """Whether the target is that something happens not once: 0起."""
        target = self.target
        counted = target.kind is Kind.NUMBER and target.value == 0 and target.is_certain and not target.is_approximate
        return counted and target.operator in (None, Operator.EQ, Operator.LE)

    def counts_in(self, unit: str) -> bool:
        """Whether events in ``unit`` are counted as the target counts them: one 起 is one 次."""
        own = self.target.unit
        return unit in ("", own) or own == "" or {unit, own} <= _EVENT_UNITS

    def cell(self, limit: Decimal) -> NumberCell | PercentCell:
        """Return how the actual of this target is read; ``limit`` is the rule's smallest."""
        if self.target.kind is Kind.PERCENT and self.target.unit not in POINTS:
            return PercentCell(limit < 10)
        target = self.target
        # 户(次) reads as 户 with a remark, and is written in full in the actual.
        whole = f"{target.unit}{target.remark}" if target.remark in ("(次)", "(套)") else ""
        return number_cell((whole, target.unit, target.normal_unit), limit)

    def deadline(self, state: Before | None = None) -> date:
        """Return the last day; the sentence and the target must not contradict each other."""
        target = self.target
        if state is None:
            day = self.certain().deadline
            if day is None and self.project_year is not None:
                day = target.deadline_in(self.project_year)
            if day is None or target.operator in (*UPWARD, Operator.LT) or target.kind is Kind.RANGE:
                raise NotUnderstood(f"这句话要对照完成的日期，指标值“{target.printed}”里没有完整的年月日")
            return day
        day = self.day(state)
        if not self.is_worded() and target.deadline_in(day.year) not in (None, day):
            raise AgainstTarget(f"标准里的期限“{state.text}”与指标值“{target.printed}”不一致")
        return day

    def day(self, state: Before) -> date:
        """Return the day that a sentence names; where it names no year, that of the target or of the project."""
        stated = None if self.is_worded() else self.certain()
        if stated is not None and not stated.is_calendar:
            raise NotUnderstood(f"标准说的是完成日期，指标值却是“{stated.printed}”")
        year = state.year or (stated.deadline.year if stated is not None and stated.deadline is not None else None)
        year = year or self.project_year
        if year is None:
            raise NotUnderstood(f"“{state.text}”没有写哪一年，指标值里也没有")
        return _last_day(year, state.month, state.day, state.text)

    def is_worded(self) -> bool:
        """Whether the target names no number and no day."""
        return self.target.kind in (Kind.BLANK, Kind.GRADE, Kind.SENTENCE)

    def side(self, upward: bool, said: str) -> None:
        """Refuse a sentence that punishes the side on which the target lies."""
        operator = self.target.operator
        if operator in (DOWNWARD if upward else UPWARD):
            best, wanted = ("多", "少") if upward else ("少", "多")
            target = self.target.normal or self.target.printed
            raise AgainstTarget(f"标准（{said}）是越{best}越好，指标值“{target}”却是越{wanted}越好，方向相反")

    def limit(self, bounds: Bounds, equal: bool) -> tuple[NumberCell | PercentCell, Decimal | None]:
        """Return how actuals are read against the sentence's own limits, and the base where they speak of the completion rate.

        With ``equal`` the limit must be the target's number.
        """
        target = self.target
        limits = [limit for limit in (bounds.low, bounds.high) if limit is not None]
        smallest = min((limit for limit in limits if limit > 0), default=Decimal(100))
        rate = bounds.subject.endswith(RATES)
        if target.kind is Kind.BLANK:
            if rate:
                raise NotUnderstood("“完成率”要用指标值来算，这一行没有指标值")
            return (
                PercentCell(smallest < 10) if bounds.unit == "%" else NumberCell((bounds.unit,) if bounds.unit else ())
            ), None
        if not target.is_quantitative:
            raise NotUnderstood(f"标准里是数（“{bounds.text}”），指标值却是“{target.printed}”")
        if self.counts_events():
            if rate or not self.counts_in(bounds.unit):
                raise NotUnderstood(f"标准里“{bounds.text}”的单位与指标值“{target.printed}”不同")
            return NumberCell(tuple(dict.fromkeys(unit for unit in (target.unit, bounds.unit) if unit))), None
        if bounds.subject == HAPPENING and target.operator not in DOWNWARD:
            raise NotUnderstood(f"“{bounds.text}”数的是发生了几次，指标值“{target.printed}”却不是")
        value, cell = self.quantity()
        if isinstance(cell, PercentCell):
            if bounds.unit == "‰" and value in limits:
                raise AgainstTarget(f"标准里的“{bounds.text}”与指标值“{target.printed}”的单位不同（‰ 和 %）")
            if bounds.unit not in ("%", ""):
                raise NotUnderstood(f"标准里“{bounds.text}”的单位与指标值“{target.printed}”不同")
            if rate and value != 100:
                raise NotUnderstood("指标值是百分数，标准里的“完成率”是指实际值还是实际值÷指标值，不能确定")
            cell = PercentCell(min(smallest, value) < 10)
        elif bounds.unit == "%" and target.unit:
            if target.unit == "‰" and value in limits:
                raise AgainstTarget(f"标准里的“{bounds.text}”与指标值“{target.printed}”的单位不同（% 和 ‰）")
            if not rate:
                raise NotUnderstood(f"标准里是百分数（“{bounds.text}”），指标值“{target.printed}”却不是")
            return cell, value
        elif bounds.unit == "%":
            cell = PercentCell(smallest < 10)
        elif bounds.unit and bounds.unit not in (target.unit, target.normal_unit):
            raise NotUnderstood(f"标准里“{bounds.text}”的单位与指标值“{target.printed}”不同")
        if equal and limits != [value]:
            raise AgainstTarget(f"标准里的“{bounds.text}”与指标值“{target.printed}”不一致")
        return cell, None


def _last_day(year: int, month: int | None, day: int | None, text: str) -> date:
    month = month or 12
    if not 1 <= month <= 12 or not 2000 <= year <= 2098:
        raise NotUnderstood(f"“{text}”里的日期不对")
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        raise NotUnderstood(f"“{text}”里的日期不对，{year}年{month}月没有{day}日")
    return date(year, month, day or last)
