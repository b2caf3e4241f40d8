"""Words and marks that stand where content belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from macros_py.checks.base import Check, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import texts_of
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import Kind

BLANK_WORDS = re.compile(
    r"[无略/／\\\-—–－.。、·…]+|没有|暂无|待定|待填|待补充?|同上|(?:详见|见)附[件表]|年度总体目标|某某项目|项目名称|不详|未定|[xX×ＸXx*＊?？]+|某+|NA|N/A|na|n/a|null|None|#N/A|0"
)

LEFT_OPEN = re.compile(
    r"(?<![A-Za-z0-9])[xXＸ]{2,}(?![A-Za-z0-9-])|(?<![A-Za-z0-9])[xX]{2,}(?=20[0-9]{2}年)|×{2,}|[*＊]{2,}|_{2,}|＿{2,}|\?{2,}|？{2,}|（此处|\(此处|此处填"
)

# What no mark begins without, looked for first.
_MARKS = "xXＸ×*＊_＿?？此"
_ANY_MARK = re.compile(f"[{_MARKS}]")

_BLANK_STARTS = frozenset("无略/／\\-—–－.。、·…没暂待同见详年项不未xX×Ｘ*＊?？某NnA#0 \n\t\u3000")


_TARGET_STARTS = _BLANK_STARTS | frozenset("三指绩目年全")
_NAME_STARTS = _TARGET_STARTS | frozenset("123456789")


class Placeholder(Check):
    """必填的栏目里写的是“无”“/”“××”一类占位的字.

    检查什么: 项目名称、部门名称、实施单位、年度总体目标、三级指标、指标值整格只有“无”“/”“待定”“××”等字；三级指标和指标值都写“无”的，表示没有这一类指标，不查。
    为什么: 占位的字等于没有填，无法考核。
    反例: 年度总体目标填“无”。
    正例: 年度总体目标写清全年要做成什么。
    依据: 各表样的固定栏目。
    """

    code = "F109"
    title = "必填内容用占位的字代替"
    severity = Severity.ERROR
    message = "“{heading}”只写了“{value}”，等于没有填。"
    hint = "请补填“{heading}”的实际内容。"
    hides = frozenset({"T301", "T312", "T320", "T324"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        fields: tuple[tuple[str, str, str], ...]
        if isinstance(owner, Project):
            fields = (
                ("name", "项目名称", owner.name),
                ("implementing_unit", "实施单位", owner.implementing_unit),
                ("goal", "年度总体目标", owner.goal),
            )
        else:
            fields = (
                ("department", "部门名称", owner.department),
                ("goal_expected", "年度总体目标", owner.goal_expected),
            )
        for field, heading, text in fields:
            if _stands_for_nothing(text):
                yield self.finding(owner, owner, field, text.strip(), heading=heading)
        for indicator in owner.indicators:
            if not (
                (indicator.level3[:1] in _NAME_STARTS and _is_suspect(indicator.level3))
                or (indicator.target[:1] in _TARGET_STARTS and _is_suspect(indicator.target))
            ):
                continue
            yield from self._headings(owner, indicator)
            name, target = _stands_for_nothing(indicator.level3), _stands_for_nothing(indicator.target)
            # 无 in both says that a 二级 has no indicator; 0 is a target like any other (事故发生数 0).
            if name and not target:
                yield self.finding(owner, indicator, "level3", indicator.level3.strip(), heading="三级指标")
            elif target and not name and not _means_none(indicator):
                yield self.finding(owner, indicator, "target", indicator.target.strip(), heading="指标值")

    def _headings(self, owner: Owner, indicator: Indicator) -> Iterator[Finding]:
        for field, heading, text in (
            ("level3", "三级指标", indicator.level3.strip()),
            ("target", "指标值", indicator.target.strip()),
        ):
            if text != "0" and (field == "level3" or not text.isdigit()) and _HEADING.fullmatch(text):
                yield self.finding(owner, indicator, field, text, heading=heading)


_LONGEST_HEADING = 24
# The heading of the column, or a number, in place of what belongs there.
_HEADING = re.compile(
    r"(?:年度|全年|年初|三级)?(?:绩效)?(?:指标|目标)(?:值|名称|内容)?[0-9一二三四五六七八九十]{0,2}|[0-9]+"
)


_SUSPECT = re.compile(rf"\s*(?:{BLANK_WORDS.pattern}|{_HEADING.pattern})\s*")


def _is_suspect(text: str) -> bool:
    """Tell at a glance of most texts that they are neither a placeholder nor a heading."""
    return len(text) <= _LONGEST_HEADING and _SUSPECT.fullmatch(text) is not None


# What is to be done or had: 无 there is a blank; of anything else it is an answer (断档脱销 无).
_WANTED = re.compile(
    "(?:率|度|数|量|值|数目|人次|班次|场次|批次|面积|里程|时间|时限|时点|期限|日期|周期|年限|工期|成本|费|费用|经费|支出|造价|单价|金额|额|资金|预算|收入|比|比例|占比"
    "|标准|水平|能力|效果|成效|质量|作用|环境|效益|机制|制度|意识|素质|项目|课题|活动|设备|车辆|人员|对象|指标|意义|等级|等次|级|名次|排名|结论|条件|状况|生活|功能|水质|面貌|力|文化|关系)$"
    "|培训|建设|建成|开展|举办|召开|完成|购置|采购|发放|提[升高供]|改善|增|促进|保障|保护|推[动进]|覆盖|就业|服务|慰问|新建|改造|维修|维护|管护|宣传|编制|补助|补贴|救助|检查|监测|印制|出版|正常|稳定"
    "|合格|达标|及时|满意|投资|收益|效益|收支|利用|传承|运[行转]|修复|认同|安全感|幸福感|获得感|发展|进步|团结|健康|落实|执行|实施|使用|健全|规范|有效|明显|减排|节[约水能]|减[少轻]|验收|评审|审计|调[查研]|办[理结]|处[理置]|管理|整改|化解|受益|带动|吸引|引进|报道|公开|归档|整理|响应|培养|机会|权益|解决|作用|得分|信用|图书|示范|基地|学校|医院|报告|奖|税"
)
# Of these, 无 is what is wanted, whatever the name ends in: 对社会的负面影响, 投诉率 无.
_BETTER_NONE = re.compile(
    "负面|不良|不利|影响|事故|事件|投诉|违规|违纪|违法|隐患|差错|纠纷|污染|损害|损失|破坏|风险|上访|舆情|泄密|返贫|缺陷"
)
# 减少面源污染: what is done against it is asked for, not whether there is any.
_LESSENED = re.compile("(?:有效|切实|逐步|持续|不断)?(?:减少|减轻|降低|防治|治理|消除|遏制|整治|化解|排查)")
_BAD = re.compile(
    "逾期|欠|挪用|脱保|脱管|漏|冒领|越界|弄虚|作假|虚假|虚报|差评|断档|脱销|超支|超标|超期|超范围|超概|滥|违|错误|失误|失信|流失|死亡|伤亡|瞒报|截留|套取|骗|伪造|滞留|积压|闲置|浪费|问题|质疑"
    "|新增(?:隐性)?债务|黑臭|黑恶|病害|疫情|信访|举报|曝光|扰民|冲突|重复|烂尾|停工|断供|缺陷|发案|命案|犯罪"
)
# 偿还逾期债务, 受灾群众救助, 问题整改: work on what is bad is wanted.
_TREATED = re.compile(
    "率$|偿还|清欠|清偿|追回|整改|整治|治理|处[理置]|办[理结]|化解|防[治控]|查处|调处|受理|救助|清理|消除|销号|排查|监测|检查|救治"
)
_REMARK = re.compile("[（(][^()（）]*[)）]$")
# Where a number, a day or contentment is asked for, 无 is none unless what is counted is bad.
_ASKS_FOR_MUCH = ("数量", "成本", "时效", "满意", "服务", "经济成本")


def _means_none(indicator: Indicator) -> bool:
    target = indicator.target.strip()
    if target == "0":
        return True
    if target not in ("无", "没有"):
        return False
    name, level2 = compact(indicator.level3), compact(indicator.level2).removeprefix("产出")
    if "社会成本" in level2 or "环境成本" in level2:
        return True
    if _BETTER_NONE.search(name) is not None and _LESSENED.match(name) is None:
        return True
    if _BAD.search(name) is not None and _TREATED.search(name) is None:
        return True
    return (
        not level2.startswith(_ASKS_FOR_MUCH)
        and _WANTED.search(_REMARK.sub("", name)) is None
        and _left_open(name) is None
    )


def _stands_for_nothing(text: str) -> bool:
    if len(text) > 12 or text[:1] not in _BLANK_STARTS:
        return False
    text = text.strip()
    return bool(text) and BLANK_WORDS.fullmatch(text) is not None


# （≥**%）, ≥**人: how the national system prints what is to be filled in beside it.
_PRINTED_BLANK = re.compile(r"[（(]?\s*[≥≤<>＞＜=＝]+\s*[*＊×xX_＿]{2,}[^()（）*＊]{0,8}[)）]?")


def marked_texts(readings: Readings, owner: Owner) -> bool:
    """Tell whether a text of a form may hold the blank of a template: two marks side by side."""
    return readings.once(_marked, owner, readings)


def _marked(owner: Owner, readings: Readings) -> bool:
    return _is_marked(readings.once(texts_of, owner).together)


class PrintedBlank(Check):
    """指标名称里带着系统模板的“（≥**%）”.

    检查什么: 三级指标名称里带着“（≥**%）”“≥**人”、旁边的指标值已经填了的；一个项目只报一次，指着第一处。
    为什么: 数已经填在指标值里，名称里的“**”没有用处，打印出来像是漏填。
    反例: 三级指标“受益群众满意度（≥**%）”，指标值 ≥95%。
    正例: 三级指标“受益群众满意度”，指标值 ≥95%。
    依据: 公文和表样的填写要求。
    """

    code = "F119"
    about = marked_texts
    title = "名称里带着模板的“**”"
    severity = Severity.HINT
    message = "“{value}”里的“{mark}”是模板留的，指标值已经另外填了{more}。"
    hint = "可以把名称里的“{mark}”删去；系统里不能改的，不用管。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        found = [row for row in owner.indicators if _is_printed_blank(row)]
        if found:
            mark = _PRINTED_BLANK.search(found[0].level3)
            more = f"（本表另有 {len(found) - 1} 处也是这样）" if len(found) > 1 else ""
            yield replace(
                self.finding(
                    owner, found[0], "level3", found[0].level3.strip(), mark=mark[0] if mark else "", more=more
                ),
                also=tuple(found[1:]),
            )


def _is_printed_blank(row: Indicator) -> bool:
    """Tell whether a name holds the blank of a template, and nothing else left open, beside a target that is filled in."""
    rest, count = _PRINTED_BLANK.subn("", row.level3)
    target = target_of(row)
    return count > 0 and _left_open(rest) is None and target.kind is not Kind.BLANK and not target.broken


Cells = tuple[tuple[str, str, str], ...]
_ROW_HEADINGS = {"level3": "三级指标", "explanation": "指标解释", "standard": "评(扣)分标准"}


class LeftOpen(Check):
    """文字里留着没有替换的“××”“**”“____”.

    检查什么: 项目名称、单位、年度总体目标、三级指标、指标解释、评分标准里是否还有模板留空的记号。
    为什么: 多半是套用模板后漏填。
    反例: 三级指标“完成××项目建设面积”。
    正例: 三级指标“完成体育馆建设面积”。
    依据: 公文和表样的填写要求。
    """

    code = "F112"
    title = "留着没有填的空"
    severity = Severity.WARNING
    message = "“{heading}”里还留着“{mark}”：{value}"
    hint = "请把“{mark}”换成实际内容。"

    def project(self, project: Project) -> Iterator[Finding]:
        texts = (("name", "项目名称", project.name), ("goal", "年度总体目标", project.goal))
        offices = (
            ("department", "主管部门", project.department),
            ("implementing_unit", "实施单位", project.implementing_unit),
        )
        return self._open(project, texts, offices)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        texts = (("goal_expected", "年度总体目标", department.goal_expected),)
        return self._open(department, texts, (("department", "部门名称", department.department),))

    def _open(self, owner: Owner, texts: Cells, offices: Cells) -> Iterator[Finding]:
        # Names of offices are none of the texts that are searched together.
        marked = marked_texts(self.readings, owner)
        for field, heading, words in (*texts, *offices) if marked else offices:
            if (mark := _left_open(words)) is not None:
                yield self.finding(owner, owner, field, words.strip()[:60], heading=heading, mark=mark)
        if not marked:
            return
        for indicator in owner.indicators:
            for field, heading in _ROW_HEADINGS.items():
                text: str = getattr(indicator, field)
                if (mark := _left_open(text)) is not None:
                    if field == "level3" and _is_printed_blank(indicator):
                        continue
                    yield self.finding(owner, indicator, field, text.strip()[:60], heading=heading, mark=mark)


def _is_marked(text: str) -> bool:
    """Tell whether two marks stand side by side somewhere; looks for one or two characters tell sooner than a pattern."""
    there = [mark for mark in _MARKS if mark in text]
    seconds = [*there, "处"] if there else ()
    return any(first + second in text for first in there for second in seconds)


def _left_open(text: str) -> str | None:
    if _ANY_MARK.search(text) is None:
        return None
    found = LEFT_OPEN.search(text)
    return found[0] if found and not _stands_for_nothing(text) else None


CHECKS = (
    Placeholder,
    PrintedBlank,
    LeftOpen,
)
