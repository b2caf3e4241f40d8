"""Grades in words: which words are levels of one thing, and what each of them earns."""

from __future__ import annotations

import re
from decimal import Decimal
from os.path import commonprefix

from macros_py.scoring.clauses import Condition, NotUnderstood, Word
from macros_py.scoring.grades import GradeRule
from macros_py.scoring.rules import Rule
from macros_py.scoring.sentence import Sentence, said

_LEVEL = re.compile(
    "(?:效果|成效|作用|影响)?(?:非常|十分|很|较为|比较|较|基本|部分|全部|全面|有所|有|大部分|明显|显著|有效|不|未|没有|无)*"
    "(?:优秀|优|良好|良|中等|中|差|好|一般|明显|显著|及?合格|及格|满意|完成|达到|达标|达成|有效|提升|提高|改善|增强|促进|符合|实现|健全|完善|规范|及时|到位|稳定|有|是|否|无|高|低|强|弱"
    "|[一二三四五]等|[一二三四五]级|[甲乙丙丁]等?)(?:要求|预期|标准|目标|预期目标)?"
)
_REACHED = ("达到", "达成", "未达到", "未达成", "达标", "未达标", "不达标")
_OVERSPENT = re.compile("(?:未|不|没有)?超(?:支|预算|概算)")
_DONE_WORDS = ("完成", "已完成", "全部完成", "全面完成")
_ON_TIME_WORDS = ("按时完成", "按期完成", "如期完成")


_DEGREE = re.compile(
    "((?:非常|十分|很|较为|比较|较|基本|部分|全面|有所|大部分|明显|显著|略有|不够|不太|不|未|没有|没|无|欠)+?)(.*)"
)
_NOT = ("不", "未", "没有", "没", "无")


def grades_rule(sentence: Sentence) -> Rule:
    """Return the rule of a sentence whose conditions are words."""
    if not sentence.is_worded():
        raise NotUnderstood(f"标准按文字等级计分，指标值“{sentence.target.printed}”却不是文字")
    levels: list[tuple[tuple[str, ...], Decimal]] = []
    for state, award in sentence.pairs:
        words: tuple[str, ...]
        if isinstance(state, Word):
            words = (
                (state.text, state.text[2:]) if state.text.startswith("效果") and len(state.text) > 3 else (state.text,)
            )
        elif isinstance(state, Condition) and state.name == "done":
            words = _DONE_WORDS
        elif isinstance(state, Condition) and state.name == "undone":
            words = ("未完成",)
        elif isinstance(state, Condition) and state.text in _REACHED:
            words = (state.text,)
        elif isinstance(state, Condition) and state.name == "on_time":
            words = _ON_TIME_WORDS
        elif isinstance(state, Condition) and state.name == "late":
            words = ("未按时完成", "未按期完成", "未完成")
        elif isinstance(state, Condition) and state.name == "met" and state.text.endswith("完成"):
            words = (state.text, *_DONE_WORDS)
        elif isinstance(state, Condition) and _OVERSPENT.fullmatch(state.text):
            words = (state.text,)
        else:
            sentence.certain()
            raise NotUnderstood(f"“{said(state)}”要对照指标值，这一行的指标值不是数")
        levels.append((words, sentence.points(award)))
    levels = _named_otherwise(levels)
    words_ = [word for words, _ in levels for word in words]
    if len(words_) != len(set(words_)):
        raise NotUnderstood("同一个等级写了两次")
    if not _is_scale([words[0] for words, points in levels if points > 0]):
        raise NotUnderstood("这几句是同一件事的几个等级，还是几件事各得几分，不能确定")
    full = max(points for _, points in levels)
    if full <= 0 or (sentence.fulls and set(sentence.fulls) != {full}):
        raise NotUnderstood("各等级的得分与写的满分不一致")
    otherwise = None if sentence.otherwise is None else sentence.points(sentence.otherwise)
    if otherwise is not None and otherwise > min(points for _, points in levels):
        raise NotUnderstood("“否则”的得分比写明的等级还高")
    if len(levels) == 1 and otherwise is None:
        raise NotUnderstood("只写了一个等级，没有写达不到时得几分")
    return GradeRule(tuple(levels), otherwise)


def _core(words: list[str]) -> str:
    """Return what the others grade: 健全 of 机制健全、较健全、不健全; "" where they do not grade the first."""
    cores = {found[2] for word in words[1:] if (found := _DEGREE.fullmatch(word))}
    fitting = [core for core in cores if len(core) > 1 and words[0].endswith(core)]
    return fitting[0] if len(fitting) == 1 else ""


def _bare(subject: str) -> bool:
    """Return whether a subject is no word of degree itself."""
    found = _DEGREE.fullmatch(subject)
    return found is None or bool(found[2])


def _named_otherwise(levels: list[tuple[tuple[str, ...], Decimal]]) -> list[tuple[tuple[str, ...], Decimal]]:
    """Add how else an actual may name a level: 健全 for 机制健全 beside 不健全, 提升 for 有提升 beside 无提升."""
    words = [words[0] for words, _ in levels]
    known = {word for named, _ in levels for word in named}
    core = _core(words)
    subject = words[0].removesuffix(core) if core else ""
    others: list[tuple[str, ...]] = []
    for word in words:
        others.append(())
        if subject and _bare(subject) and subject != "有":
            graded = _DEGREE.fullmatch(word)
            if word == subject + core:
                others[-1] = (core,)
            elif graded is not None and graded[2] == core:
                others[-1] = (subject + word,)
        elif word[:1] == "有" and {other for other in words if other != word} <= {no + word[1:] for no in _NOT}:
            others[-1] = (word[1:],)
    return [
        ((*named, *(word for word in more if word and word not in known)), points)
        for (named, points), more in zip(levels, others, strict=True)
    ]


def _is_scale(words: list[str]) -> bool:
    """Return whether words that earn points are levels of one thing; 按时完成、质量合格 are two things."""
    if len(words) < 2:
        return True
    core = _core(words)
    if core:
        graded = [
            ((found := _DEGREE.fullmatch(word)) and found[2] == core) or _LEVEL.fullmatch(word) for word in words[1:]
        ]
        if all(graded) and len(set(words)) == len(words):
            return True
    shared = len(commonprefix(words))
    return all(_LEVEL.fullmatch(word) or _LEVEL.fullmatch(word[shared:]) for word in words) and len(set(words)) == len(
        words
    )
