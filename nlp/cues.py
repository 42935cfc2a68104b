"""The words of a passage that say how its numbers measure, in order; read once a passage.

Two lists of words are compiled to one pattern: nlp/lexicon/measure_words.tsv and, after 比 较 与 同, comparisons.tsv.
A year or a stretch of years that a number is compared with or belongs to is read beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from nlp.lexicon.load import rows
from nlp.reading import Reading

DIGIT = "[0-9〇○零一二三四五六七八九]"
YEAR = rf"(?:1[89]|20|[一二][〇○零八九]){DIGIT}{{2}}"
COUNT = r"(?:[2-9]|[1-9]\d|[两二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九])"
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
PLAN = r"[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?"


class Cue(NamedTuple):
    """A word and what it says: `kind` of the lexicons, `against` for a year that a number is compared with, `from` for
    one that it rose or fell from, `dated` for another printed year (`word` begins with its four digits)."""

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
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def pattern() -> re.Pattern[str]:
    """All cues as one alternation; the group that matched names the reader of the match."""
    what = _any(list(_comparisons()))
    return re.compile(
        rf"(?P<against>[比较与同]){PLAN}(?:规划)?(?:时期|期间|期?末|初)?|[比较与同] ?(?P<year>{YEAR}) ?年"
        rf"|[比较](?P<plan>[^，。；、：\d上去]{{0,8}}?(?:计划|预算|概算|预期|目标|任务|定额))"
        rf"|[比较与同](?P<what>{what})"
        rf"|(?P<stretch>(?<!连续){COUNT}年(?=增长|增加|提高|提升|上升|下降|减少|降低|翻|新增|净)|(?:近|这|过去|前)?{COUNT}个?年(?:来|间|以来|累计|共|中|里|内)|(?:近|这|过去的?|前){COUNT}个?年"
        rf"|{YEAR}年?(?:至|到|—|-|－|–|~){YEAR}年|{YEAR}年以来|{PLAN}(?:时期|期间|以来))"
        rf"|[从由自](?P<from>{YEAR}年(?:底|末)?|上年|去年)(?!起|开始|以来|到{YEAR}|至{YEAR})"
        rf"|(?<![从由自])(?P<single>{YEAR} ?年)(?!以来|度?末?以前)"
        rf"|(?P<brief>[年月][增减])(?=[约近逾超过\d一二三四五六七八九十])"
        rf"|(?P<word>{_any(list(_kinds()))})"
    )


def _cue(match: re.Match[str]) -> Cue:
    group = match.lastgroup
    text = match.group()
    if group == "word":
        kind = _kinds()[text]
    elif group == "what":
        kind = f"basis:{_comparisons()[match['what']]}"
    elif group == "against":
        kind = "basis:base"
    elif group == "plan":
        kind = "basis:none"
    elif group == "year":
        kind = "against"
    elif group == "brief":
        kind = "yoy" if text[0] == "年" else "mom"
    elif group == "from":
        kind = "from"
    elif group == "stretch":
        kind = "stretch"
    else:
        kind = "dated"
    return Cue(match.start(), match.end(), kind, text.replace(" ", "") if group == "year" else text)


class Cues:
    """The memory of a document's reading: the cues of the passage that is being read."""

    __slots__ = ("found", "reading", "starts")

    def __init__(self) -> None:
        self.reading: Reading | None = None
        self.found: list[Cue] = []
        self.starts: list[int] = []

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that stand wholly in a stretch, in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        found = self.found[first:last]
        return found if not found or found[-1].end <= end else found[:-1]


def find_cues(reading: Reading) -> Cues:
    """The passage's cues, found once."""
    memory = reading.scene.recall(Cues)
    if memory.reading is not reading:
        memory.reading = reading
        memory.found = [_cue(match) for match in pattern().finditer(reading.folded)]
        memory.starts = [cue.start for cue in memory.found]
    return memory


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
