"""A text cut into pieces at the ends of what is to be marked in it, so that marks may overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `figure` is the number of the figure it belongs to (`first`: its first piece), `hit` whether
    it belongs to the hit (`hit_first`: where the hit begins)."""

    text: str
    figure: int | None = None
    first: bool = False
    hit: bool = False
    hit_first: bool = False


def pieces(text: str, offset: int, figures: Sequence[tuple[int, Span]], hit: Span | None) -> Iterator[Piece]:
    """The text, which begins at `offset`, in pieces. `figures` are (number, place) in order, without overlaps."""
    cuts = {0, len(text)}
    for span in [place for _, place in figures] + ([hit] if hit else []):
        cuts |= {min(max(edge - offset, 0), len(text)) for edge in (span.start, span.end)}
    edges, following = sorted(cuts), 0
    for start, end in pairwise(edges):
        while following < len(figures) and figures[following][1].end <= offset + start:
            following += 1
        inside = following < len(figures) and figures[following][1].start <= offset + start
        in_hit = hit is not None and hit.start <= offset + start < hit.end
        yield Piece(
            text[start:end],
            figure=figures[following][0] if inside else None,
            first=inside and figures[following][1].start == offset + start,
            hit=in_hit,
            hit_first=in_hit and hit is not None and (hit.start == offset + start or start == 0),
        )


def marked(text: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """A snippet in pieces, each with whether it is marked. Marks are places in the snippet, in order."""
    last = 0
    for mark in marks:
        if mark.start > last:
            yield text[last : mark.start], False
        if mark.end > max(mark.start, last):
            yield text[max(mark.start, last) : mark.end], True
        last = max(last, mark.end)
    if last < len(text):
        yield text[last:], False
