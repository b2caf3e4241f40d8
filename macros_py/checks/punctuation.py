"""How texts are written: pairs of quotes and brackets, punctuation, characters that went wrong, sentences cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import Texts
from macros_py.checks.text_checks import Faults, TextCheck, faulty_cells

_PAIRED_MARKS = '“”"()（）《》【】'
_PAIRED = re.compile(f"[{_PAIRED_MARKS}]")
_MARKS_AND_ENDS = re.compile(f"[{_PAIRED_MARKS}\n]")
# 5" is a measure, 1) the mark of a list.
_INCH = re.compile(r"(?<=[0-9])[\"”](?=寸|[×x*]|$)")
_LIST_MARK = re.compile(r"(?:(?<![0-9.])1?[0-9]|[一二三四五六七八九十]|(?<![A-Za-z])[a-zA-Z])$")
# [90%，95%): an end belongs to it, the other does not.
_INTERVAL = re.compile(r"[\[(［][0-9.]+[^\[\]()［］]{0,6}[,，~～、-][0-9.]+[^\[\]()［］0-9]{0,6}[\])］]")
_CLOSING = {"”": "“", ")": "(", "》": "《", "】": "【"}
_OPENING = frozenset("“(《【")
_PAIRS = ("()", "《》", '""', "“”", "()", "《》", "【】")
_HALF = str.maketrans("（）", "()")


def unpaired(text: str) -> str:
    """Return the piece of ``text`` around the first quote or bracket that has no partner, "" where all are paired."""
    if not _left(_PAIRED.findall(text)):
        return ""
    open_marks: list[tuple[str, int]] = []
    plain = _INCH.sub(" ", text).translate(_HALF)
    if "[" in plain or "［" in plain or "]" in plain or "］" in plain:
        plain = _INTERVAL.sub(lambda found: " " * len(found[0]), plain)
    for found in _PAIRED.finditer(plain):
        position, mark = found.start(), found[0]
        if mark == '"':
            if open_marks and open_marks[-1][0] == '"':
                open_marks.pop()
            else:
                open_marks.append((mark, position))
        elif mark in _OPENING:
            if mark == "“" and any(standing == "“" for standing, _ in open_marks):
                return _around(text, position)
            open_marks.append((mark, position))
        elif mark in _CLOSING:
            if mark == ")" and "(" not in (standing for standing, _ in open_marks) and _lists(plain, position):
                continue
            if not open_marks or open_marks[-1][0] != _CLOSING[mark]:
                return _around(text, position)
            open_marks.pop()
    return _around(text, open_marks[0][1]) if open_marks else ""


def _left(marks: list[str]) -> str:
    """Return the marks that are not at a glance in order: pairs within pairs, but no quote within a quote."""
    left = "".join(marks).translate(_HALF)
    for pair in _PAIRS if left else ():
        left = left.replace(pair, "")
    return left


def _lists(text: str, position: int) -> bool:
    return position + 1 < len(text) and _LIST_MARK.search(text[max(0, position - 3) : position]) is not None


def _around(text: str, position: int, reach: int = 10) -> str:
    start, end = max(0, position - reach), position + reach
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


_FLAT_PAIRS = tuple(
    (opening, closing, re.compile(f"{re.escape(opening)}[^{_PAIRED_MARKS}\n]*{re.escape(closing)}"))
    for opening, closing in ("“”", '""', "（）", "()", "《》", "【】")
)


def _are_flat(text: str, opening: str, closing: str, pair: re.Pattern[str]) -> bool:
    """Tell whether all marks of a kind are in pairs, each in a line and without any mark between them."""
    count = len(pair.findall(text))
    if opening == closing:
        return text.count(opening) == 2 * count
    return text.count(opening) == count == text.count(closing)


class UnpairedMark(TextCheck):
    """引号、括号不成对.

    检查什么: “”、""、（）、()、《》、【】是否一左一右成对。
    为什么: 多半是打错了方向或漏了一半，打印出去不雅观，也可能漏了字。
    反例: “两优一先“表彰人数；开展”七一“系列活动。
    正例: “两优一先”表彰人数。
    依据: GB/T 15834—2011《标点符号用法》。
    """

    code = "W608"
    title = "引号或括号不成对"
    severity = Severity.WARNING
    message = "引号或括号不成对：{piece}"
    hint = "请补上另一半，或改正方向。"

    def suspects(self, texts: Texts) -> Iterable[str]:
        together = texts.together
        # Looks for one character each tell sooner of none, and pairs without any mark in them sooner than all marks.
        kinds = [pair for pair in _FLAT_PAIRS if pair[0] in together or pair[1] in together]
        if all([_are_flat(together, *pair) for pair in kinds]):  # noqa: C419 - a generator takes twice as long
            return ()
        # Marks in pairs are told apart all at once, line by line.
        left = _left(_MARKS_AND_ENDS.findall(together))
        if not left.strip("\n"):
            return ()
        lines = zip(together.split("\n"), left.split("\n"), strict=True)
        return texts.with_lines({line for line, mark in lines if mark})

    def fault(self, text: str) -> dict[str, str] | None:
        piece = unpaired(text)
        return {"piece": piece} if piece else None


# Begins with one set of characters, which the engine skips to; _DOUBLED with its branches takes three times as long.
_NEIGHBOURS = re.compile("[，、；：,;。！？.][，。、；：！？,;]")
_DOUBLED = re.compile(
    "[，、；：,;][，。、；：！？,;]|。[，。、；：]|[。，；、][,;]|[！？][，。；]|(?<=[\u4e00-\u9fff])[.][，。；]"
)


class DoubledPunctuation(TextCheck):
    """标点重复.

    检查什么: 两个标点是否连在一起（。。 ，。 、， 等；省略号和破折号不算）。
    为什么: 多半是改字时留下的。
    反例: 完成全年培训。。
    正例: 完成全年培训。
    依据: GB/T 15834—2011《标点符号用法》。
    """

    code = "W609"
    title = "标点重复"
    severity = Severity.HINT
    message = "标点重复：{piece}"
    hint = "请删去多余的一个。"

    suspicious = _NEIGHBOURS

    def fault(self, text: str) -> dict[str, str] | None:
        found = _DOUBLED.search(text)
        return None if found is None else {"piece": _around(text, found.start())}


# Begins with one set of characters, which the engine skips to; what stands before is looked at only there. A blank may
# stand before a comma; a full stop behind anything but an ideograph may be a decimal point.
_WESTERN = re.compile(
    r"[,;:?!.](?:(?:(?<=[\u4e00-\u9fff”》）%][,;:?!])|(?<=[\u4e00-\u9fff”》）%]\s[,;:?!]))(?=\s?[\u4e00-\u9fff“《（]|$)"
    r"|(?<=[\u4e00-\u9fff]\.)(?=[\u4e00-\u9fff]|$))",
    re.MULTILINE,
)


class WesternPunctuation(TextCheck):
    """中文里用了半角标点.

    检查什么: 中文字之间是否用了半角的 , ; : . ? !；一个项目只报一次，指着第一处。
    为什么: 公文用全角标点；全表都用半角的，可以不改。
    反例: 达到计划值得5分,否则不得分
    正例: 达到计划值得5分，否则不得分
    依据: GB/T 15834—2011《标点符号用法》。
    """

    code = "W610"
    title = "中文里用了半角标点"
    severity = Severity.HINT
    message = "中文里用了半角标点“{mark}”：“{piece}”{count}。"
    hint = "请改成全角标点；全表统一使用半角的，可以不改。"

    def suspects(self, texts: Texts) -> Iterable[str]:
        return texts.having(_WESTERN, ",;:?!.")

    def fault(self, text: str) -> dict[str, str] | None:
        # What is suspicious is faulty; where, is told of the first cell only.
        return {}

    def told(self, owner: Owner, texts: Texts, faults: Faults) -> Iterator[Finding]:
        record, field, text = next(faulty_cells(owner, texts, faults), (owner, "", ""))
        found = _WESTERN.search(text)
        if found is not None:
            cells = sum(map(faults.__contains__, texts.cells))
            count = f"（本项目共 {cells} 格）" if cells > 1 else ""
            yield self.finding(
                owner, record, field, text, mark=found[0], piece=_around(text, found.start()), count=count
            )


_ODD = re.compile(
    r"(?<=[\u4e00-\u9fff])[?？](?=[\u4e00-\u9fff])|\ufffd|锟斤拷|(?<=[\u4e00-\u9fff])[□]+(?=[\u4e00-\u9fff])|[?？]{3,}"
)
_ODD_MARKS = "?？\ufffd锟□"
_SEEMS_ODD = re.compile(f"[{_ODD_MARKS}]")
_ASKS = re.compile("吗|呢|么|何|是否|怎|谁|哪|几|多少|能否|可否|如|嘛|啊|难道")


class OddCharacter(TextCheck):
    """像是乱码的字.

    检查什么: 中文中间是否夹着 ?、�、□ 等（前面是问话的不算）。
    为什么: 多半是复制时丢了字，或原来的符号变成了问号。
    反例: 以“晋级升星？好花更红”星级党支部创建为抓手。
    正例: 以“晋级升星·好花更红”星级党支部创建为抓手。
    依据: 文字应完整。
    """

    code = "W611"
    title = "像是乱码的字"
    severity = Severity.HINT
    message = "“{mark}”像是乱码或丢了字：{piece}"
    hint = "请对照原文，改回正确的字。"

    suspicious = _SEEMS_ODD

    def suspects(self, texts: Texts) -> Iterable[str]:
        # Five looks for one character each take a quarter of the time of the pattern.
        some = any([mark in texts.together for mark in _ODD_MARKS])  # noqa: C419 - a generator takes twice as long
        return texts.holding(self.suspicious) if some else ()

    def fault(self, text: str) -> dict[str, str] | None:
        for found in _ODD.finditer(text):
            before = re.split("[，。；！,;]", text[: found.start()])[-1]
            if found[0] not in "?？" or not _ASKS.search(before):
                return {"mark": found[0], "piece": _around(text, found.start())}
        return None


_CUT_OFF = re.compile(
    r"(?:[，、,：:]|以及|并且|或者|及其|以便|从而|使得|对于|关于|由于|根据|按照|包括|例如|其中|进一步|不断|切实|逐步|着力"
    # 参与, 普及, 温和, 合并, 目的 are words; so is whatever ends a sentence that has its full stop.
    r"|(?<![参给赋付授])与|(?<![普波涉顾不遍企推])及|(?<![温缓饱共祥总调谐柔亲])和|(?<![合兼归吞])并|(?<!抑)或|(?<![目])的"
    r"|(?:服务|管理|治理|履职|保障|创新|执行|供给)能)\s*$"
)
_OPEN_COMPARISON = re.compile("(?:不少于|不低于|不小于|不高于|不大于|不多于|不超过|大于|小于|低于|高于|控制在)$")
# A number of a list with nothing behind it.
_EMPTY_POINT = re.compile(
    r"(?:^|[\n。；;，,])\s*(?:[0-9]{1,2}[.、．]|[(（][一二三四五六七八九十0-9]{1,2}[)）]|[一二三四五六七八九十]{1,2}[、是]|[①-⑳])\s*$"
)


# Begins with a line feed, which the engine skips to.
_OPEN_END = re.compile(
    r"\n(?<=[，、,：:.．）)①-⑳及且者其能便而得于据照括如中步断实力是与和并或的过在 \t\r\xa0\u3000]\n)"
)


class SentenceCutOff(TextCheck):
    """句子没有写完.

    检查什么: 三级指标、指标解释、目标是否断在逗号、顿号、冒号、“以及”“和”“的”、半个词或没有内容的序号上；评分标准由 W605 查。
    为什么: 多半是粘贴时超过了长度被截断。
    反例: 切实提高各级各部门公共管理和公共服务能
    正例: 切实提高各级各部门公共管理和公共服务能力
    依据: 文字应完整。
    """

    code = "W612"
    title = "句子没有写完"
    severity = Severity.WARNING
    message = "句子没有写完，断在“…{end}”。"
    hint = "请补全后面的字。"

    suspicious = _OPEN_END

    def fault(self, text: str) -> dict[str, str] | None:
        end = text.rstrip()
        ending = end[-4:]
        cut_off = _CUT_OFF.search(ending) or _EMPTY_POINT.search(end[-8:]) or _OPEN_COMPARISON.search(ending)
        return {"end": text.strip()[-10:]} if len(text) >= 6 and cut_off else None

    def exempts(self, field: str, text: str) -> bool:
        # A name may well leave the number to 指标值: 合格率不低于.
        return field in _ENDED_ELSEWHERE or (field == "level3" and _OPEN_COMPARISON.search(text.rstrip()) is not None)


# Sentences of scoring are the business of W605, targets that of the readings.
_ENDED_ELSEWHERE = frozenset({"standard", "target"})


CHECKS = (UnpairedMark, DoubledPunctuation, WesternPunctuation, OddCharacter, SentenceCutOff)
