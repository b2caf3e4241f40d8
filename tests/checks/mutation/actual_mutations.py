"""Self-evaluations filled in with gaps, in other units or with what cannot have been done."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from tests.checks.mutation.planting import ERROR, WARNING, Planted, choose, spoil, spoil_owner
from tests.checks.mutation.score_mutations import is_counted, is_scored, scores


@scores(WARNING)
def blank_actual(random: Random, records: Records) -> Planted | None:
    """An actual left blank among those filled in, its score with it."""
    found = choose(random, records, is_scored)
    return spoil(records, found, "actual", actual=random.choice(("", " ")), score=None)


@scores(WARNING)
def blank_score(random: Random, records: Records) -> Planted | None:
    """A score left blank beside its actual."""
    found = choose(random, records, is_scored)
    return spoil(records, found, "score", score=None)


@scores(WARNING)
def nothing_as_actual(random: Random, records: Records) -> Planted | None:
    """A stroke where a number is asked for."""
    found = choose(random, records, is_counted)
    return spoil(records, found, "actual", actual=random.choice(("/", "无", "—")))


@scores(WARNING)
def actual_in_another_unit(random: Random, records: Records) -> Planted | None:
    """People as courses, courses as money, metres as mu."""
    found = choose(random, records, lambda owner, row: is_counted(owner, row) and row.actual[-1:] in "人次场期户")
    if found is None:
        return None
    number = found[1].actual.rstrip("人次场期户批班")
    ways = ("天", "万元", "亩", "%", "户" if found[1].actual[-1:] in "人次" else "人")
    return spoil(records, found, "actual", actual=number + random.choice(ways))


@scores(WARNING)
def part_of_a_person_done(random: Random, records: Records) -> Planted | None:
    """Half a person, or fewer than none, among what was done."""
    found = choose(random, records, lambda owner, row: is_counted(owner, row) and row.actual[-1:] in "人次场期户家")
    written = found and re.fullmatch("([0-9]+)(人次?|场次?|次|期|户|家)", found[1].actual)
    if not written or "均" in found[1].level3:
        return None
    number, unit = written.groups()
    return spoil(records, found, "actual", actual=random.choice((f"-{number}", f"{number}.5")) + unit)


@scores(WARNING)
def done_on_no_day(random: Random, records: Records) -> Planted | None:
    """A day of completion that does not exist."""
    found = choose(random, records, lambda owner, row: is_scored(owner, row) and f"{owner.year}年" in row.target)
    return found and spoil(
        records, found, "actual", actual=f"{found[0].year}年{random.choice(('11月31日', '6月31日', '2月30日'))}"
    )


@scores(WARNING)
def executed_in_another_unit(random: Random, records: Records) -> Planted | None:
    """The amount spent ten thousand times too large or too small."""
    factor = random.choice((Decimal(10000), Decimal(1) / 10000))
    for project in records.projects:
        done = project.evaluation
        if done.executed is not None and done.annual_budget is not None:
            executed = done.executed * factor
            return spoil_owner(records, project, "executed", evaluation=replace(done, executed=executed))
    return None


@scores(ERROR)
def evaluated_before_its_year(random: Random, records: Records) -> Planted | None:
    """A self-evaluation filled in before its year began."""
    department = next((one for one in records.departments if one.year), None)
    if department is None or department.year is None:
        return None
    day = f"{department.year - 1}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    return spoil_owner(records, department, "fill_date", fill_date=day)
