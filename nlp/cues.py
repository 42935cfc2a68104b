"""The words of a passage that say how its numbers measure, in order; read once a passage.

A passage without numbers is read for its times alone, and only at its edges: what it turns to may hold for the next.

Two lists of words are compiled to one pattern: nlp/lexicon/measure_words.tsv and, after 比 较 与 同, comparisons.tsv.
A year or a stretch of years that a number is compared with or belongs to is read beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from nlp.lexicon.load import rows
from nlp.reading import Reading
from nlp.word_pattern import compile_branches, literal, longest_first

DIGIT = "[0-9〇○零一二三四五六七八九]"
YEAR = rf"(?:1[89]|20|[一二][〇○零八九]){DIGIT}{{2}}"
COUNT = r"(?:[2-9]|[1-9]\d|[两二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九])"
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
MONTH = "(?:1[0-2]|[1-9])"
MONTHS = f"{MONTH}(?:[—\\-–~至到]{MONTH})?"
EDGE = 100
NEW = tuple.__new__
TIMES = frozenset({"year", "stretch"})
PLAN_NUMBERS = "一二三四五六七八九十"
# 一五 to 十五五; 一九五二年 is a year
PLAN_NAME = "(?:十[一二三四五六七八九]五|[一二三四五六七八九十]五)"
PLAN = rf"[“\"]?{PLAN_NAME}(?!{DIGIT}?年)[”\"]?"


class Cue(NamedTuple):
    """A word and what it says: `kind` of the lexicons, `against` for a year that a number is compared with, `from` for
    one that it rose or fell from, `since` for 以来, `dated` for another year (`word` begins with its digits)."""

    start: int
    end: int
    kind: str
    word: str


@cache
def _kinds() -> dict[str, str]:
    return dict(rows("measure_words", 2))  # type: ignore[arg-type]


@cache
def _comparisons() -> dict[str, str]:
    return dict(rows("comparisons", 2))  # type: ignore[arg-type]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in longest_first(words))


# what follows the first character of a year, a count of years, and a five-year plan
YEAR_RESTS = {"1": r"[89]\d\d", "2": r"0\d\d", "一": f"[九八]{DIGIT}{{2}}", "二": f"[〇○零]{DIGIT}{{2}}"}
COUNT_RESTS = (
    {"1": r"\d", "十": "[一二三四五六七八九]?"}
    | dict.fromkeys("23456789", r"\d?")
    | dict.fromkeys("两二三四五六七八九", "(?:十[一二三四五六七八九]?)?")
)
PLAN_RESTS = (
    dict.fromkeys('“"', f'{PLAN_NAME}[”"]?')
    | dict.fromkeys("一二三四五六七八九", '五[”"]?')
    | {"十": '(?:[一二三四五六七八九]?五|五)[”"]?'}
)
WITHIN = "年(?:左右)?(?:时间|(?!计划|规划)[一-龥]{2,4}?期间)"
SPANS = "个?年(?:来|间|以来|累计|共|中|里|内)"
MOVED = "年(?=增长|增加|提高|提升|上升|下降|减少|降低|翻|新增|净)"
THROUGH = "(?:至|到|—|-|–|~)"


def _time_branches() -> Iterator[tuple[str, str, str]]:
    """Kind, first character and rest of the times that are no words of the lexicon, in order of precedence."""
    for first in "比较与同":
        yield "against", first, rf" ?{YEAR} ?年"
        yield "base", first, rf"{MONTHS}月份?末?"
        yield "base", first, rf"{PLAN}(?:规划)?(?:时期|期间|期?末|初)?|第[{PLAN_NUMBERS}]+个五年计划(?:时期|期间)"
    for first in "比较":
        yield "plan", first, r"[^，。；、：\d上去]{0,8}?(?:计划|预算|概算|预期|目标|任务|定额|设想|估计)"
    for first in "比较与同":
        yield "what", first, _any(list(_comparisons()))
    for first in "从由自":
        yield "from", first, rf"(?:{YEAR}年[底末]?|上年|去年)(?!起|开始|以来|[到至]{YEAR})"
    for first, rest in YEAR_RESTS.items():
        yield "stretch", first, rf"{rest}年?{THROUGH}{YEAR}年|{rest}年以来"
        yield "dated", first, rf"{rest} ?年(?!以来|度?末?以前)"
    for first in "近这前":
        yield "stretch", first, f"{COUNT}{SPANS}|{COUNT}个?年"
    yield "since", "以", "来"
    yield "since", "任", "期内|内(?=[，完实累])"
    yield "stretch", "今", f"后{COUNT}年"
    yield "stretch", "未", f"来{COUNT}年"
    yield "stretch", "过", f"去的?{COUNT}(?:{SPANS}|个?年)"
    for first, rest in COUNT_RESTS.items():
        yield "since", first, f"{rest}{WITHIN}"
        yield "stretch", first, rf"{rest}{SPANS}|(?<!连续{first}){rest}{MOVED}"
    for first, rest in PLAN_RESTS.items():
        yield "stretch", first, rf"{rest}(?:时期|期间|以来)"
    for first, kind in (("年", "yoy"), ("月", "mom")):
        yield kind, first, r"[增减](?=[约近逾超过\d一二三四五六七八九十])"


@cache
def pattern() -> re.Pattern[str]:
    """All cues; the group that matched last names the kind of a time, words have none."""
    return _compile(_kinds())


@cache
def time_pattern() -> re.Pattern[str]:
    """The cues of a passage without numbers: its times, and the words of the lexicon that are some."""
    return _compile(word for word, kind in _kinds().items() if kind in TIMES)


def _compile(words: Iterable[str]) -> re.Pattern[str]:
    times = [(first, f"(?:{rest})(?P<{kind}_{n}>)") for n, (kind, first, rest) in enumerate(_time_branches())]
    return compile_branches([*times, *map(literal, longest_first(words))])


def _time(match: re.Match[str]) -> Cue:
    """The cue of a time that is no word of the lexicon."""
    text = match.group()
    kind = (match.lastgroup or "").partition("_")[0]
    if kind == "what":
        kind = f"basis:{_comparisons()[text[1:]]}"
    elif kind in ("base", "plan"):
        kind = "basis:base" if kind == "base" else "basis:none"
    elif kind == "against":
        text = text.replace(" ", "")
    return Cue(match.start(), match.end(), kind, text)


class Cues:
    """The memory of a document's reading: the cues of the passage that is being read."""

    __slots__ = ("found", "reading")

    def __init__(self) -> None:
        self.reading: Reading | None = None
        self.found: list[Cue] = []

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that stand wholly in a stretch, in order."""
        known = self.found
        first = bisect_left(known, (start,))
        found = known[first : bisect_left(known, (end,), first)]
        return found if not found or found[-1].end <= end else found[:-1]


def find_cues(reading: Reading) -> Cues:
    """The passage's cues, found once."""
    memory = reading.scene.recall(Cues)
    if memory.reading is not reading:
        memory.reading = reading
        memory.found = _read(_matches(reading))
    return memory


