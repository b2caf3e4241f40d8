"""The grammar of scoring sentences: every phrase that is understood, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from macros_py.scoring import limits, phrases
from macros_py.scoring.clauses import And, Award, Base, Checklist, Clause, Else, FullMark, PerDone, Ratio, Until
from macros_py.scoring.phrases import UNIT, N, number

Builder = Callable[[re.Match[str]], Clause | None]

_MARK = rf"(?:{phrases.WEIGHT}|(?P<bare>[0-9]+(?:\.[0-9]+)?))"
_RATE = r"(?:(?!完成率|执行率|未|不)[\u4e00-\u9fff]){1,8}(?:度|率)"
_OFF = rf"{phrases.OFF}(?:{phrases.MARK}的?)?(?P<points>{N})(?:分|(?P<share>%)(?:的?{phrases.MARK})?)"
_TIME = "(?:个?工作日|天|日|小时|分钟|个月|周)"
_DONE_VERB = f"(?:{phrases.DOING}|{phrases.REACHING}|{phrases.DONE_BY})"
_DATED = "完成|完工|竣工|验收|支付|发放|拨付|到位|办结|上报|报送|通车|交付|交工|开工|启动|上线|印发|建成|投入使用"

GRAMMAR: tuple[tuple[str, Builder], ...] = (
    (
        r"(?:评分标准|计分标准|评\(?扣?\)?分标准|扣分标准|计分方法|评分方法|评分细则|得分标准|计分规则|评分规则|计算公式)(?=:)|按照?[\u4e00-\u9fff]{2,8}(?:评分|打分|计分)(?=:)",
        lambda found: None,
    ),
    (r"[1-9][.、)](?![0-9])|\([1-9]\)|[①-⑨]", lambda found: None),
    (
        rf"(?:[\u4e00-\u9fff]{{2,24}}[:为得在]?[0-9]+%?(?:{phrases.INCLUDED})?[-~至][0-9]+%(?:{phrases.INCLUDED})?(?:之间)?[,、;]?){{2,6}}(?:确定分值|合理确定分值|计分)?{phrases.END}",
        phrases.ranges,
    ),
    (
        rf"(?:根据指标完成情况分为)?(?P<words>[\u4e00-\u9fff]{{2,24}}(?:、[\u4e00-\u9fff]{{2,24}}){{1,4}})[三四五]档,分别按照(?:该指标)?(?:对应)?(?:分值)?(?:区间)?"
        rf"(?P<shares>[0-9]+%(?:{phrases.INCLUDED})?[-~至][0-9]+%(?:{phrases.INCLUDED})?(?:、[0-9]+%(?:{phrases.INCLUDED})?[-~至][0-9]+%(?:{phrases.INCLUDED})?){{1,4}})(?:来)?(?:合理)?(?:确定分值|确定得分|计分)",
        phrases.listed_ranges,
    ),
    (
        rf"(?:本项|该项|本指标|该指标|指标)?(?:满分|总分|分值|共计|共)(?:为|是|计)?(?P<points>{N})分{phrases.END}",
        lambda found: FullMark(number(found["points"])),
    ),
    (
        rf"(?:则)?(?:(?:三级)?(?:指标)?得分=|按(?:照)?)?\(?(?:实际)?完成率-(?P<above>[0-9.]+)%\)?/\(?(?:(?:1|100%)-(?P<again>[0-9.]+)%|(?P<rest>[0-9.]+)%)\)?×{phrases.WEIGHT}{phrases.COUNT}{phrases.END}",
        lambda found: phrases.above_threshold(found),
    ),
    (
        rf"(?:则)?(?:(?:三级)?(?:指标)?得分=|按(?:照)?)?\(?(?:(?:{phrases.REAL}|{_RATE})/(?P<base>[0-9]+(?:\.[0-9]+)?)|(?P<plan>[0-9]+(?:\.[0-9]+)?)(?P<plan_unit>{UNIT})?/{phrases.REAL})(?P<base_unit>{UNIT})?\)?(?:×100%)?"
        rf"×{_MARK}{phrases.COUNT}{phrases.END}",
        lambda found: phrases.written_out(found),
    ),
    (
        rf"(?:则)?(?:(?:三级)?(?:指标)?得分=|按(?:照)?)?\(?{phrases.REAL}/{phrases.PLAN}\)?(?:×100%)?×{_MARK}{phrases.COUNT}{phrases.END}",
        lambda found: Ratio(points=phrases.points_in(found)),
    ),
    (
        rf"(?:则)?(?:(?:三级)?(?:指标)?得分=|按(?:照)?)?\(?(?:{phrases.PLAN}|(?:批复|项目)?预算(?:数|金额|总额))/{phrases.REAL}\)?(?:×100%)?×{_MARK}{phrases.COUNT}{phrases.END}",
        lambda found: Ratio(reverse=True, points=phrases.points_in(found)),
    ),
    (
        rf"(?:则)?(?:(?:三级)?(?:指标)?得分=|按(?:照)?)(?:{phrases.WEIGHT})×(?P<rate>(?:实际|预算|资金|项目)?(?:完成率|执行率))(?:{phrases.COUNT}){phrases.END}",
        lambda found: Ratio(points=phrases.points_in(found), rate=found["rate"]),
    ),
    (
        rf"(?:则)?(?:(?:三级)?(?:指标)?得分=|按(?:照)?)?(?P<rate>(?:实际|预算|资金|项目)?(?:完成率|执行率))×{_MARK}{phrases.COUNT}{phrases.END}",
        lambda found: Ratio(points=phrases.points_in(found), rate=found["rate"]),
    ),
    (
        rf"(?:则)?按(?:照)?(?:实际)?(?:完成)?(?:的)?(?:比例|完成率|完成比例)(?:进行)?(?:计分|得分|给分|计算得分|折算得分|赋分|计算分值|扣分){phrases.END}",
        lambda found: Ratio(),
    ),
    (
        rf"(?:则)?按(?:照)?{phrases.REAL}(?:与|和){phrases.PLAN}的?比例(?:进行)?(?:计分|得分|给分|计算得分|折算得分|赋分){phrases.END}",
        lambda found: Ratio(),
    ),
    (
        rf"超(?:过|出)(?P<points>{N})分的?,?(?:均)?(?:按|以)(?P<again>{N})分(?:计分|计算|计)",
        phrases.cap,
    ),
    (rf"(?:但)?最(?:高|多)不(?:得)?超过(?P<points>{N})分", lambda found: FullMark(number(found["points"]))),
    (
        rf"(?:设定)?目标值(?:为|是)(?P<count>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})?{phrases.END}"
        rf"|以(?P<count2>[0-9]+(?:\.[0-9]+)?)(?P<unit2>{UNIT})?为(?:基数|基准|目标)",
        lambda found: Base(number(found["count"] or found["count2"]), found["unit"] or found["unit2"] or "", found[0]),
    ),
    (
        rf"(?:但)?最(?:高|多)?不(?:得)?超过(?:该|本)?(?:项)?(?:指标)?(?:的)?(?:分值|满分|权重分?){phrases.END}",
        lambda found: None,
    ),
    (r"(?:否则|其他情况|其余情况|其它情况|其他|其余|反之)(?:的)?,?", lambda found: Else()),
    (r"(?:并且|且|同时|但是|但)", lambda found: And()),
    (
        rf"(?P<who>{phrases.SUBJECT})?(?:(?:与|比|较)(?P<base>[0-9]+(?:\.[0-9]+)?)(?P<base_unit>{UNIT})?|(?:与|比|较)?(?P<plan>{phrases.PLAN}|{phrases.SPAN}))?(?:相比)?,?每(?P<subject>完成率|满意度)?(?P<verb>{'|'.join(sorted('|'.join(phrases.DIRECTIONS.values()).split('|'), key=len, reverse=True))})(?:于|过|出)?"
        rf"(?P<span>{phrases.SPAN})?(?:的)?{_DONE_VERB}?(?P<count>{N})(?P<unit>{UNIT}){_OFF}",
        phrases.per,
    ),
    (
        rf"(?:(?P<verb>少|缺|差|推迟|逾期|延迟|延期|迟|晚)(?P<count>1|一)(?P<unit>{UNIT})"
        rf"|(?P<verb2>超出|超过|超|低于|少于)(?P<count2>1|一)(?P<unit2>{UNIT})(?=[^,;。]{{0,12}}[,;。]扣完)"
        rf"|(?P<verb3>超出|超过|低于|不足|短少)(?:的)?部分,?每(?P<count3>{N})(?P<unit3>{UNIT})){_OFF}",
        phrases.once,
    ),
    (
        rf"(?:每)?(?:发现|出现|发生|查出|存在|有)(?P<count>{N})(?P<unit>人次|处|次|起|例|个|项|件|宗|人|条|笔)(?P<what>[\u4e00-\u9fff]{{0,14}}?){_OFF}",
        phrases.incident,
    ),
    (
        r"(?:直至|直到|直至该项|至)?(?:该项|本项|指标)?(?:分值|分数|得分)?(?:扣完(?:该项|本项|该指标|本指标)?(?:指标)?(?:分值|分数|得分|分)?为止|扣完即止|扣完|扣至(?:0|零)分(?:为止)?)"
        r"|最低(?:得|为|计)?(?:0|零)分|不(?:得|计|出现)?负分|不倒扣",
        lambda found: Until(),
    ),
    (rf"(?:最多|最高|累计最多)扣(?P<points>{N})分", lambda found: Until(number(found["points"]))),
    (
        rf"(?:不足|不满|未满)(?P<count>{N})(?P<unit>{UNIT})(?:的)?,?(?:按(?:照)?(?P<count2>{N})(?P<unit2>{UNIT})(?:计算|计扣|扣分|扣|计)?|(?P<none>不扣分?|不计扣?|不予扣分))",
        lambda found: phrases.remainder(found),
    ),
    (
        rf"(?:共|分|包括|完成)?(?P<items>{N})项(?:内容|工作|任务)?,?(?:各(?:得|计|占)?|每项(?:得|计|占)?|每完成(?:一|1)项(?:得|计))(?P<each>{N})分",
        lambda found: Checklist(number(found["items"]), number(found["each"])),
    ),
    (
        rf"(?:(?P<year>[0-9]{{4}})年)?(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})[日号]|底|末)(?:之|以)?后(?:{_DATED})?(?:的)?"
        rf"|(?:年内|当年|年底前|本年)(?:仍)?(?:未|没有|没)(?:能)?(?:{_DATED})(?:的)?",
        phrases.after,
    ),
    (
        rf"(?:逾期|延期|超期|推迟|延迟|拖延|晚于?)(?P<number>{N})(?P<unit>{_TIME})(?P<inner>{phrases.INCLUDED})?(?P<tail>{phrases.TAIL}|之内|内)(?P<outer>{phrases.INCLUDED})?(?:完成)?(?:的)?",
        phrases.late,
    ),
    (
        r"(?:项目|工作|任务)?(?:能)?(?:于|在)?(?:(?P<year>[0-9]{4})年度?)?(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]|底|末)|(?<=年)(?:底|末))"
        r"(?:\(含(?:当日|当天|本日)?\))?(?:之前|以前|前|之内|以内|内)(?:\(含(?:当日|当天|本日)?\))?(?:按时|按期|全部|全面|如期|及时)*"
        rf"(?:{_DATED})?(?:项目|任务|工作|支付|发放|拨付|验收|建设|目标)*(?:的)?",
        phrases.before,
    ),
    (
        r"(?:项目|工作|任务)?(?:未|没有|没|不)能?(?:按时|按期|如期|及时|在规定时间内|按规定时间|按计划时间)(?:完成)(?:任务|工作)?(?:的)?"
        r"|(?:逾期|延期|超期)(?:完成|未完成)?(?:的)?(?=,?(?:得|计|不得分|不计分))",
        phrases.condition("late"),
    ),
    (
        r"(?:项目|工作|任务)?(?:能)?(?:按时|按期|如期|在规定时间内|按规定时间|按计划时间|在计划时间内|在规定期限内)(?:完成|出具|提交|报送|上报|开工|完工|竣工|发放|拨付|支付|办结|交付)(?:任务|工作)?(?:的)?",
        phrases.condition("on_time"),
    ),
    (
        rf"(?:项目|实际)?(?:总)?(?:成本|支出|费用|经费)?(?:控制)?(?:在)(?:项目)?(?:总成本|总预算|预算|计划|目标值?|指标值|计划值|批复|成本|单价|合同|限额|限价)(?:单价|价款|价|金额|总额|数|成本|控制数)?(?:范围)?(?:之内|以内|内)(?:的)?"
        rf"|(?:项目|实际)?(?:总)?(?:成本|支出|费用|经费)?(?:不超过?|未超过?|不超出|未超出|不突破|未突破|≤|小于等于|小于或等于)(?:{phrases.SPAN})(?:的)?",
        phrases.condition("within"),
    ),
    (
        r"(?:未|不|没有)超(?:支|预算|概算|过|出)?(?:的)?(?=,?(?:得|计|记)|,?不(?:得|计)分)",
        phrases.condition("within"),
    ),
    (
        r"超(?:支|预算|概算|过|出)(?:的)?(?=,?(?:得|计|记)|,?不(?:得|计)分)",
        phrases.condition("beyond"),
    ),
    (
        rf"(?:项目|实际)?(?:总)?(?:成本|支出|费用|经费)?(?:超过|超出|突破|超)(?:{phrases.SPAN})(?:的)?(?![0-9])",
        phrases.condition("beyond"),
    ),
    (
        r"(?:未|没有|没)(?:能)?(?:(?:达到|达成|完成)(?:的)?(?=,?则?按(?:照)?(?:实际)?(?:完成)?(?:的)?比例)|(?:达到|达成)(?:的)?(?=,?不得分))",
        phrases.condition("unmet"),
    ),
    (rf"(?:达到|达成)(?:的)?(?=,?(?:得|计|记)(?:满分|{N}分))", phrases.condition("met")),
    (
        rf"完成(?:{phrases.PLAN}|任务)的?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%)(?P<inner>{phrases.INCLUDED})?(?P<tail>及以上|或以上|以上|及以下|或以下|以下)(?P<outer>{phrases.INCLUDED})?(?:的)?",
        limits.rate_with_tail,
    ),
    (
        rf"(?:完成(?:{phrases.PLAN}|任务)的?(?P<number>[0-9]+(?:\.[0-9]+)?)%|100%完成)(?:的)?(?=,?(?:得|计|记))",
        limits.rate,
    ),
    (
        rf"(?:目标|任务|指标)(?:已)?(?:全部|全面)?完成(?:的)?(?=,?(?:得|计|记))|(?:年度)?计划内(?:的)?[\u4e00-\u9fff]{{0,4}}全部(?:组织|实施)?完成(?:的)?(?=,?(?:得|计|记))|与{phrases.PLAN}(?:相)?(?:一致|相符|相同)(?:的)?",
        phrases.condition("met"),
    ),
    (
        rf"(?:{phrases.SUBJECT})?(?:未|没有|没|不)(?:能)?(?:达到|达成|完成|实现)(?:{phrases.PLAN}|指标|目标)(?:的)?|达不到(?:{phrases.PLAN})?(?:的)?(?=[,;。]?(?:得|计|不|则|按))|未达标(?:的)?|不达标(?:的)?|未达到(?:的)?{phrases.END}|未达到的|低于(?:计划值|目标值|指标值)(?:的)?",
        phrases.condition("unmet"),
    ),
    (
        rf"(?:{phrases.SUBJECT})?(?:实际)?(?:全部|全面)?(?:达到|达成|完成|实现)(?:或超过|及以上)?(?:年度|年初)?(?:{phrases.PLAN}|指标|目标)(?:及以上|以上)?(?:的)?|达标(?:的)?",
        phrases.condition("met"),
    ),
    (
        rf"(?P<number>[0-9.]+)(?P<unit>{UNIT})?(?P<sign>[≤<≥>])(?P<subject>[\u4e00-\u9fffxX]{{1,14}})(?P<sign2>[≤<≥>])(?P<number2>[0-9.]+)(?P<unit2>{UNIT})?(?:的|时)?",
        limits.mirror,
    ),
    (
        rf"(?P<subject>{phrases.SUBJECT})?(?:在|为|介于)?(?P<open>[\[(])(?P<number>[0-9.]+)(?P<unit>{UNIT})?,(?P<number2>[0-9.]+)(?P<unit2>{UNIT})?(?P<close>[\])])(?P<unit3>%)?(?:的|时)?",
        limits.interval,
    ),
    (
        rf"(?:减少|下降|降低)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})(?:及)?以上(?P<mark>{phrases.INCLUDED})?(?:的)?",
        limits.away,
    ),
    (
        rf"(?:减少|下降|降低)(?:超过|超出)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})(?:的)?(?=,?(?:不得分|不计分|得0分))",
        limits.away_beyond,
    ),
    (
        rf"(?:(?!未|不|没|无|非|除|如|若|且|或|和|与|并|每)[\u4e00-\u9fff]){{0,10}}(?:数|量|次数|起数)?(?:为|是|等于|=)(?:0|零)(?P<unit>{phrases.COUNTED})?(?:的)?(?=,?(?:得|计|记))",
        limits.none,
    ),
    (
        rf"(?:能)?(?:在)?(?P<number>{N})(?P<unit>{_TIME})(?P<mark>{phrases.INCLUDED})?(?:以内|之内|内){phrases.CARRIED_OUT}(?:的)?(?=,?(?:得|计|记))",
        limits.within_time,
    ),
    (
        rf"(?P<subject>{phrases.SUBJECT})?(?:在|为|介于|处于|达到|(?P<done>完成)|{_DONE_VERB}|(?P<happened>{phrases.HAPPENED}))?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})?(?P<first>{phrases.INCLUDED})?(?:-|~|至|到|和|与)"
        rf"(?P<number2>[0-9]+(?:\.[0-9]+)?)(?P<unit2>{UNIT})?(?P<second>{phrases.INCLUDED})?(?:之间|区间|范围内)?(?:的|时)?",
        limits.span,
    ),
    (
        rf"(?P<subject>{phrases.SUBJECT})?(?:控制在|保持在|在|为|达到|(?P<done>完成)|{_DONE_VERB}|(?P<happened>{phrases.HAPPENED}))?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})?(?P<inner>{phrases.INCLUDED})?(?P<tail>{phrases.TAIL})(?P<outer>{phrases.INCLUDED})?(?:的|时)?",
        limits.with_tail,
    ),
    (
        rf"(?P<subject>{phrases.SUBJECT})?(?:为)?(?P<operator>{phrases.AT_LEAST}|{phrases.AT_MOST}|{phrases.ABOVE}|{phrases.BELOW})(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})?(?P<inner>{phrases.INCLUDED})?"
        rf"(?P<tail>{phrases.TAIL})?(?P<outer>{phrases.INCLUDED})?(?:的|时)?",
        limits.comparison,
    ),
    (
        rf"(?P<subject>{phrases.SUBJECT})?(?:等于|为|=|(?P<done>完成))?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%)(?:的|时)?(?=,?(?:得|计|记))",
        lambda found: limits.exactly(found),
    ),
    (
        rf"每(?:{phrases.DOING}|{phrases.REACHING})(?P<count>{N})(?P<unit>{UNIT})[\u4e00-\u9fff]{{0,6}}?,?(?:得|计|加)(?P<points>{N})分",
        lambda found: PerDone(number(found["count"]), found["unit"], number(found["points"])),
    ),
    (
        rf"每(?P<unit>{phrases.COUNTED})(?:得|计)?(?P<points>{N})分",
        lambda found: PerDone(Decimal(1), found["unit"], number(found["points"])),
    ),
    (rf"每(?P<span>个?季度|季|半年|个?月|年)(?P<count>{N})(?P<unit>次|期|场){phrases.END}", phrases.frequency),
    (rf"最(?:高|多)(?:得|计)?(?P<points>{N})分", lambda found: FullMark(number(found["points"]))),
    (
        rf"{_DONE_VERB}(?P<thing>{phrases.THING})(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>{UNIT})(?:(?![未不没内外上下超或且少])[\u4e00-\u9fff]){{0,2}}?(?:的)?(?=,?(?:得|计|记)(?:满分|全分|{N}分|[0-9.]+%|一半))",
        limits.done,
    ),
    (
        rf"(?P<happened>{phrases.HAPPENED})?(?P<number>[0-9]+|一|两|二|三)(?P<unit>{phrases.COUNTED})(?:的)?(?=,?(?:得|计|记|不得分|不计分))",
        limits.counted,
    ),
    (
        rf"(?P<happened>{phrases.HAPPENED})(?P<number>[0-9]+|一|两|二|三)(?P<unit>{phrases.COUNTED})(?:(?!未|不|没|且|或|以|及|内)[\u4e00-\u9fff]){{2,8}}?(?=,?(?:得|不得分|不计分))",
        limits.counted,
    ),
    (
        r"(?:的|,)*(?:均)?(?:不得分|不计分|不给分|不予计分|不予得分|记零分|得零分|计零分|为零分)",
        lambda found: Award(Decimal(0)),
    ),
    (r"(?:的|,)*(?:得|计|记|为)[0-9.]+(?:分)?[-~至][0-9.]+分", phrases.left_open),
    (rf"(?:的|,)*(?:得|计|记)(?:一半|半数)(?:的)?(?:{phrases.MARK}|分)?{phrases.END}", phrases.half),
    (
        rf"(?:的|,)*(?:得|计|记)(?:{phrases.MARK}的)?(?P<share>[0-9]+(?:\.[0-9]+)?)%(?:的?(?:{phrases.MARK}))?{phrases.END}",
        phrases.share,
    ),
    (rf"满分{phrases.END}", lambda found: Award(None, full=True)),
    (r"(?:的|,)*不扣分", lambda found: Award(None, full=True)),
    (
        rf"(?:的|,)*(?:可)?(?:得|计|记|给|为|评|打)(?:本项|该项|该指标|指标)?(?:满分|全分)(?:为|是|计)?\(?(?:(?P<points>{N})分)?\)?",
        lambda found: Award(phrases.points_in(found), full=True),
    ),
    (
        r"(?:的|,)*(?:得|计)(?:该|本)?(?:项)?(?:指标|权重|标准)?(?:分值|权重|权重分|标准分|满分)(?:的(?P<share>[0-9.]+)%)?",
        lambda found: phrases.share(found),
    ),
    (
        rf"(?:的|,)*(?:可|各)?(?:得|计|记|给|为|评|打|给予|赋)?(?P<points>{N})分(?!值|[满明显好有优突到完高])",
        lambda found: Award(number(found["points"])),
    ),
    (rf"\((?P<points>{N})分\)", lambda found: Award(number(found["points"]))),
    (
        r"(?:的|,)*(?:得|计)(?P<share>[0-9.]+)%(?:的)?(?:该|本)?(?:项)?(?:指标)?(?:分值|权重|分数|满分)",
        lambda found: phrases.share(found),
    ),
    (r"(?:全部完成|全面完成|已完成|完成)(?:任务|工作)?(?:的)?(?=,?(?:得|计|记|[0-9]))", phrases.condition("done")),
    (r"(?:未完成|没有完成|没完成)(?:任务|工作)?(?:的)?(?=,?(?:得|计|记|不|[0-9]))", phrases.condition("undone")),
    (
        rf"(?P<word>[\u4e00-\u9fff]{{1,12}}?)(?=的?,?(?:(?:得|计|记|为|给)?{N}分|(?:得|计)(?:满分|[0-9.]+%|[0-9.]+分?[-~至]|{phrases.MARK}|一半)|不得分|不计分))",
        lambda found: phrases.word(found),
    ),
)
