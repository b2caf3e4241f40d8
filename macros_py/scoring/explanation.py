"""A reading told to a clerk, and to programs: what a sentence means, its formula, and what an actual earns."""

from __future__ import annotations

from decimal import Decimal

from macros_py.scoring.cells import Actual
from macros_py.scoring.literals import literal
from macros_py.scoring.standard import StandardReading, read_standard
from macros_py.targets import Target


def explain_standard(
    text: str,
    target: str | Target = "",
    weight: Decimal | None = None,
    actual: Actual = None,
    *,
    unit: str = "",
    target_type: str = "",
    begun: bool = False,
    cell: str = "A1",
) -> dict[str, object]:
    """Return the reading for programs: kind, full, rule, formula, score, reason, findings, truncated.

    ``rule`` is the rule as a sentence, ``formula`` is over ``cell``, ``score`` exact text; None where there is none.
    ``reason`` tells why there is no score (the sentence, the full mark or the actual), else how it comes about.
    """
    reading = read_standard(text, target, weight, unit=unit, target_type=target_type, begun=begun)
    rule = reading.rule
    points = rule.evaluate(actual) if rule is not None and reading.is_settled else None
    return {
        "kind": rule.kind.value if rule is not None else None,
        "full": literal(reading.full) if reading.full is not None else None,
        "rule": rule.explain() if rule is not None else None,
        "formula": rule.formula(cell) if rule is not None and reading.is_settled else None,
        "score": str(points) if points is not None else None,
        "reason": _reason(reading, actual),
        "findings": [{"doubt": remark.doubt.value, "sentence": remark.sentence} for remark in reading.findings],
        "truncated": reading.truncated,
    }


def _reason(reading: StandardReading, actual: Actual) -> str:
    if reading.rule is None:
        return reading.reason
    if not reading.is_settled:
        return reading.contradiction
    return "" if actual is None else reading.rule.arithmetic(actual)


def explanation_text(explained: dict[str, object]) -> str:
    """Return what ``explain_standard`` found as lines for a clerk."""
    lines = []
    if explained["rule"] is None:
        lines.append(f"读不懂，这一行待核：{explained['reason']}。")
    else:
        lines.append(f"读作：{explained['rule']}")
        findings = explained["findings"]
        assert isinstance(findings, list)
        lines.extend(f"请核对：{finding['sentence']}。" for finding in findings)
        if explained["formula"] is not None:
            lines.append(f"公式：{explained['formula']}")
        if explained["score"] is not None:
            lines.append(f"得分：{explained['score']}（{explained['reason']}）")
        elif explained["reason"]:
            lines.append(f"得分：待核（{explained['reason']}）")
    return "\n".join(lines)
