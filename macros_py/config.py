"""config.yaml: every number and word that a finance bureau may change, read once and checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from macros_py.errors import ConfigProblem
from macros_py.home import settings_file
from macros_py.scheme import EXECUTION, ExecutionScoring, Scheme, decimal_entry, read_scheme, refuse_unknown

_ENTRIES = (
    "form_kinds",
    "default_form_kind",
    "self_evaluation_form_kind",
    "department_form_kind",
    "indicator_levels",
    "scoring",
    "checks",
    "undo",
    "reading",
    "printing",
)
_CODE = re.compile("[A-Z][0-9]{3}")
#: The columns of 项目清单 that a form kind may ask to be filled in; the check F101 knows where each stands.
REQUIRED_HEADINGS = (
    *("项目名称", "年度", "一级项目名称", "主管部门", "部门代码", "实施单位"),
    *("项目资金", "年度资金总额", "财政拨款", "年度总体目标"),
)
SEVERITIES = ("错误", "警告", "提示")


@dataclass(frozen=True, slots=True)
class FormKind:
    """A 表样: its name, the template files of the form and of its blank form ("" for none), title, required headings."""

    name: str
    template: str
    blank: str
    title: str
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLevels:
    """The 一级 → 二级 system: canonical names, their other spellings, and which pairs may stand together.

    ``spellings1`` maps every spelling of a 一级 to its canonical name; ``spellings2`` maps a canonical 一级 to
    the spellings of its 二级.
    """

    spellings1: Mapping[str, str]
    spellings2: Mapping[str, Mapping[str, str]]

    @property
    def level1_names(self) -> tuple[str, ...]:
        """Canonical 一级 names in the order of config.yaml."""
        return tuple(self.spellings2)

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical 一级 names, then the canonical 二级 names under them."""
        level2 = (name for level1 in self.spellings2 for name in self.level2_names(level1))
        return tuple(dict.fromkeys((*self.level1_names, *level2)))

    def level2_names(self, level1: str) -> tuple[str, ...]:
        """Canonical 二级 names that may stand under the canonical ``level1``."""
        return tuple(dict.fromkeys(self.spellings2.get(level1, {}).values()))

    def level1(self, text: str) -> str | None:
        """Return the canonical 一级 that ``text`` spells, or None."""
        return self.spellings1.get(text)

    def level2(self, level1: str, text: str) -> str | None:
        """Return the canonical 二级 that ``text`` spells under the canonical ``level1``, or None."""
        return self.spellings2.get(level1, {}).get(text)

    def homes_of(self, text: str) -> tuple[str, ...]:
        """Return the canonical 一级 under which ``text`` may stand as 二级."""
        return tuple(level1 for level1, names in self.spellings2.items() if text in names)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Tolerances and words the checks use, the codes switched off and the severities changed."""

    money_tolerance_yuan: Decimal
    deadline_years_after: int
    bounded_rates: tuple[str, ...]
    score_tolerance: Decimal
    explain_below_rate: Decimal
    explain_above_target: Decimal
    typed_form_kinds: tuple[str, ...]
    dimensions: tuple[str, ...]
    smallest_total_yuan: Decimal
    largest_total_yuan: Decimal
    skip: frozenset[str]
    severity: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UndoSettings:
    """How much 撤销 keeps of a workbook: at most so many steps and megabytes."""

    steps: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file from somebody else may cost: seconds and megabytes of memory."""

    seconds: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class PrintingLimits:
    """What turning sheets into a PDF may cost: seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of config.yaml; ``scheme`` is the way of scoring that the office chose."""

    form_kinds: Mapping[str, FormKind]
    default_form_kind: str
    self_evaluation_form_kind: FormKind
    department_form_kind: FormKind
    levels: IndicatorLevels
    scheme: Scheme
    checks: CheckSettings
    undo: UndoSettings
    reading: ReadingLimits
    printing: PrintingLimits

    @property
    def execution(self) -> ExecutionScoring:
        """How the chosen scheme scores 预算执行率."""
        return self.scheme.execution

    @property
    def begun_steps_count(self) -> bool:
        """Whether a deduction counts a step as soon as it is begun."""
        return self.scheme.begun_steps_count

    @property
    def grades(self) -> tuple[tuple[Decimal, str], ...]:
        """The grades of a total, as (from, name), falling."""
        return self.scheme.grades

    def form_kind(self, name: str) -> FormKind | None:
        """Return the form kind that a project's 表样 names ("" is the default), or None for an unknown one."""
        return self.form_kinds.get(name or self.default_form_kind)


