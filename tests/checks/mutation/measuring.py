"""Runs the checks over clean and spoilt filings and counts what they find, miss and invent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from macros_py.checks import CATALOGUE, Finding, Records, Severity, run_checks
from macros_py.config import Config
from tests.checks.mutation.field_mutations import fields, structure
from tests.checks.mutation.forms import KINDS, filing, real_filings
from tests.checks.mutation.money_mutations import money
from tests.checks.mutation.planting import Mutation, Place, place
from tests.checks.mutation.rate_mutations import targets
from tests.checks.mutation.score_mutations import across
from tests.checks.mutation.sentence_mutations import texts
from tests.checks.mutation.time_mutations import time
from tests.checks.mutation.total_mutations import scores

FAMILIES = (fields, structure, targets, time, money, texts, scores, across)
MUTATIONS: tuple[Mutation, ...] = tuple(mutation for family in FAMILIES for mutation in family.mutations)
RANK = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.HINT: 1, Severity.ACCEPTED: 0}

Cell = tuple[str, Place, str]


@dataclass(slots=True)
class Tally:
    """What became of the errors planted by one mutation.

    ``found`` were found at their cell with their severity or a graver one, ``slight`` at their cell as less;
    ``stray`` counts 错误 at other cells that the clean filing does not have. ``missed`` names the seeds to look at.
    """

    planted: int = 0
    found: int = 0
    slight: int = 0
    stray: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Measure:
    """A run: the tally of every mutation, and the findings on clean filings by severity and code."""

    tallies: dict[Mutation, Tally]
    clean: Counter[tuple[Severity, str]]
    filings: int = 0

    def of(self, family: str, severity: Severity) -> tuple[int, int]:
        """Return how many errors of a family and severity were planted and found."""
        chosen = [
            tally
            for mutation, tally in self.tallies.items()
            if mutation.family == family and mutation.severity is severity
        ]
        return sum(tally.planted for tally in chosen), sum(tally.found for tally in chosen)


def _findings(records: Records, config: Config) -> dict[Cell, Finding]:
    report = run_checks(CATALOGUE, records, config)
    assert not report.broken, report.broken
    return {(finding.code, place(finding.record), finding.field): finding for finding in report.findings}


def measure(config: Config, seeds: range) -> Measure:
    """Plant every mutation, for each seed, once in a drawn filing of each kind and once in the real forms of each year."""
    forms = real_filings(config)
    result = Measure({mutation: Tally() for mutation in MUTATIONS}, Counter())
    for seed in seeds:
        drawn = {f"{kind} {seed}": filing(Random(f"{kind} {seed}"), kind) for kind in KINDS}
        for name, records in (*drawn.items(), *((f"{name} {seed}", real) for name, real in forms.items())):
            clean = _findings(records, config)
            if name in drawn:
                result.filings += 1
                result.clean.update((finding.severity, finding.code) for finding in clean.values())
            for mutation in MUTATIONS:
                _plant(mutation, f"{name} {mutation.name}", records, clean, config, result.tallies[mutation])
    return result


def _plant(
    mutation: Mutation, seed: str, records: Records, clean: dict[Cell, Finding], config: Config, tally: Tally
) -> None:
    planted = mutation.plant(Random(seed), records)
    # Real forms have faults of their own: where one stands already, another cannot be told from it.
    if planted is None or planted.cells & {(at, column) for _, at, column in clean}:
        return
    tally.planted += 1
    new = {cell: finding for cell, finding in _findings(planted.records, config).items() if cell not in clean}
    there = [finding for (_, at, column), finding in new.items() if (at, column) in planted.cells]
    best = max((RANK[finding.severity] for finding in there), default=0)
    if best >= RANK[mutation.severity]:
        tally.found += 1
    else:
        tally.slight += bool(best)
        tally.missed.append(seed)
    for (code, at, column), finding in new.items():
        if finding.severity is Severity.ERROR and (at, column) not in planted.cells:
            tally.stray[code] += 1


def table(result: Measure) -> str:
    """Return the result as the text of a table."""
    lines = [f"{'family':<10}{'planted':>9}{'found':>7}{'recall':>8}   mutation"]
    for mutation, tally in result.tallies.items():
        recall = f"{tally.found / tally.planted:.1%}" if tally.planted else "-"
        notes = f"  (as less: {tally.slight})" if tally.slight else ""
        notes += f"  stray 错误: {dict(tally.stray)}" if tally.stray else ""
        lines.append(
            f"{mutation.family:<10}{tally.planted:>9}{tally.found:>7}{recall:>8}   "
            f"{mutation.severity.value} {mutation.name}{notes}"
        )
    lines.append("")
    for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT):
        for family in FAMILIES:
            planted, found = result.of(family.name, severity)
            if planted:
                lines.append(f"{severity.value} {family.name:<10}{planted:>7}{found:>7}{found / planted:>9.2%}")
    lines.append("")
    lines.append(f"{result.filings} clean filings:")
    lines += [f"  {severity.value} {code} {count}" for (severity, code), count in sorted(result.clean.items())] or [
        "  nothing found"
    ]
    return "\n".join(lines)
