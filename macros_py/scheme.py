"""How an office gives points where nothing else is written: the schemes of config.yaml, each with its document."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from difflib import get_close_matches

from macros_py.errors import ConfigProblem

EXECUTION = "预算执行率"
COSTS, BENEFITS, SATISFACTION = "成本指标", "效益指标", "满意度指标"
SIGNS = ("≥", "≤")
_ENTRIES = ("scheme", "steps", "grades", "unsigned", "schemes")
_SCHEME_ENTRIES = (
    "document",
    "weights",
    "weights_with_costs",
    "without_satisfaction",
    "threshold",
    "satisfaction",
    "qualitative_bands",
    "execution",
    "execution_bands",
)
Bands = tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ExecutionScoring:
    """How 预算执行率 is scored: ``weight`` points, ``banded`` or in proportion; bands as (percent, points), falling."""

    weight: Decimal
    banded: bool
    bands: Bands

    def of_weight(self, weight: Decimal | None) -> ExecutionScoring:
        """Return the same scoring with the 分值 that a form prints for 预算执行率; as it is where it prints none.

        Bands are points of the scheme's own weight: of another one they earn the same part, in cents.
        """
        if weight is None or weight == self.weight:
            return self
        whole = self.weight or Decimal(1)
        bands = tuple((percent, _in_cents(points * weight / whole)) for percent, points in self.bands)
        return replace(self, weight=weight, bands=bands)


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """One way to give weights and points, as its ``document`` says it.

    ``weights`` maps each 一级指标 and 预算执行率 to its points, ``weights_with_costs`` is the same for projects with the
    一级 成本指标 (empty: the document has none). ``without_satisfaction`` names the 一级 that takes the points of a
    missing 满意度 ("": all in proportion). ``threshold`` is the completion rate in percent below which nothing is earned
    (None: none); ``satisfaction`` gives shares of the weight (percent, percent) to a satisfaction below its target.
    ``qualitative_bands`` are the two limits between the three grades, ``grades`` the total's (from, name), falling;
    ``unsigned`` the operator of a target that states none, by a word of its 二级 or 一级.
    """

    name: str
    document: str
    weights: Mapping[str, Decimal]
    weights_with_costs: Mapping[str, Decimal]
    without_satisfaction: str
    threshold: Decimal | None
    satisfaction: Bands
    qualitative_bands: tuple[Decimal, Decimal]
    execution: ExecutionScoring
    grades: tuple[tuple[Decimal, str], ...]
    unsigned: Mapping[str, str]
    begun_steps_count: bool

    @property
    def total(self) -> Decimal:
        """The points of everything together: 100."""
        return sum(self.weights.values(), Decimal(0))


def read_scheme(scoring: Mapping[str, object]) -> Scheme:
    """Return the chosen scheme of the section ``scoring``; all others are read, too, so that a slip shows at once.

    Raises:
        ConfigProblem: names the entry to correct.
    """
    refuse_unknown(scoring, _ENTRIES, "scoring.")
    sections = _mapping(scoring.get("schemes"), "scoring.schemes")
    schemes = {
        name: _scheme(name, _mapping(entry, f"scoring.schemes.{name}"), scoring) for name, entry in sections.items()
    }
    chosen = str(scoring.get("scheme") or "")
    if chosen not in schemes:
        raise ConfigProblem(f"config.yaml 的 scoring.scheme 写的是“{chosen}”，只能是：{'、'.join(schemes)}。")
    return schemes[chosen]


def _scheme(name: str, section: Mapping[str, object], scoring: Mapping[str, object]) -> Scheme:
    where = f"scoring.schemes.{name}."
    refuse_unknown(section, _SCHEME_ENTRIES, where)
    weights = _weights(section, "weights", where)
    with_costs = _weights(section, "weights_with_costs", where) if section.get("weights_with_costs") else {}
    if with_costs and _sums(with_costs) != _sums(weights):
        raise ConfigProblem(
            f"config.yaml 的 {where}weights 合计 {_sums(weights)[0]}（其中预算执行率 {_sums(weights)[1]}），"
            f"weights_with_costs 合计 {_sums(with_costs)[0]}（其中预算执行率 {_sums(with_costs)[1]}），"
            "两组的合计和预算执行率要一样，请改成一样再保存。"
        )
    heir = str(section.get("without_satisfaction") or "")
    if heir and heir not in weights:
        raise ConfigProblem(f"config.yaml 的 {where}without_satisfaction 写的是“{heir}”，weights 里没有它。")
    threshold = decimal_entry(section["threshold"], f"{where}threshold") if section.get("threshold") else None
    if threshold is not None and not 0 < threshold < 100:
        raise ConfigProblem(f"config.yaml 的 {where}threshold 应在 0 和 100 之间。")
    return Scheme(
        name,
        str(section.get("document") or name),
        weights,
        with_costs,
        heir,
        threshold,
        _bands(section, "satisfaction", where),
        _limits(section, where),
        _execution(section, weights[EXECUTION], where),
        _grades(scoring),
        _unsigned(scoring),
        _begun_steps_count(scoring),
    )


def _in_cents(points: Decimal) -> Decimal:
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _sums(weights: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
    """Return the sum of the weights and what of it is for 预算执行率."""
    return sum(weights.values(), Decimal(0)), weights[EXECUTION]


def _weights(section: Mapping[str, object], key: str, where: str) -> dict[str, Decimal]:
    weights = {
        name: decimal_entry(value, f"{where}{key}.{name}")
        for name, value in _mapping(section.get(key), f"{where}{key}").items()
    }
    if EXECUTION not in weights:
        raise ConfigProblem(f"config.yaml 的 {where}{key} 里没有“{EXECUTION}”，请补上它的分值。")
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) <= 0:
        raise ConfigProblem(f"config.yaml 的 {where}{key} 里有负数，或全是零。")
    return weights


def _limits(section: Mapping[str, object], where: str) -> tuple[Decimal, Decimal]:
    entry = section.get("qualitative_bands")
    if not isinstance(entry, list) or len(entry) != 2:
        raise ConfigProblem(f"config.yaml 的 {where}qualitative_bands 应写成 [80, 50] 的样子。")
    upper, lower = (decimal_entry(item, f"{where}qualitative_bands") for item in entry)
    if not 0 < lower < upper < 100:
        raise ConfigProblem(f"config.yaml 的 {where}qualitative_bands 应写成 [80, 50] 的样子，两个数从大到小。")
    return upper, lower


def _execution(section: Mapping[str, object], weight: Decimal, where: str) -> ExecutionScoring:
    method = str(section.get("execution") or "")
    if method not in ("按比例", "分档"):
        raise ConfigProblem(f"config.yaml 的 {where}execution 写的是“{method}”，只能是“按比例”或“分档”。")
    bands = _bands(section, "execution_bands", where)
    if method == "分档" and not bands:
        raise ConfigProblem(f"config.yaml 的 {where}execution 是“分档”，请写上 execution_bands。")
    if bands and max(points for _, points in bands) != weight:
        raise ConfigProblem(
            f"config.yaml 的 {where}execution_bands 最高一档是 {max(points for _, points in bands)} 分，"
            f"weights 里的{EXECUTION}却是 {weight} 分，请改成一样再保存。"
        )
    return ExecutionScoring(weight, method == "分档", bands)


def _bands(section: Mapping[str, object], key: str, where: str) -> Bands:
    """Return the pairs of an entry that may be left out, the highest first, in whatever order they are written."""
    pairs = _pairs(section.get(key) or [], where + key)
    return tuple(
        sorted(((decimal_entry(a, where + key), decimal_entry(b, where + key)) for a, b in pairs), reverse=True)
    )


def _grades(scoring: Mapping[str, object]) -> tuple[tuple[Decimal, str], ...]:
    pairs = _pairs(scoring.get("grades"), "scoring.grades")
    grades = tuple((decimal_entry(a, "scoring.grades"), str(b)) for a, b in pairs)
    starts = [start for start, _ in grades]
    if not grades or starts != sorted(set(starts), reverse=True) or starts[-1] > 0:
        raise ConfigProblem(
            "config.yaml 的 scoring.grades 应写成 [[90, 优], [80, 良], [60, 中], [0, 差]] 的样子，分数从大到小，最后一个是 0。"
        )
    return grades


def _unsigned(scoring: Mapping[str, object]) -> dict[str, str]:
    signs = {word: str(sign) for word, sign in _mapping(scoring.get("unsigned") or {}, "scoring.unsigned").items()}
    if any(sign not in SIGNS for sign in signs.values()):
        raise ConfigProblem('config.yaml 的 scoring.unsigned 里的符号只能是 "≥" 或 "≤"。')
    return signs


def _begun_steps_count(scoring: Mapping[str, object]) -> bool:
    steps = str(scoring.get("steps") or "")
    if steps not in ("满档", "不足一档按一档"):
        raise ConfigProblem(f"config.yaml 的 scoring.steps 写的是“{steps}”，只能是“满档”或“不足一档按一档”。")
    return steps == "不足一档按一档"


def _mapping(entry: object, where: str) -> dict[str, object]:
    if not isinstance(entry, dict):
        raise ConfigProblem(f"config.yaml 缺少 {where}，或写法有误，它下面应该是一行一项。")
    return {str(name): value for name, value in entry.items()}


def _pairs(entry: object, where: str) -> list[list[object]]:
    if not isinstance(entry, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in entry):
        raise ConfigProblem(f"config.yaml 的 {where} 应写成 [[80, 7], [60, 5]] 的样子。")
    return entry


def refuse_unknown(section: Mapping[str, object], known: Collection[str], where: str) -> None:
    """Refuse a misspelt entry of config.yaml: it would be passed over in silence.

    Raises:
        ConfigProblem: names the entry, which stands in ``where``, and the one it may be meant for.
    """
    for name in map(str, section):
        if name not in known:
            like = get_close_matches(name, known, 1)
            hint = f"是不是“{like[0]}”？" if like else "请删去它，或从安装包里的 config.yaml 照着改。"
            raise ConfigProblem(f"config.yaml 里的 {where}{name} 不认识，{hint}")


def decimal_entry(value: object, where: str) -> Decimal:
    """Return an entry of config.yaml as an exact number.

    Raises:
        ConfigProblem: it is none; ``where`` names the entry.
    """
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ConfigProblem(f"config.yaml 的 {where} 写的是“{value}”，这里要填一个数。")
    return number


def grade_at(total: Decimal, grades: Sequence[tuple[Decimal, str]]) -> str:
    """Return the grade of a total, "" where it is below every one; ``grades`` are where each begins and its name."""
    return next((name for start, name in sorted(grades, reverse=True) if total >= start), "")