def names_time(folded: str) -> bool:
    """Whether a passage may name a time: a look that spares most of them the search."""
    return "年" in folded or "期" in folded or "季度" in folded or "以来" in folded


def _read(matches: Iterable[re.Match[str]]) -> list[Cue]:
    found, kinds = [], _kinds()
    for match in matches:
        text = match.group()
        kind = kinds.get(text)
        if kind is None:
            found.append(_time(match))
        elif kind != "none":
            start, end = match.span()
            found.append(NEW(Cue, (start, end, kind, text)))
    return found


def _matches(reading: Reading) -> Iterable[re.Match[str]]:
    """Up to the last number; beyond it, and in a passage without, the text may still turn to another time in its first
    words or its last."""
    folded, length = reading.folded, len(reading.folded)
    mentions = reading.mentions
    last = max(mentions[-1].end, EDGE) if mentions else EDGE
    cues = pattern() if mentions else time_pattern()
    if length <= last + EDGE:
        return cues.finditer(folded)
    return chain(cues.finditer(folded, 0, last), time_pattern().finditer(folded, length - EDGE))


@cache
def _versus() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<what>{_any(list(_comparisons()))})|(?P<year>{YEAR})年|(?P<stretch>{PLAN}))")


def versus(folded: str, offset: int) -> tuple[str | None, int | None]:
    """What stands at an offset, after 高于, 快于: the basis it gives, or the year that is compared with."""
    match = _versus().match(folded, offset)
    if not match:
        return None, None
    if match["what"]:
        return _comparisons()[match["what"]], None
    return ("base", None) if match["stretch"] else (None, year_of(match["year"]))


def year_of(printed: str) -> int:
    """The year of four printed digits, Arabic or Chinese."""
    return int(printed.translate(NUMERALS))
