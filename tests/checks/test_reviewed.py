"""The findings on the real forms are those that a person has read and approved, line by line.

reviewed_findings.txt holds one finding a line: severity, code, project, indicator (its number within the project, 0 for the
project itself) and field. After a deliberate change of a check write it anew and read what changed:

    python tests/checks/test_reviewed.py
    git diff tests/checks/reviewed_findings.txt
"""

from __future__ import annotations

from pathlib import Path

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.config import Config, load_config
from macros_py.sheets.transcription import sample_departments, sample_projects

REVIEWED = Path(__file__).with_name("reviewed_findings.txt")


def findings_of_the_real_forms(config: Config) -> list[str]:
    """Return the findings as lines of reviewed_findings.txt, project by project."""
    projects, departments = sample_projects(), sample_departments()
    report = run_checks(CATALOGUE, Records(projects, (), departments), config)
    assert () == report.broken
    lines = []
    for order, owner in enumerate((*projects, *departments)):
        places = {id(indicator): place for place, indicator in enumerate(owner.indicators, 1)}
        lines += [
            (
                order,
                places.get(id(finding.record), 0),
                finding.code,
                finding.field,
                finding.severity.value,
                owner.project_id,
            )
            for finding in report.findings
            if finding.owner is owner
        ]
    assert len(report.findings) == len(lines)
    return [
        f"{severity} {code} {project_id} {place} {field}"
        for _, place, code, field, severity, project_id in sorted(lines)
    ]


def test_the_findings_on_the_real_forms_are_the_reviewed_ones(config):
    assert REVIEWED.read_text(encoding="utf-8").splitlines() == findings_of_the_real_forms(config)


if __name__ == "__main__":
    REVIEWED.write_text("\n".join(findings_of_the_real_forms(load_config())) + "\n", encoding="utf-8")
