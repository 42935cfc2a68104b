"""Where each mention stands: its sentence, part, clause, the text beside it, and the list it belongs to.

    for mention, window in zip(reading.mentions, find_windows(reading), strict=True):
        lead = reading.folded[window.left : mention.start]

A sentence ends at 。！？ or a line's end, a part also at ；, a clause also at ， ： and brackets. A comma or colon
between digits ends nothing, and a bracket that closed before the mention does not cut its clause. All windows are
bounded, so that a page on one line costs no more than the same page on many.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left

from nlp.reading import Reading, Window

# a comma or colon between digits is part of a number
BREAK = re.compile(r"[。！？!?\n；;，：（）(),:](?!(?<=\d[,:])\d)")
SENTENCE_ENDS, PART_ENDS = frozenset("。！？!?\n"), frozenset("。！？!?\n；;")
OPENS, CLOSES, BRACKETS = frozenset("（("), frozenset("）)"), frozenset("（(）)")
# how far a window reaches from its mention, in code points: wider than nearly all clauses of the real documents
CLAUSE_REACH, SENTENCE_REACH = 80, 300
# between two numbers of one list: 5%左右、6% · 3万和4万 · 3.9：59.5
LINK = re.compile(
    r"(?:左右|上下|以上|以下|以内|之间)?\s*(?:[、/∶：:]|[、，]?(?:和|与|及|以及|或)(?:者)?)\s*"
    r"(?:约|近|超过?|不低于|不少于|不超过|至少|达到?)?"
)
LINK_LENGTH = 9
# a Window for every mention: made without the detour over its own __new__
NEW = tuple.__new__


class Breaks:
    """The ends of sentences, parts and clauses of a text, in order; `resume` has for each clause break the offset where
    the clause of the text after it begins."""

    __slots__ = ("clauses", "parts", "resume", "sentences")

    def __init__(self, folded: str, start: int = 0, end: int = sys.maxsize) -> None:
        self.clauses = [match.start() for match in BREAK.finditer(folded, start, end)]
        signs = [folded[at] for at in self.clauses]
        self.sentences = [at for at, sign in zip(self.clauses, signs, strict=True) if sign in SENTENCE_ENDS]
        self.parts = self.sentences
        if "；" in signs or ";" in signs:
            self.parts = [at for at, sign in zip(self.clauses, signs, strict=True) if sign in PART_ENDS]
        self.resume = [at + 1 for at in self.clauses]
        if not BRACKETS.isdisjoint(signs):
            self._go_on_after([at for at, sign in zip(self.clauses, signs, strict=True) if sign in BRACKETS], folded)

    def _go_on_after(self, brackets: list[int], folded: str) -> None:
        """A bracket's clause is its own; the text after it goes on with the clause before it, in the same sentence."""
        opened: list[tuple[int, int]] = []
        for at in brackets:
            place = bisect_left(self.clauses, at)
            if folded[at] in OPENS:
                opened.append((at, self.resume[place - 1] if place else 0))
            elif opened:
                opening, begin = opened.pop()
                if bisect_left(self.sentences, opening) == bisect_left(self.sentences, at):
                    self.resume[place] = begin
                else:
                    opened.clear()


def find_windows(reading: Reading) -> list[Window]:
    """One Window a mention, found once a passage; mentions are in order and do not overlap."""
    if reading.windows is None or len(reading.windows) != len(reading.mentions):
        reading.windows = _find(reading)
    return reading.windows


def _find(reading: Reading) -> list[Window]:
    """Pointers run along the ends of sentences, parts and clauses, for mentions are in order."""
    mentions, folded = reading.mentions, reading.folded
    if not mentions:
        return []
    length = len(folded)
    breaks = Breaks(folded, max(0, mentions[0].start - SENTENCE_REACH), mentions[-1].end + SENTENCE_REACH)
    sentences, clauses = [-1, *breaks.sentences, length], [*breaks.clauses, length]
    resume, whole = [0, *breaks.resume], breaks.parts is breaks.sentences
    parts = sentences if whole else [-1, *breaks.parts, length]
    bounds = [(mention.start, mention.end) for mention in mentions]
    followers = [start for start, _ in bounds[1:]] + [length]
    windows: list[Window] = []
    previous = first = place = s = p = c = 0
    for index, (start, end) in enumerate(bounds):
        while sentences[s + 1] < start:
            s += 1
        while clauses[c] < start:
            c += 1
        low, high = start - SENTENCE_REACH, end + SENTENCE_REACH
        sentence = sentences[s] + 1, _first_from(sentences, s + 1, end)
        if whole:
            part = sentence
        else:
            while parts[p + 1] < start:
                p += 1
            part = parts[p] + 1, _first_from(parts, p + 1, end)
        clause_start, clause_end = resume[c], _first_from(clauses, c, end)
        if clause_start < start - CLAUSE_REACH:
            clause_start = start - CLAUSE_REACH
        if clause_end > end + CLAUSE_REACH:
            clause_end = end + CLAUSE_REACH
        follower = followers[index]
        if 0 < start - previous <= LINK_LENGTH and index and LINK.fullmatch(folded, previous, start):
            place += 1
        else:
            first, place = index, 0
        windows.append(
            NEW(
                Window,
                (
                    sentence[0] if sentence[0] > low else low,
                    sentence[1] if sentence[1] < high else high,
                    part[0] if part[0] > low else low,
                    part[1] if part[1] < high else high,
                    clause_start,
                    clause_end,
                    previous if previous > clause_start else clause_start,
                    follower if follower < clause_end else clause_end,
                    first,
                    place,
                ),
            )
        )
        previous = end
    return windows


def _first_from(ends: list[int], place: int, offset: int) -> int:
    """The first end from a place on that is no earlier than an offset; the last is the text's own."""
    while ends[place] < offset:
        place += 1
    return ends[place]
