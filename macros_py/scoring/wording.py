"""The wordings of a 评(扣)分标准: a sentence cut into clauses, every character of it inside a clause that is understood."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NoReturn

from macros_py.scoring.clauses import Clause, NotUnderstood
from macros_py.scoring.grammar import GRAMMAR
from macros_py.scoring.phrases import N, number

LONGEST = 400
"""A longer text is no scoring sentence."""

_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ALIKE = {
    "≥": "≧⩾≽",
    "≤": "≦⩽≼",
    "×": "*✕✖＊xX·",
    "/": "÷／",
    "~": "～〜",
    "-": "—–－−─",
    "%": "﹪",
    ";": "；",
    "。": "｡",
    "=": "═",
}
_FOLD |= {ord(alike): char for char, alikes in _ALIKE.items() for alike in alikes}
_FOLD |= dict.fromkeys(map(ord, "\u200b\ufeff\u200d“”\"'‘’"), "")
# Words that leave the points open or bring in another year; the name of what is measured must not swallow them.
# Each begins with a character, to which the engine skips: with a look behind in front it takes ten times as long.
_HEDGE = re.compile(
    "酌情|酌|适当|适量|原则上?|除(?<![消拆清解扫排免铲扣减]除)|特殊情况|特殊原因|例外|视情|视具体|视完成|大约|左右|如有|若|倘|可能|上年|去年|往年|同期|同比|环比|另外|另行|累计(?!最多)|加分|减半|倍"
)
_OTHER_YEAR = frozenset("上年 去年 往年 同期 同比 环比".split())
_NUMBERED = re.compile(r"^1\.[0-9].*[,;。]2\.[0-9]")


def fold(text: str) -> str:
    """Return a sentence with look-alikes folded and without spaces."""
    if len(text) > LONGEST:
        raise NotUnderstood("这段话太长，不像一句评分标准，请只留计分的话")
    if _SPLIT_NUMBER.search(text):
        raise NotUnderstood("数字中间有空格或换行，不能确定是一个数还是两个数")
    if _COMMA_IN_NUMBER.search(text):
        raise NotUnderstood("数字里有逗号，不能确定是千位分隔还是两个数，请去掉逗号")
    text = text.translate(_FOLD).replace("<=", "≤").replace(">=", "≥")
    folded = "".join((_SPACED_NUMBERING.sub(r"\1、", text) if "." in text else text).split())
    if _NUMBERED.search(folded):
        raise NotUnderstood("“1.”“2.”后面紧接着数字，不能确定是序号还是小数，请把序号改成“1、”或去掉")
    folded = _without_dotted_numbers(folded)
    if folded.startswith("1、") and _SECOND_NUMBERING.search(folded):
        folded = _NUMBERING.sub(r"\1", folded)
    if "百分之" in folded:
        folded = _SPELT_PERCENT.sub(lambda found: ("100" if found[1] == "百" else str(number(found[1]))) + "%", folded)
    hedge = _HEDGE.search(folded)
    if hedge is not None and hedge[0] in _OTHER_YEAR:
        raise NotUnderstood(f"“{hedge[0]}”要同另一年的数比，这一行里没有那个数，请改写，或手工打分")
    if hedge is not None:
        raise NotUnderstood(f"“{hedge[0]}”没有说定几分，请改写，或手工打分")
    if "×" in folded:
        folded = _ACTUAL_AS_LETTER.sub("实际值", folded)
    return folded.strip(",;。.、:")


def _without_dotted_numbers(folded: str) -> str:
    """Return 1.完成…;2.800户以下… without its numbering: after 1. before a word, 2. at the head of an item is no decimal."""
    if not _DOTTED.match(folded):
        return folded
    text, at = folded[2:], 0
    for ordinal in range(2, 10):
        found = re.compile(rf"([;。,]){ordinal}\.").search(text, at)
        if found is None:
            break
        if found[1] == "," and text[found.end() : found.end() + 1].isdigit():
            raise NotUnderstood(
                f"“{found[0][1:]}”后面紧接着数字，不能确定是序号还是小数，请把序号改成“{ordinal}、”或去掉"
            )
        text, at = text[: found.start() + 1] + text[found.end() :], found.start()
    return text


_DOTTED = re.compile(r"1\.(?![0-9])")
_SPLIT_NUMBER = re.compile(r"[0-9][\s\u3000\xa0]+[0-9]")
_COMMA_IN_NUMBER = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_SPACED_NUMBERING = re.compile(r"((?:^|[,;。\s])[1-9])\.\s+(?=[0-9])")
_NUMBERING, _SECOND_NUMBERING = re.compile("(^|[,;。])[1-9]、"), re.compile("[,;。]2、")
_SPELT_PERCENT = re.compile(rf"百分之({N}|百)")
# A letter x was folded to a multiplication sign.
_ACTUAL_AS_LETTER = re.compile(r"×(?=[≤≥<>])|(?<=[≤≥<>])×")


def clauses(folded: str) -> tuple[Clause, ...]:
    """Cut a folded sentence into clauses; raises NotUnderstood with the first words that are none."""
    return _following(folded, 0)


@lru_cache(maxsize=8192)
def _following(folded: str, position: int) -> tuple[Clause, ...]:
    """Return the clauses of a sentence from a position on.

    Sentences that begin with different numbers end alike: every rest is cut once, with the character before it.
    """
    while position < len(folded) and folded[position] in ",;。:、":
        position += 1
    if position == len(folded):
        return ()
    first = _beginning().match(folded, position)
    if first is None or first.lastindex is None:
        _refuse(folded[position:])
    match = _phrase(first.lastindex - 1).match(folded, position)
    assert match is not None
    build = GRAMMAR[first.lastindex - 1][1]
    clause = build(match)
    rest = _following(folded[match.end() - 1 :], 1)
    return rest if clause is None else (clause, *rest)


@cache
def _beginning() -> re.Pattern[str]:
    """Return one pattern for all phrases, whose only group that is closed tells which one begins."""
    return re.compile("|".join(f"({_NAMED_GROUP.sub('(?:', phrase)})" for phrase, _ in GRAMMAR))


@cache
def _phrase(place: int) -> re.Pattern[str]:
    return re.compile(GRAMMAR[place][0])


_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


_CUT_OFF = re.compile(
    r"(?:则)?按(?:照)?(?:实际(?:完成)?值?(?:/(?:计划值?)?(?:×(?:指标分?)?)?)?)?"
    r"|.*(?:[=/×≥≤<>+~(\[-]|得|扣|计|每|则|大于|小于|等于|低于|高于|超过|推迟|达到|至|到|且|的)|(?:.*(?:得|扣|计))?[0-9]+(?:\.[0-9]+)?"
)


_WHOLE = re.compile("按照?(?:满分|零分|[0-9.]+[%分])计$")


def _refuse(rest: str) -> NoReturn:
    words = re.split("[,;。]", rest)[0][:24]
    if _CUT_OFF.fullmatch(rest) and not _WHOLE.search(rest) and len(re.split("[,;。]", rest)) == 1:
        raise NotUnderstood(f"这句话没有写完，断在“{words}”，请把评分标准补全", truncated=True)
    raise NotUnderstood(f"看不懂“{words}”，请改写，或手工打分")
