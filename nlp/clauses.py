"""Where each mention stands: its sentence, part, clause, the text beside it, and the list it belongs to.

    for mention, window in zip(reading.mentions, find_windows(reading), strict=True):
        lead = reading.folded[window.left : mention.start]

A sentence ends at 。！？ or a line's end, a part also at ；, a clause also at ， ： and brackets. A comma or colon
between digits ends nothing, and a bracket that closed before the mention does not cut its clause. All windows are
bounded, so that a page on one line costs no more than the same page on many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from nlp.reading import Mention, Reading

BREAK = re.compile(r"[。！？!?\n；;，：（）(),:]")
SENTENCE_ENDS, PART_ENDS, OPENS, CLOSES = frozenset("。！？!?\n"), frozenset("；;"), frozenset("（("), frozenset("）)")
# how far a window reaches from its mention, in code points: wider than nearly all clauses of the real documents
CLAUSE_REACH, SENTENCE_REACH = 80, 300
# between two numbers of one list: 5%左右、6% · 3万和4万 · 3.9：59.5
LINK = re.compile(
    r"(?:左右|上下|以上|以下|以内|之间)?\s*(?:[、/∶：:]|[、，]?(?:和|与|及|以及|或)(?:者)?)\s*"
    r"(?:约|近|超过?|不低于|不少于|不超过|至少|达到?)?"
)
LINK_LENGTH = 9


class Window(NamedTuple):
    """Bounds in code points of the passage, half-open, the mention inside each of them.

    `left` is where the text before the mention begins: its clause, or the end of the mention before; `right` is where
    the text after it ends: its clause, or the next mention. `first` is the index of the first mention of the list of
    coordinated numbers it stands in (its own outside a list) and `place` its place there, from 0.
    """

    sentence_start: int
    sentence_end: int
    part_start: int
    part_end: int
    clause_start: int
    clause_end: int
    left: int
    right: int
    first: int
    place: int


class Breaks:
    """The ends of sentences, parts and clauses of a text, in order."""

    __slots__ = ("clauses", "parts", "resume", "sentences")

    def __init__(self, folded: str) -> None:
        self.sentences: list[int] = []
        self.parts: list[int] = []
        self.clauses: list[int] = []
        self.resume: list[int] = []
        """For each clause break the offset where the clause of the text after it begins."""
        opened: list[int] = []
        begin = 0
        for match in BREAK.finditer(folded):
            at = match.start()
            sign = folded[at]
            if sign in ",:" and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit():
                continue
            if sign in CLOSES:
                begin = opened.pop() if opened else at + 1
            else:
                if sign in OPENS:
                    opened.append(begin)
                elif sign in SENTENCE_ENDS:
                    self.sentences.append(at)
                    self.parts.append(at)
                    opened.clear()
                elif sign in PART_ENDS:
                    self.parts.append(at)
                begin = at + 1
            self.clauses.append(at)
            self.resume.append(begin)

    def clause_start(self, offset: int) -> int:
        """Where the clause of the character at an offset begins."""
        place = bisect_left(self.clauses, offset)
        return self.resume[place - 1] if place else 0


def _start(breaks: list[int], offset: int) -> int:
    place = bisect_left(breaks, offset)
    return breaks[place - 1] + 1 if place else 0


def _end(breaks: list[int], offset: int, length: int) -> int:
    place = bisect_left(breaks, offset)
    return breaks[place] if place < len(breaks) else length


def linked(folded: str, before: Mention, after: Mention) -> bool:
    """Whether two neighbouring mentions are members of one list of numbers."""
    gap = after.start - before.end
    return 0 < gap <= LINK_LENGTH and LINK.fullmatch(folded, before.end, after.start) is not None


class Windows:
    """The memory of a document's reading: the windows of the passage that is being read."""

    __slots__ = ("mentions", "windows")

    def __init__(self) -> None:
        self.mentions: list[Mention] | None = None
        self.windows: list[Window] = []


def find_windows(reading: Reading) -> list[Window]:
    """One Window a mention, found once a passage; mentions are in order and do not overlap."""
    memory = reading.scene.recall(Windows)
    if memory.mentions is not reading.mentions or len(memory.windows) != len(reading.mentions):
        memory.mentions, memory.windows = reading.mentions, _find(reading)
    return memory.windows


def _find(reading: Reading) -> list[Window]:
    mentions, folded = reading.mentions, reading.folded
    if not mentions:
        return []
    breaks, length = Breaks(folded), len(folded)
    windows: list[Window] = []
    previous = 0
    for index, mention in enumerate(mentions):
        start, end = mention.start, mention.end
        clause_start = max(breaks.clause_start(start), start - CLAUSE_REACH)
        clause_end = min(_end(breaks.clauses, end, length), end + CLAUSE_REACH)
        follower = mentions[index + 1].start if index + 1 < len(mentions) else length
        joined = index > 0 and linked(folded, mentions[index - 1], mention)
        windows.append(
            Window(
                max(_start(breaks.sentences, start), start - SENTENCE_REACH),
                min(_end(breaks.sentences, end, length), end + SENTENCE_REACH),
                max(_start(breaks.parts, start), start - SENTENCE_REACH),
                min(_end(breaks.parts, end, length), end + SENTENCE_REACH),
                clause_start,
                clause_end,
                max(clause_start, min(previous, start)),
                max(end, min(clause_end, follower)),
                windows[-1].first if joined else index,
                windows[-1].place + 1 if joined else 0,
            )
        )
        previous = end
    return windows
