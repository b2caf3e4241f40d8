"""A check is not asked of forms that have nothing of what it is about: asked all the same, it finds nothing there."""

from pathlib import Path
from random import Random

from macros_py.checks import CATALOGUE, Finding, Records, run_checks
from macros_py.checks.scores import ScoreCheck
from macros_py.sheets.transcription import sample_departments, sample_projects
from tests.checks.mutation.forms import filing
from tests.checks.mutation.measuring import KINDS, MUTATIONS
from tests.checks.short_forms import project_of

OF_ANY_FORM = tuple(
    type(check.__name__, (check,), {"about": ScoreCheck.about if issubclass(check, ScoreCheck) else None})
    for check in CATALOGUE
)


def spoiled_filings(seed: int) -> list[Records]:
    """Return a drawn filing of each kind, clean, with each mutation that it has a place for, and with many at once."""
    filings = []
    for kind in KINDS:
        random = Random(f"{kind} {seed}")
        clean = filing(random, kind)
        planted = (mutation.plant(Random(f"{kind} {mutation.name}"), clean) for mutation in MUTATIONS)
        filings += [clean, *(one.records for one in planted if one is not None)]
        many = clean
        for mutation in random.sample(
            [one for one in MUTATIONS if one.family in ("texts", "targets", "scores", "time")], 20
        ):
            many = one.records if (one := mutation.plant(random, many)) is not None else many
        filings.append(many)
    return filings


def short_forms() -> list[Records]:
    """Return the forms of a row or two in which auditors planted faults, each by itself."""
    lines = Path(__file__).with_name("planted_rows.txt").read_text(encoding="utf-8").splitlines()
    forms = (line.split(" ← ")[1].split(" ; ") for line in lines if line and not line.startswith("#"))
    return [Records([project_of(form)]) for form in forms]


def told(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    """Return what findings say, and where."""
    return [(one.code, id(one.record), one.field, one.severity, one.message, one.hint) for one in findings]


def test_what_is_not_asked_would_find_nothing(config):
    real = Records(sample_projects(), (), sample_departments())

    for records in (real, *short_forms(), *spoiled_filings(901)):
        records = records.with_sums_apart()  # what is found then stands in the same records
        asked = run_checks(OF_ANY_FORM, records, config)

        assert told(asked.findings) == told(run_checks(CATALOGUE, records, config).findings)
        assert () == asked.broken
