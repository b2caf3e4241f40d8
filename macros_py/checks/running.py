"""Running the catalogue: every check over every record, one finding a cause, accepted ones told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from macros_py.checks.base import About, Check, Records
from macros_py.checks.finding import Finding, Severity, elsewhere
from macros_py.checks.readings import Readings, Subject
from macros_py.config import Config
from macros_py.errors import ConfigProblem
from macros_py.memory import no_collection

CODE = re.compile(r"[A-Z][0-9]{3}")
# From so many on, a clerk would call it one mistake made throughout.
FORM_HABIT = 3
OF_ALL_ROWS = frozenset({"F103", "S206", "P801", "P802", "P811"})
"""What is found where rows of a form are lost: the finding that tells of them explains it."""
# More do not fit into the cache of a processor.
FORMS_AT_ONCE = 64
Question = tuple[str, Callable[[Any], Iterator[Finding]], Callable[[Iterator[Finding]], None]]
"""A check's code, what it is asked with, and what keeps its findings."""
Habit = tuple[str, int, Severity, str, str]
"""What findings of one habit have in common: code, form, severity, field, and what to do."""
Group = tuple[About, list[Question]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A check that raised: a bug in the check, told to the clerk by its code and to the log with its traceback."""

    code: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found, project by project and then across projects, and the checks that broke."""

    findings: tuple[Finding, ...]
    broken: tuple[Broken, ...]


def run_checks(catalogue: Sequence[type[Check]], records: Records, config: Config) -> Report:
    """Run every check of ``catalogue`` that config.yaml leaves on.

    A check that raises hides nothing: what it found until then and what the others find is kept.

    Raises:
        ConfigProblem: config.yaml switches off, or judges otherwise, a check that does not exist.
    """
    _refuse_unknown_codes(catalogue, config)
    readings = Readings(config)
    checks = [check(config, readings) for check in catalogue if check.code not in config.checks.skip]
    with no_collection():
        found, broken = _found(checks, records.with_sums_apart(), readings)
        judged = [_accepted(finding) for finding in _one_a_cause(checks, found)]
        return Report(tuple(_gathered(checks, judged)), broken)


def _refuse_unknown_codes(catalogue: Sequence[type[Check]], config: Config) -> None:
    unknown = {*config.checks.skip, *config.checks.severity} - {check.code for check in catalogue}
    if unknown and len(catalogue) > 1:
        raise ConfigProblem(
            f"config.yaml 的 checks 里写的校验 {'、'.join(sorted(unknown))} 不存在，请对照 docs/校验.md 或“校验说明”表改正代码。"
        )


def _found(checks: Sequence[Check], records: Records, readings: Readings) -> tuple[list[Finding], tuple[Broken, ...]]:
    """Return what the checks find, check by check, and the checks that raised.

    A few forms at a time: each check looks at all of them before the next one does, which saves a sixth of the time over
    form after form (the processor has a check at hand), and nothing read of them needs to be kept when the next ones come.
    """
    found: dict[str, list[Finding]] = {check.code: [] for check in checks}
    broken: dict[str, Broken] = {}
    for things, subjects in _questions(checks, records, found):
        readings.forget()
        for about, asked in subjects:
            there = things if about is None else _having(about, readings, things)
            for code, ask, keep in asked if there else ():
                if broken and code in broken:
                    continue
                try:
                    for thing in there:
                        # Keeps what was found until a check raises.
                        keep(ask(thing))
                except Exception as error:  # noqa: BLE001 - a bug in one check must not hide what the others find
                    broken[code] = Broken(code, error)
    return [finding for check in checks for finding in found[check.code]], tuple(broken.values())


def _having(about: Callable[[Readings, Any], object], readings: Readings, forms: Sequence[Any]) -> list[Any]:
    """Return the forms that have something of what checks look at."""
    try:
        if isinstance(about, Subject):
            return about.among(readings, forms)
        return [form for form in forms if about(readings, form)]
    except Exception:  # noqa: BLE001 - told of by the checks, one by one
        return [form for form in forms if _may_have(about, readings, form)]


def _may_have(about: Callable[[Readings, Any], object], readings: Readings, form: Any) -> object:
    try:
        return about(readings, form)
    except Exception:  # noqa: BLE001 - the checks that look at it meet the same bug and are told as broken
        return True


def _questions(
    checks: Sequence[Check], records: Records, found: dict[str, list[Finding]]
) -> Iterator[tuple[Sequence[Any], list[Group]]]:
    """Yield the forms, a few at a time, with what to ask of each, then all of them together."""
    for method, forms in (("project", records.projects), ("department", records.departments)):
        subjects = _by_subject(checks, method, found)
        for start in range(0, len(forms), FORMS_AT_ONCE):
            yield forms[start : start + FORMS_AT_ONCE], subjects
    across = [check for check in checks if type(check).everything is not Check.everything]
    yield [records], [(None, [(check.code, check.everything, found[check.code].extend) for check in across])]


def _by_subject(checks: Sequence[Check], method: str, found: dict[str, list[Finding]]) -> list[Group]:
    """Return what to ask of a form, by what the checks are about: where a form has nothing of that, none of them is asked."""
    groups: dict[About, list[Check]] = {}
    for check in checks:
        groups.setdefault(type(check).about, []).append(check)
    asked = ((about, list(_asking(group, method, found))) for about, group in groups.items())
    return [(about, questions) for about, questions in asked if questions]


def _asking(checks: Sequence[Check], method: str, found: dict[str, list[Finding]]) -> Iterator[Question]:
    """Yield what to ask each check with; a method that it does not have costs nothing over a hundred thousand rows."""
    for check in checks:
        kind = type(check)
        if getattr(kind, method) is not getattr(Check, method):
            yield check.code, getattr(check, method), found[check.code].extend
        elif kind.rows is not Check.rows:
            yield check.code, check.rows, found[check.code].extend


def _one_a_cause(checks: Sequence[Check], found: Sequence[Finding]) -> Iterator[Finding]:
    """Drop findings that another finding of the same record explains; what they prove is told with it."""
    hides = {check.code: _parted(check.hides) for check in checks if check.hides}
    hidden: dict[int, list[tuple[frozenset[str], Finding]]] = {}
    for finding in found:
        if finding.code in hides:
            told_of, of_field = hides[finding.code]
            here = frozenset(f"{code}:{finding.field}" for code in of_field)
            for record in (finding.record, *finding.also):
                hidden.setdefault(id(record), []).extend(((told_of, finding), (here, finding)))
    without_rows = {id(finding.loses) for finding in found if finding.loses is not None}
    kept: list[Finding] = []
    proofs: dict[int, Finding] = {}
    for finding in found:
        if without_rows and finding.code in OF_ALL_ROWS and id(finding.owner) in without_rows:
            continue
        told = hidden.get(id(finding.record))
        teller = None if told is None else _teller(finding, told)
        if teller is None:
            kept.append(finding)
        elif finding.severity is Severity.ERROR and teller.severity is Severity.WARNING:
            proofs.setdefault(id(teller), finding)
    for finding in kept:
        proof = proofs.get(id(finding)) if proofs else None
        yield finding if proof is None else _proved(finding, proof)


def _teller(finding: Finding, told: Sequence[tuple[frozenset[str], Finding]]) -> Finding | None:
    """Return the finding that explains another one of its record."""
    of_field = f"{finding.code}:{finding.field}"
    return next((teller for codes, teller in told if finding.code in codes or of_field in codes), None)


def _proved(finding: Finding, proof: Finding) -> Finding:
    """Return a finding that is very likely as the 错误 that another one of the same cause makes of it."""
    # That the same cell is blank says less than why it is.
    told = "" if proof.field == finding.field and not proof.value else proof.message
    return replace(finding, severity=Severity.ERROR, message=f"{finding.message}{told}")


def _parted(hides: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return what a check hides wherever it is found, and the codes that it hides in the field of its finding only."""
    of_field = tuple(hide.removesuffix(":=") for hide in hides if hide.endswith(":="))
    return frozenset(hide for hide in hides if not hide.endswith(":=")), of_field


def _gathered(checks: Sequence[Check], found: Sequence[Finding]) -> Iterator[Finding]:
    """Make one finding of what a form does throughout, at the first of its cells; the others are named and marked."""
    habits = {check.code for check in checks if check.habit}
    groups: dict[Habit, list[Finding]] = {}
    for finding in found:
        if finding.code in habits and finding.owner is not None:
            groups.setdefault(_habit(finding), []).append(finding)
    for finding in found:
        group = groups.get(_habit(finding), []) if finding.code in habits else []
        if len(group) < FORM_HABIT:
            yield finding
        elif finding is group[0]:
            rest = tuple(other.record for other in group[1:])
            yield replace(finding, message=f"{finding.message}{elsewhere(rest)}", also=rest)


def _habit(finding: Finding) -> Habit:
    return finding.code, id(finding.owner), finding.severity, finding.field, finding.hint


def _accepted(finding: Finding) -> Finding:
    """Return the finding as 已核 where its record's 已核 cell names its code and a reason; say so where one of them lacks."""
    text = finding.record.accepted.strip()
    if not text:
        return finding
    plain = normalize("NFKC", text).upper()
    codes = CODE.findall(plain)
    if finding.code in codes:
        if any(map(str.isalnum, CODE.sub("", plain))):
            return replace(finding, severity=Severity.ACCEPTED, hint=f"已核：{text}")
        lacking = "只写了代码，再写上理由，才算已核"
    elif codes:
        return finding
    else:
        lacking = f"没有写代码，写成“{finding.code} {text}”，才算已核"
    return replace(finding, hint=f"{finding.hint}（“已核”栏{lacking}。）")
