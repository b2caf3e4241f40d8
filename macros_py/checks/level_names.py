"""二级指标 against what the name and the target of its indicator say: 满意度 among the outputs, a deadline as quality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check, target_of
from macros_py.checks.deadlines import deadline_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.indicator_names import short_name
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings
from macros_py.checks.subjects import named_as_levels
from macros_py.model import Indicator
from macros_py.targets import Kind

_DONE_BY = re.compile("完成|完工|竣工|办结|开工|启动|上线|交付|验收|拨付|支付|发放|建成|报送|上报|结束")


class NameOfAnotherLevel(Check):
    """满意度、完成时限放错了二级指标.

    检查什么: 满意度有没有放在数量、质量、成本指标下面；指标值是日期的完成时限有没有放在数量、质量、成本指标下面。
    为什么: 放错了二级指标，按一级、二级指标定的分值和汇总就不对。
    反例: 产出指标 / 数量指标，三级指标“群众满意度”；质量指标“项目完成时间” 2024年12月底前。
    正例: 满意度指标 / 服务对象满意度指标，三级指标“群众满意度”；时效指标“项目完成时间” 2024年12月底前。
    依据: 财预〔2021〕101号：产出指标包括数量、质量、时效，满意度指标单列。
    """

    code = "S208"
    title = "指标放错了二级指标"
    severity = Severity.WARNING
    message = "“{name}”放在“{value}”下面，应放在{home}。"
    hint = "请移到相应的二级指标；确要放在这里的，在已核栏写 S208 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in owner.indicators:
            if "满意度" not in indicator.level3 or indicator.level2[:2] not in _OUTPUT:
                continue
            name = compact(indicator.level3)
            if name.endswith("满意度") and name[-4:-3] != "不":
                yield self._misplaced(owner, indicator, name, "满意度指标")
        for indicator, target in self.once(deadline_rows, owner):
            if target.is_calendar and indicator.level2[:2] in _NO_TIMES and indicator.level3[-1:] in _TIME_ENDS:
                name = compact(indicator.level3)
                if _DONE_BY.search(name) is not None:
                    yield self._misplaced(owner, indicator, name, "时效指标")

    def _misplaced(self, owner: Owner, indicator: Indicator, name: str, home: str) -> Finding:
        return self.finding(owner, indicator, "level2", indicator.level2.strip(), name=short_name(name), home=home)


_TIME_ENDS = frozenset("度率间限期点日 ")
_OUTPUT = ("数量", "质量", "成本")
_NO_TIMES = frozenset((*_OUTPUT, "经济", "社会", "生态"))


class RateAmongOthers(Check):
    """合格率、及时率放在了数量指标下面.

    检查什么: 合格率、准确率、优良率一类有没有放在数量、时效指标下面，及时率有没有放在数量指标下面。
    为什么: 数量指标考核做了多少，做得好不好、及时不及时另有质量、时效指标。
    反例: 数量指标“工程验收合格率” =100%。
    正例: 质量指标“工程验收合格率” =100%；时效指标“资金拨付及时率” =100%。
    依据: 财预〔2021〕101号：数量、质量、时效指标的定义。
    """

    code = "S209"
    about = Readings.rates
    title = "比率放错了二级指标"
    severity = Severity.HINT
    message = "“{name}”放在“{value}”下面，一般放在{home}。"
    hint = "请考虑移到{home}；有意放在这里的，不用改。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, target in self.readings.rates(owner):
            level2 = indicator.level2[:2]
            if level2 not in ("数量", "时效") or target.kind is not Kind.PERCENT:
                continue
            ending = indicator.level3.rstrip()[-3:]
            if level2 == "数量" and ending in _PROMPT:
                home = "时效指标"
            elif ending in _GOOD:
                home = "质量指标"
            else:
                continue
            name = short_name(compact(indicator.level3))
            yield self.finding(owner, indicator, "level2", indicator.level2.strip(), name=name, home=home)


_PROMPT = frozenset(("及时率", "按时率", "准时率"))
_GOOD = frozenset(("合格率", "优良率", "准确率", "完好率", "优秀率", "正确率"))


class LevelAsName(Check):
    """三级指标写的是一级、二级指标的名字.

    检查什么: 三级指标是否就是“社会成本指标”“质量指标”这样的一级、二级指标名；满意度指标除外。
    为什么: 看不出考核的是什么事，多半是漏填或串了栏。
    反例: 二级指标“社会成本指标”，三级指标“社会成本指标”，指标值 100%。
    正例: 二级指标“社会成本指标”，三级指标“施工扰民投诉次数”，指标值 ≤2次。
    依据: 财预〔2021〕101号：三级指标是二级指标的细化。
    """

    code = "S210"
    about = named_as_levels
    title = "三级指标写的是二级指标名"
    severity = Severity.WARNING
    message = "三级指标写的是“{value}”，这是{kind}指标的名字，看不出考核什么。"
    hint = "请写清考核的是什么事，如 验收合格率。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in owner.indicators:
            name = indicator.level3
            # Most names end otherwise.
            if name.rstrip()[-2:] != "指标" or not self.names.is_level(name):
                continue
            # 服务对象满意度指标 says whose it is, but not where 二级 names another satisfaction: then the two changed places.
            if "满意度" in name and self.names.homes(indicator.level2):
                continue
            if target_of(indicator).kind is not Kind.BLANK:
                kind = "一级" if self.names.level1(name) is not None else "二级"
                yield self.finding(owner, indicator, "level3", name.strip(), kind=kind)


CHECKS = (NameOfAnotherLevel, RateAmongOthers, LevelAsName)