def load_config(path: Path | None = None) -> Config:
    """Read config.yaml (the one at home unless ``path`` is given).

    Raises ConfigProblem with a Chinese sentence that names the entry to correct.
    """
    import yaml

    path = path or settings_file()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigProblem(f"找不到设置文件 {path}，请把 config.yaml 放回工具所在的文件夹。") from None
    except UnicodeDecodeError as error:
        raise ConfigProblem(
            f"设置文件 {path} 存成了别的编码，读不出来；请用记事本打开，点“另存为”，编码选 UTF-8 再保存。"
        ) from error
    except OSError as error:
        raise ConfigProblem(
            f"设置文件 {path} 读不出来（{error.strerror or error}），请看看它是否被占用或没有权限。"
        ) from error
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
        lines = sorted({mark.line + 1 for mark in marks if mark})
        # A slip shows to the parser some lines after it was made.
        line = f"第 {max(1, lines[0] - 2)} 到 {lines[-1]} 行之间" if lines else "里"
        raise ConfigProblem(f"设置文件 config.yaml {line}写法有误，请检查冒号后的空格和行首缩进。") from error
    if not isinstance(data, dict):
        raise ConfigProblem("设置文件 config.yaml 是空的或写法有误，请从安装包里重新拷一份。")
    return _Reader(data).config()


