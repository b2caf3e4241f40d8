"""The values of a form's labels: one for each field, the rest of a field's values refused."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading.amounts import RARE_UNITS, Amount, amount, money_unit, rare_unit
from macros_py.sheets.forms_reading.entries import Entry
from macros_py.sheets.forms_reading.grid import Block, Value
from macros_py.sheets.forms_reading.heading import year_in
from macros_py.sheets.forms_reading.labels import FUNDS_LABELS, STRUCTURE, folded, tidy
from macros_py.sheets.forms_reading.ledger import Ledger
from macros_py.sheets.forms_reading.shown import Shown


class Answers:
    """The entries of one form by field."""

    def __init__(self, entries: Iterable[Entry], ledger: Ledger) -> None:
        """Sort ``entries`` by field."""
        self.ledger = ledger
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.label.field, []).append(entry)

    def entries(self, *fields: str) -> list[Entry]:
        """Return the entries of fields, in reading order within each."""
        return [entry for field in fields for entry in self._entries.get(field, ())]

    def entry(self, *fields: str) -> Entry | None:
        """Return the entry that answers: of the first field with a value, the most preferred label's.

        Another value for one of the fields is refused; an equal one is the same thing printed twice.
        """
        ordered = [
            entry
            for field in fields
            for entry in sorted(self._entries.get(field, ()), key=lambda entry: entry.label.rank)
        ]
        filled = [entry for entry in ordered if not entry.blank]
        for other in filled[1:]:
            if folded(other.text) != folded(filled[0].text):
                where = filled[0].block.address
                self.refuse(other, f"“{other.printed[:20]}”与 {where} 的“{filled[0].printed[:20]}”不一样，只读入了后者")
        return next(iter(filled or ordered), None)

    def text(self, *fields: str) -> str:
        """Return the text of the entry that answers, "" for none."""
        entry = self.entry(*fields)
        if entry and isinstance(entry.value, Shown) and entry.value.doubt:
            self.ledger.doubt(entry.block, entry.value.doubt)
        return entry.text if entry and not entry.blank else ""

    def refuse(self, entry: Entry, why: str) -> None:
        """Refuse an entry's value."""
        for block in (entry.block, *entry.others):
            self.ledger.refuse(block, why)

    def refuse_fields(self, *fields: str, why: str) -> None:
        """Refuse the values of fields that this kind of form has no place for."""
        for entry in self.entries(*fields):
            if not entry.blank:
                self.refuse(entry, why)


def read_year(answers: Answers, printed: int | None) -> int | None:
    """Return the year of a form: ``printed`` above the table, else that of a label 年度; another one is refused."""
    entry = answers.entry("year")
    if entry is None or entry.blank:
        return printed
    year = year_in(entry.text)
    if year is None:
        answers.refuse(entry, "这里应是年度，却不是四位数的年份，没有读入")
    elif printed is not None and year != printed:
        answers.refuse(entry, f"这里的年度与标题里的 {printed} 年不同，只读入了标题里的")
    return printed or year


class Money:
    """The amounts of one form, all brought to the money unit it prints."""

    def __init__(self, unit: MoneyUnit | None, ledger: Ledger, rare: str = "") -> None:
        """Read amounts into ``unit``; where the form names none, that of the first amount that does, else 万元.

        ``rare`` is a unit of the form that the master list does not keep (千元): amounts are converted into 万元, or
        refused where that cannot be done.
        """
        self._unit, self._ledger, self._rare = MoneyUnit.WAN_YUAN if rare else unit, ledger, rare
        self._first: Block | None = None
        self._bare: Block | None = None
        self._named_by: Block | None = None

    @property
    def unit(self) -> MoneyUnit:
        """The unit of the form; where none is printed, 万元, and the first amount is doubted."""
        if self._unit is None and self._first is not None:
            self._ledger.doubt(self._first, "表上没有写金额单位，按万元读入，请核对")
        elif self._unit is not None and self._bare is not None and self._named_by is not None:
            why = f"这个金额没有写单位，照 {self._named_by.address} 的{self._unit.value}读入，请核对"
            self._ledger.doubt(self._bare, why)
        return self._unit or MoneyUnit.WAN_YUAN

    def read(self, value: Value, block: Block, printed: MoneyUnit | None = None) -> Decimal | None:
        """Return an amount; ``printed`` is the unit in its own label. What is no amount is refused."""
        try:
            found = amount(value)
        except ValueError:
            self._ledger.refuse(block, "这里应是金额，却不是数字，没有读入")
            return None
        return self._in_unit(found, block, printed)

    def _in_unit(self, found: Amount, block: Block, printed: MoneyUnit | None) -> Decimal | None:
        if found.number is None:
            return None
        own = found.unit or printed
        if self._rare and own is None:
            return self._converted(found.number, block)
        if self._unit is None and own is not None:
            self._unit, self._named_by = own, block
        if self._unit is None and self._bare is None:
            self._bare = block
        if self._first is None:
            self._first = block
        if own is None or own is self._unit or self._unit is None:
            return found.number
        self._ledger.doubt(block, f"这个金额的单位是{own.value}，本表是{self._unit.value}，已换算，请核对")
        return found.number * own.yuan / self._unit.yuan

    def _converted(self, number: Decimal, block: Block) -> Decimal | None:
        if self._rare not in RARE_UNITS:
            self._ledger.refuse(block, f"这个金额的单位是{self._rare}，项目清单里只有元和万元，没有读入")
            return None
        self._ledger.doubt(block, f"表上的单位是{self._rare}，已换算成万元，请核对")
        return number * RARE_UNITS[self._rare]


def form_unit(answers: Answers, *further: MoneyUnit) -> MoneyUnit | None:
    """Return the money unit of a form: of the line 单位：万元, else of the total's label, else of any other label.

    A line 单位：某某局 names no money unit: its value becomes that of a unit's label.
    """
    for entry in answers.entries("money_unit"):
        unit = None if entry.blank else money_unit(entry.text)
        if unit:
            return unit
    labelled = [entry.label.unit for entry in answers.entries("total", *FUNDS_LABELS, "structure") if entry.label.unit]
    return next(iter([*labelled, *further]), None)


def doubt_other_unit(answers: Answers, unit: MoneyUnit, amount: Block, ledger: Ledger) -> None:
    """Doubt ``amount`` where the form prints 单位：元 above and 项目资金（万元） beside it: a printed form filled in with another unit."""
    for entry in answers.entries(STRUCTURE, "project_total"):
        # 项目资金（万元） with an amount of its own is converted with it.
        if entry.label.unit not in (None, unit) and (entry.blank or entry.label.field == STRUCTURE):
            why = f"表上方的单位是{unit.value}，{entry.label_block.address} 写的却是“{tidy(entry.printed)}”，照{unit.value}读入，请核对"
            ledger.doubt(amount, why)
            return


def unit_names(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, those of 单位 that name an office instead of a money unit turned into 单位名称."""
    found = []
    for entry in entries:
        if (
            entry.label.field == "money_unit"
            and not entry.blank
            and money_unit(entry.text) is None
            and not rare_unit(entry.text)
        ):
            label = type(entry.label)("unit_name", 99, None)
            entry = Entry(label, entry.printed, entry.label_block, entry.block, entry.value, entry.others)
        found.append(entry)
    return found
