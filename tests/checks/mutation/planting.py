"""What it is to plant an error: a filing with one thing wrong in it, and the cells where a check has to say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from macros_py.checks import Records, Severity
from macros_py.model import DepartmentEvaluation, Indicator, Project

Owner = Project | DepartmentEvaluation
Record = Project | DepartmentEvaluation | Indicator
# The kind of record and its worksheet row.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Planted:
    """A filing with one error, which is to be found at one of ``cells`` (place and field)."""

    records: Records
    cells: frozenset[tuple[Place, str]]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One way to spoil a filing: returns None where the filing has nothing to spoil in this way."""

    family: str
    name: str
    severity: Severity
    plant: Callable[[Random, Records], Planted | None]


class Family:
    """The mutations of one family, told by a decorator with the severity that is wanted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.mutations: list[Mutation] = []

    def __call__(self, severity: Severity) -> Callable[[Plant], Plant]:
        def add(plant: Plant) -> Plant:
            title = (plant.__doc__ or plant.__name__).split("\n")[0].rstrip(".")
            self.mutations.append(Mutation(self.name, title, severity, plant))
            return plant

        return add


Plant = Callable[[Random, Records], "Planted | None"]
ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


def place(record: Record) -> Place:
    """Return where a record stands."""
    return type(record).__name__, record.row


def owners(records: Records) -> list[Owner]:
    """Return projects and departments."""
    return [*records.projects, *records.departments]


def pairs(records: Records) -> Iterator[tuple[Owner, Indicator]]:
    """Yield every indicator with its owner."""
    for owner in owners(records):
        for row in owner.indicators:
            yield owner, row


def choose(
    random: Random, records: Records, wanted: Callable[[Owner, Indicator], bool]
) -> tuple[Owner, Indicator] | None:
    """Return a random indicator that suits, or None."""
    found = [pair for pair in pairs(records) if wanted(*pair)]
    return random.choice(found) if found else None


def with_owner(records: Records, old: Owner, new: Owner) -> Records:
    """Return the records with one owner exchanged."""
    return Records(
        [new if owner is old else owner for owner in records.projects],  # type: ignore[misc]
        records.orphans,
        [new if owner is old else owner for owner in records.departments],  # type: ignore[misc]
    )


def with_rows(records: Records, owner: Owner, rows: Sequence[Indicator]) -> Records:
    """Return the records with the indicators of one owner exchanged."""
    return with_owner(records, owner, replace(owner, indicators=tuple(rows)))


def spoil(records: Records, found: tuple[Owner, Indicator] | None, fields: str, **texts: object) -> Planted | None:
    """Change fields of one indicator; the finding is expected at one of ``fields`` (several separated by blanks)."""
    if found is None:
        return None
    owner, old = found
    new = replace(old, **texts)  # type: ignore[arg-type]
    rows = [new if row is old else row for row in owner.indicators]
    return Planted(with_rows(records, owner, rows), cells_of(new, fields))


def spoil_owner(records: Records, owner: Owner, fields: str, **texts: object) -> Planted:
    """Change fields of a project or department itself."""
    new = replace(owner, **texts)
    return Planted(with_owner(records, owner, new), cells_of(new, fields))


def cells_of(record: Record, fields: str) -> frozenset[tuple[Place, str]]:
    """Return the cells of a record."""
    return frozenset((place(record), field) for field in fields.split())
