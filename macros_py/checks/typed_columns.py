"""度量单位 and 指标值类型 in the forms that print columns for them."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.shifts import is_type, shifted_rows
from macros_py.checks.subjects import noted_rows
from macros_py.checks.target_values import is_pure_number
from macros_py.model import Project
from macros_py.targets import Kind


class TypeAndUnitCheck(Check):
    """What the checks of 度量单位 and 指标值类型 share: they ask only forms that print these columns."""

    def asks(self, project: Project) -> bool:
        """Tell whether the project's 表样 prints 度量单位 and 指标值类型."""
        return (project.form_kind or self.config.default_form_kind) in self.config.checks.typed_form_kinds


class MissingUnit(TypeAndUnitCheck):
    """定量指标没有填度量单位.

    检查什么: 有“度量单位”栏的表样里，指标值是一个数，而度量单位和指标值里都没有单位。
    为什么: 没有单位，95 是 95% 还是 95 分、95 人就说不清。
    反例: 群众满意度，指标值 95，度量单位空白。
    正例: 群众满意度，指标值 95，度量单位“%”。
    依据: 2026 年目标表的栏目；哪些表样要填见 config.yaml 的 checks.typed_form_kinds。
    """

    code = "F107"
    title = "缺少度量单位"
    severity = Severity.ERROR
    message = "指标“{level3}”的指标值是 {target}，度量单位没有填。"
    hint = "请在度量单位栏补填单位，如 %、个、人；确实没有单位的填“无”。"
    hides = frozenset({"T303", "T309"})

    def project(self, project: Project) -> Iterator[Finding]:
        if not self.asks(project):
            return
        for indicator in project.indicators:
            if indicator.unit.strip() or indicator.level3.rstrip().endswith((")", "）")):
                continue
            target = target_of(indicator)
            if target.is_quantitative and not target.unit and not is_pure_number(indicator):
                yield self.finding(
                    project, indicator, "unit", "", level3=indicator.level3.strip(), target=indicator.target.strip()
                )


_NAMES_WORDS = "定性"


class MissingType(TypeAndUnitCheck):
    """指标值类型没有填.

    检查什么: 有“指标值类型”栏的表样里，这一栏是否空白（指标值自带比较符号的、类型写在备注栏的不算；文字、日期的指标，同一张表上有填“定性”的才查）。
    为什么: 没有类型，看不出指标是定性的，还是应当不低于、不高于指标值。
    反例: 指标值 200，度量单位“个”，指标值类型空白。
    正例: 指标值 200，度量单位“个”，指标值类型“≥”。
    依据: 2026 年目标表的栏目；哪些表样要填见 config.yaml 的 checks.typed_form_kinds。
    """

    code = "F108"
    title = "缺少指标值类型"
    severity = Severity.WARNING
    message = "指标“{level3}”的指标值是“{target}”，指标值类型没有填。"
    hint = "请在指标值类型栏补填 ≥、≤、= 或 定性。"
    hides = frozenset({"T302"})

    def project(self, project: Project) -> Iterator[Finding]:
        if not self.asks(project):
            return
        names_words: bool | None = None
        for indicator in project.indicators:
            if indicator.target_type.strip() or not indicator.target.strip() or is_type(indicator.note.strip()):
                continue
            target = target_of(indicator)
            if target.is_words or target.is_calendar:
                # Many offices leave the column to the numbers; who names one row 定性 forgot the others.
                if names_words is None:
                    names_words = any(_NAMES_WORDS in row.target_type for row in project.indicators)
                if not names_words:
                    continue
            if target.kind is not Kind.BLANK and (target.operator is None or target.is_calendar):
                yield self.finding(
                    project,
                    indicator,
                    "target_type",
                    "",
                    level3=indicator.level3.strip(),
                    target=indicator.target.strip(),
                )


class TypeInNote(Check):
    """“定性”等指标值类型写在了备注栏.

    检查什么: 指标值类型栏空白，而备注（说明）栏写着“定性”或比较符号；一个项目只报一次。
    为什么: 类型写在备注里，汇总时看不出指标是定性还是定量。
    反例: 指标值“效果明显”，指标值类型空白，备注“定性”。
    正例: 指标值“效果明显”，指标值类型“定性”，备注空白。
    依据: 2026 年目标表的栏目。
    """

    code = "F111"
    about = noted_rows
    title = "指标值类型写在备注栏"
    severity = Severity.HINT
    message = "有 {count} 条指标的类型“{value}”写在说明（备注）栏，指标值类型栏空白：{rows}。"
    hint = "请把它移到指标值类型栏；整张表都是这样的，可以在已核栏写 F111 和理由。"

    def project(self, project: Project) -> Iterator[Finding]:
        found = [
            indicator
            for indicator in noted_rows(self.readings, project)
            if not indicator.target_type.strip() and is_type(indicator.note.strip())
        ]
        shifted = {id(indicator) for indicator, _ in shifted_rows(self.readings, project)} if found else ()
        found = [indicator for indicator in found if id(indicator) not in shifted]
        if found:
            rows = "、".join(f"“{indicator.level3}”" for indicator in found[:5]) + ("等" if len(found) > 5 else "")
            value = found[0].note.strip()
            yield self.finding(project, found[0], "note", value, count=len(found), rows=rows)


CHECKS = (
    TypeInNote,
    MissingUnit,
    MissingType,
)
