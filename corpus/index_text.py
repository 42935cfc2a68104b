"""How a text is seen by an index: folded, and cut into bigrams. Both backends index and ask with these functions.

Folding works on each code point alone, so that a part of a text folds to a part of the folded text: this is what makes
every substring findable. Unicode promises that assigned characters keep their folding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import accumulate, chain
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
SEPARATOR = "\x1f"
WORD_FOLDING = _Folding({ord(SEPARATOR): " "})


def fold(text: str) -> str:
    """What of a text is compared: half-width, lower case, without white space and punctuation. Symbols stay."""
    return text.translate(FOLDING)


def grams(folded: str) -> list[str]:
    """The bigrams of a folded text and its last character alone.

    Neighbouring grams overlap in a character, except for the last: so a run of grams never reaches from one text into
    the next one that is indexed after it, and every character begins a gram.
    """
    return [*map(add, folded, folded[1:]), folded[-1:]]


def gram_text(folded: Iterable[str]) -> str:
    """The grams of some folded texts, with spaces between."""
    return " ".join(chain.from_iterable(grams(text) for text in folded if text))


def word_text(words: Iterable[str]) -> str:
    """Words as they are indexed: folded, with spaces between."""
    return SEPARATOR.join(words).translate(WORD_FOLDING)


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
