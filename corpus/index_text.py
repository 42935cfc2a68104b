"""How a text is seen by an index: folded, and cut into bigrams. Both backends index and ask with these functions.

Folding works on each code point alone, so that a part of a text folds to a part of the folded text: this is what makes
every substring findable. Unicode promises that assigned characters keep their folding.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from itertools import accumulate
from operator import add

from corpus.model import Span


class _Folding(dict[int, str]):
    """Code point -> what it is compared as: NFKC, case folded, nothing for white space, punctuation and controls."""

    def __missing__(self, code: int) -> str:
        wide = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = folded = "".join(filter(_is_compared, wide))
        return folded


def _is_compared(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] not in "PZ" and category not in ("Cc", "Cf", "Cs")


FOLDING = _Folding()
SEPARATOR = " "
UNIFIED = "\u4e00-\u9fff"
"""Han characters that are compared as they are: most of any text."""
OTHERS = re.compile(f"([^{UNIFIED}]+)")
WORD_OTHERS = re.compile(f"([^{UNIFIED}{SEPARATOR}]+)")
SHORT, KNOWN = 8, 1 << 16
"""Code points of a run that is remembered with its folding, and how many are: 。 and ，20 come again and again."""


class _Folded(dict[str, str]):
    """Runs that are no Han characters, folded."""

    def __missing__(self, run: str) -> str:
        folded = run.translate(FOLDING)
        if len(run) <= SHORT and len(self) < KNOWN:
            self[run] = folded
        return folded


FOLDED = _Folded()


def fold(text: str) -> str:
    """What of a text is compared: half-width, lower case, without white space and punctuation. Symbols stay."""
    return _fold_others(text, OTHERS)


def _fold_others(text: str, others: re.Pattern[str]) -> str:
    """Fold what a pattern finds; its group is all of it."""
    pieces = others.split(text)
    if len(pieces) == 1:
        return text
    pieces[1::2] = map(FOLDED.__getitem__, pieces[1::2])
    return "".join(pieces)


def grams(folded: str) -> list[str]:
    """The bigrams of a folded text and its last character alone.

    Neighbouring grams overlap in a character, except for the last: so a run of grams never reaches from one text into
    the next one that is indexed after it, and every character begins a gram.
    """
    return [*map(add, folded, folded[1:]), folded[-1:]]


CODE = "utf-32-le" if array("I", [1]).tobytes()[0] else "utf-32-be"
JOINT = "\0"
"""No folded text holds it: controls are dropped."""
ACROSS = re.compile(f"{JOINT} {JOINT}. ", re.DOTALL)
"""The end of one text's grams and the beginning of the next one's, where texts were cut into bigrams across a joint."""


def gram_text(folded: Iterable[str]) -> str:
    """The grams of some folded texts, with spaces between."""
    joined = JOINT.join(filter(None, folded))
    if not joined:
        return ""
    codes = array("I")
    codes.frombytes(joined.encode(CODE, "surrogatepass"))
    pairs = array("I", [ord(" ")]) * (3 * len(codes) - 2)
    pairs[0::3], pairs[1::3] = codes, codes[1:]
    return ACROSS.sub(" ", pairs.tobytes().decode(CODE, "surrogatepass"))


def word_text(words: Iterable[str]) -> str:
    """Words as they are indexed: folded, with spaces between."""
    words = tuple(words)
    joined = SEPARATOR.join(words)
    if joined.count(SEPARATOR) >= len(words) > 0:  # a word with a space in it
        return SEPARATOR.join(map(fold, words))
    return _fold_others(joined, WORD_OTHERS)


def find_folded(text: str, phrase: str) -> Span | None:
    """Where a text holds a phrase first, white space, punctuation, width and case aside."""
    at = fold(text).find(wanted := fold(phrase))
    return unfold(text, at, at + len(wanted)) if at >= 0 and wanted else None


def unfold(text: str, start: int, end: int) -> Span:
    """The stretch of a text whose folded form holds [start, end) of the folded text."""
    ends = list(accumulate(len(FOLDING[ord(char)]) for char in text))
    first = next(place for place, reach in enumerate(ends) if reach > start)
    last = next(place for place, reach in enumerate(ends[first:], first) if reach >= end)
    return Span(first, last + 1)
