"""Where in a document a query hits: found in the stored text, by code point, after an index has named the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.index_text import FOLDING, fold, unfold
from corpus.model import Block, Span

SNIPPET = 120
"""Code points of a snippet, at most."""
BEFORE = 24
"""Code points of a snippet before its hit."""
WORTH = {"title": 0.5, "heading": 0.8}
"""A paragraph shows more than a heading, and the title is shown beside the snippet anyway."""
BREAKS = frozenset("。！？；\n")


@dataclass(frozen=True, slots=True)
class Place:
    """A hit in the reading text, and the snippet around it with the marked stretches."""

    start: int
    end: int
    snippet: str
    marks: tuple[Span, ...]


def find_place(
    text: str, blocks: Sequence[Block], folded: Sequence[str], phrases: Iterable[str], weights: Mapping[str, float]
) -> Place:
    """The best place of a document: where its first phrase stands, else where most of the weighted folded terms are
    close together, else its beginning. `folded` are the folded texts of the blocks."""
    for phrase in filter(None, map(fold, phrases)):
        if found := _phrase_place(text, blocks, folded, phrase):
            return found
    worths = [_worth(block, known, weights) for block, known in zip(blocks, folded, strict=True)]
    worth = max(worths, default=0.0)
    if not worth:
        end = _whole_sentences(text)
        return Place(0, end, text[:end], ())
    return _terms_place(text, blocks[worths.index(worth)], weights)


def find_places(
    text: str,
    blocks: Sequence[Block],
    folded: Sequence[str],
    phrases: Iterable[str],
    weights: Mapping[str, float],
    most: int,
) -> list[Place]:
    """The best place, and the places of the next best blocks that are worth at least half as much, `most` in all."""
    phrases = tuple(filter(None, map(fold, phrases)))
    first = find_place(text, blocks, folded, phrases, weights)
    if most < 2:
        return [first]
    worths = dict.fromkeys(phrases, 10 * sum(weights.values()) + 1.0) | dict(weights)
    ranked = sorted(
        ((_worth(block, known, worths), block) for block, known in zip(blocks, folded, strict=True)),
        key=lambda one: (-one[0], one[1].start),
    )
    least = ranked[0][0] / 2 if ranked else 0.0
    others = [block for worth, block in ranked[: most + 1] if worth and worth >= least and not _inside(first, block)]
    return [first, *(_terms_place(text, block, worths) for block in others[: most - 1])]


def place_at(text: str, blocks: Sequence[Block], span: Span) -> Place | None:
    """A stretch of a document as a place; None where no block holds it."""
    at = bisect_right([block.start for block in blocks], span.start) - 1
    if at < 0 or span.end > blocks[at].end:
        return None
    return _place(text, blocks[at], span.start, span.end, [span])


def apart(places: Iterable[Place], most: int) -> list[Place]:
    """The first `most` places, at least one, of which none shows the same as one before."""
    shown: dict[str, Place] = {}
    for place in places:
        shown.setdefault(place.snippet, place)
    return list(shown.values())[: max(1, most)]


def _whole_sentences(text: str) -> int:
    """Where the beginning of a text ends that is shown as it is: at a sentence's end where one is near, for a number
    that is cut reads as another one."""
    if len(text) <= SNIPPET:
        return len(text)
    ends = [at + 1 for at in range(SNIPPET // 2, SNIPPET) if text[at] in BREAKS]
    return ends[-1] if ends else SNIPPET


def _inside(place: Place, block: Block) -> bool:
    return block.start <= place.start < max(block.end, block.start + 1)


def _phrase_place(text: str, blocks: Sequence[Block], folded: Sequence[str], phrase: str) -> Place | None:
    for block, known in zip(blocks, folded, strict=True):
        if (at := known.find(phrase)) >= 0:
            span = unfold(text[block.start : block.end], at, at + len(phrase))
            start, end = block.start + span.start, block.start + span.end
            return _place(text, block, start, end, [Span(start, end)])
    return None


def _worth(block: Block, folded: str, weights: Mapping[str, float]) -> float:
    worth = sum([weight for term, weight in weights.items() if term in folded])
    return worth * WORTH.get(block.kind, 1.0)


def _terms_place(text: str, block: Block, weights: Mapping[str, float]) -> Place:
    """The stretch of a block, at most a snippet long, that holds the most weight of different terms."""
    spans = _term_spans(text[block.start : block.end], weights)
    room = SNIPPET - BEFORE
    first, best, best_from, best_to = 0, 0.0, 0, 0
    inside: dict[str, int] = {}
    for last, (_, end, term) in enumerate(spans):
        inside[term] = inside.get(term, 0) + 1
        while end - spans[first][0] > room and first < last:
            left = spans[first][2]
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1
        if (worth := sum(weights[name] for name in inside)) > best:
            best, best_from, best_to = worth, first, last
    found = spans[best_from : best_to + 1]
    marks = _merge(Span(block.start + start, block.start + end) for start, end, _ in found)
    return _place(text, block, marks[0].start, marks[-1].end, marks)


def _term_spans(text: str, weights: Mapping[str, float]) -> list[tuple[int, int, str]]:
    """Every place of every term, in order, by offsets of the text that is not folded."""
    folded = fold(text)
    ends = list(accumulate(len(FOLDING[ord(char)]) for char in text))
    spans = []
    for term in weights:
        at = folded.find(term)
        while at >= 0:
            spans.append((bisect_right(ends, at), bisect_right(ends, at + len(term) - 1) + 1, term))
            at = folded.find(term, at + 1)
    return sorted(spans)


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _place(text: str, block: Block, start: int, end: int, marks: Sequence[Span]) -> Place:
    """The snippet begins at a sentence's start when one is near, and ends with the block at the latest."""
    begin = max(block.start, start - BEFORE)
    for at in range(start - 1, begin - 1, -1):
        if text[at] in BREAKS:
            begin = at + 1
            break
    while begin < start and text[begin].isspace():
        begin += 1
    finish = min(block.end, max(begin + SNIPPET, min(end, begin + 2 * SNIPPET)))
    shown = tuple(Span(max(m.start, begin) - begin, min(m.end, finish) - begin) for m in marks if m.start < finish)
    return Place(start, end, text[begin:finish], shown)
