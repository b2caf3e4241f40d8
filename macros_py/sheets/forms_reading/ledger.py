"""The account of a form's cells: what was read, what was not, and where a reading deserves a look."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from macros_py.sheets.forms_reading.grid import Block

NOT_A_PART = "这里的内容不属于认得的任何一栏，没有读入"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A cell ("D7") whose text has no place in the data, and why; or a cell whose reading deserves a look."""

    cell: str
    text: str
    why: str


class Ledger:
    """Keeps account of every block of one form while its parts are read.

    A block is taken as data or as a label, or refused with a reason; what is neither in the end is refused too.
    """

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._taken: set[Block] = set()
        self._unplaced: dict[tuple[int, int, str], Unplaced] = {}
        self._doubts: dict[tuple[int, int, str], Unplaced] = {}

    def take(self, *blocks: Block) -> None:
        """Note that the blocks were read, as data or as labels."""
        self._taken.update(blocks)

    def taken(self, block: Block) -> bool:
        """Tell whether the block is accounted for."""
        return block in self._taken

    @property
    def accounted(self) -> Set[Block]:
        """The blocks that were read or refused."""
        return self._taken

    def refuse(self, block: Block, why: str) -> None:
        """Note that the block's text has no place; the first reason given stands."""
        self._taken.add(block)
        self.tell(block, why)

    def tell(self, block: Block, why: str) -> None:
        """Note a text that is no block of the form: a text box may lie over a cell that is read."""
        place = block.top, block.left, block.text
        self._unplaced.setdefault(place, Unplaced(block.address, block.text, why))

    def doubt(self, block: Block, why: str) -> None:
        """Note that the block was read, and what a clerk should look at."""
        self._doubts.setdefault((block.top, block.left, why), Unplaced(block.address, block.text, why))

    def refuse_rest(self, blocks: Iterable[Block]) -> None:
        """Refuse those of ``blocks`` that nothing took."""
        for block in blocks:
            if block not in self._taken:
                self.refuse(block, NOT_A_PART)

    def forget_above(self, row: int) -> None:
        """Drop what was noted of the rows above ``row``."""
        self._unplaced = {key: found for key, found in self._unplaced.items() if key[0] >= row}
        self._doubts = {key: found for key, found in self._doubts.items() if key[0] >= row}

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """What has no place, in reading order."""
        return tuple(self._unplaced[key] for key in sorted(self._unplaced))

    @property
    def doubts(self) -> tuple[Unplaced, ...]:
        """What deserves a look, in reading order."""
        return tuple(self._doubts[key] for key in sorted(self._doubts))