class _Reader:
    """Turns the parsed YAML into a Config; every entry that cannot be is named in a ConfigProblem."""

    def __init__(self, data: dict[str, object]) -> None:
        self.data = data

    def config(self) -> Config:
        refuse_unknown(self.data, _ENTRIES, "")
        kinds, levels = self._form_kinds(), self._levels()
        scheme = read_scheme(self._section("scoring"))
        named = [name for name in (*scheme.weights, *scheme.weights_with_costs) if name != EXECUTION]
        self._refuse_unnamed(named, levels.level1_names, f"scoring.schemes.{scheme.name} 的分值")
        return Config(
            kinds,
            self._named_kind(kinds, "default_form_kind").name,
            self._named_kind(kinds, "self_evaluation_form_kind"),
            self._named_kind(kinds, "department_form_kind"),
            levels,
            scheme,
            self._checks(kinds, levels),
            UndoSettings(*self._bounds("undo", steps=(1, 1000), megabytes=(1, 200))),
            ReadingLimits(*self._bounds("reading", seconds=(1, 3600), megabytes=(128, 65536))),
            PrintingLimits(*self._bounds("printing", seconds=(10, 86400))),
        )

    def _bounds(self, key: str, **bounds: tuple[int, int]) -> list[int]:
        """Return the whole numbers of a section, each within its (least, most)."""
        section, numbers = self._section(key), []
        for name, (least, most) in bounds.items():
            number = self._number(section, name, f"{key}.")
            if number != int(number) or not least <= number <= most:
                raise ConfigProblem(f"config.yaml 的 {key}.{name} 写的是“{number}”，要填 {least} 到 {most} 的整数。")
            numbers.append(int(number))
        return numbers

    @staticmethod
    def _refuse_unnamed(names: Collection[str], known: Collection[str], where: str) -> None:
        """Refuse a word that names nothing: what it is to do would not be done, in silence."""
        for name in names:
            if name not in known:
                raise ConfigProblem(
                    f"config.yaml 的 {where}里写的“{name}”，没有这个名字；可用的有：{'、'.join(known)}。"
                )

    def _named_kind(self, kinds: Mapping[str, FormKind], key: str) -> FormKind:
        name = str(self._entry(self.data, key, ""))
        if name not in kinds:
            raise ConfigProblem(f"config.yaml 的 {key} 写的是“{name}”，但 form_kinds 里没有它。")
        return kinds[name]

    def _entry(self, section: Mapping[str, object], key: str, where: str) -> object:
        if key not in section or section[key] is None:
            raise ConfigProblem(f"config.yaml 缺少 {where}{key}，请补上或从安装包里重新拷一份。")
        return section[key]

    def _section(self, key: str) -> dict[str, object]:
        section = self._entry(self.data, key, "")
        if not isinstance(section, dict):
            raise ConfigProblem(f"config.yaml 的 {key} 写法有误，它下面应该是一行一项。")
        return {str(name): value for name, value in section.items()}

    def _number(self, section: Mapping[str, object], key: str, where: str) -> Decimal:
        value = self._entry(section, key, where)
        return decimal_entry(value, f"{where}{key}")

    def _amount(self, section: Mapping[str, object], key: str, where: str) -> Decimal:
        number = self._number(section, key, where)
        if number < 0:
            raise ConfigProblem(f"config.yaml 的 {where}{key} 写的是“{number}”，这里不能填负数。")
        return number

    def _texts(self, section: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
        value = section.get(key) or []
        if not isinstance(value, list):
            raise ConfigProblem(f"config.yaml 的 {where}{key} 应写成 [甲, 乙] 的样子。")
        return tuple(str(item) for item in value)

    def _form_kinds(self) -> dict[str, FormKind]:
        kinds = {}
        for name, entry in self._section("form_kinds").items():
            if not isinstance(entry, dict):
                raise ConfigProblem(
                    f"config.yaml 的 form_kinds.{name} 写法有误，它下面应有 template、title、required。"
                )
            refuse_unknown(entry, ("template", "blank", "title", "required"), f"form_kinds.{name}.")
            required = self._texts(entry, "required", f"form_kinds.{name}.")
            self._refuse_unnamed(required, REQUIRED_HEADINGS, f"form_kinds.{name}.required ")
            kinds[name] = FormKind(
                name,
                str(entry.get("template") or ""),
                str(entry.get("blank") or ""),
                str(entry.get("title") or ""),
                required,
            )
        return kinds

    def _levels(self) -> IndicatorLevels:
        spellings1: dict[str, str] = {}
        spellings2: dict[str, dict[str, str]] = {}
        section = self._section("indicator_levels")
        for key in section:
            names = [name.strip() for name in key.split("=")]
            spellings1.update(dict.fromkeys(names, names[0]))
            spellings2[names[0]] = {}
            for group in self._texts(section, key, "indicator_levels."):
                spelled = [name.strip() for name in group.split("=")]
                spellings2[names[0]].update(dict.fromkeys(spelled, spelled[0]))
        return IndicatorLevels(spellings1, spellings2)

    def _checks(self, kinds: Collection[str], levels: IndicatorLevels) -> CheckSettings:
        section = self._section("checks")
        refuse_unknown(section, [field.name for field in fields(CheckSettings)], "checks.")
        severity = section.get("severity") or {}
        if not isinstance(severity, dict):
            raise ConfigProblem("config.yaml 的 checks.severity 应写成 {T302: 提示} 的样子。")
        skip = self._texts(section, "skip", "checks.")
        for code in (*skip, *map(str, severity)):
            if not _CODE.fullmatch(code):
                raise ConfigProblem(
                    f"config.yaml 的 checks 里写的校验代码“{code}”不对；代码是一个字母加三个数字，如 T302，几个代码用英文逗号隔开。"
                )
        for code, level in severity.items():
            if level not in SEVERITIES:
                raise ConfigProblem(f"config.yaml 把 {code} 的级别写成了“{level}”，级别只有 错误、警告、提示。")
        typed, dimensions = (self._texts(section, key, "checks.") for key in ("typed_form_kinds", "dimensions"))
        self._refuse_unnamed(typed, kinds, "checks.typed_form_kinds ")
        self._refuse_unnamed(dimensions, levels.names, "checks.dimensions ")
        smallest, largest = (self._amount(section, f"{one}_total_yuan", "checks.") for one in ("smallest", "largest"))
        if smallest > largest:
            raise ConfigProblem("config.yaml 的 checks.smallest_total_yuan 大于 largest_total_yuan，请改正其中一个。")
        return CheckSettings(
            self._amount(section, "money_tolerance_yuan", "checks."),
            self._bounds("checks", deadline_years_after=(0, 100))[0],
            self._texts(section, "bounded_rates", "checks."),
            self._amount(section, "score_tolerance", "checks."),
            self._amount(section, "explain_below_rate", "checks."),
            self._amount(section, "explain_above_target", "checks."),
            typed,
            dimensions,
            smallest,
            largest,
            frozenset(skip),
            {str(code): str(level) for code, level in severity.items()},
        )
