"""The figures of other documents that are of the same indicator as one: `gouji figures --like`, /api/figures/like."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from corpus.backend import Corpus
from corpus.errors import NotFoundError
from corpus.fact import gate_of
from corpus.model import Figure
from corpus.query import FigureQuery, FigureRow
from search_api.query_error import QueryError
from search_api.records import Record, figure_row_record

REFERENCE = re.compile(r"(?P<document>.+):(?P<start>\d{1,9})", re.DOTALL)
COMPARED = 20_000
"""Figures of one gate that are compared at most, newest documents first."""
LEAST = 0.3
"""Below this two indicators of a gate share little more than what the gate says already (旅游收入, 劳务收入): set by
reading what was found for some fifty figures of real documents."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A figure of another document, and how alike its indicator is worded: 1 is the same."""

    row: FigureRow
    likeness: float


@dataclass(frozen=True, slots=True)
class Comparable:
    """A figure of a document, and the figures of others like it, most alike first, then latest period first."""

    document: str
    figure: Figure
    found: tuple[Alike, ...]


def comparable(corpus: Corpus, reference: str, query: FigureQuery | None = None) -> Comparable:
    """The figures like the one at DOCUMENT:START (an id, a prefix of one or a path, and an offset in the reading text
    that lies in the figure), among those that a query finds.

    Raises QueryError for another reference, NotFoundError where there is no such document or figure.
    """
    document, figure = find_figure(corpus, reference)
    gate = gate_of(figure.indicator_key)
    if not gate:
        return Comparable(document, figure, ())
    asked = replace(query or FigureQuery(), gate=gate, sort="document")
    rows = [row for row in islice(corpus.export_figures(asked), COMPARED) if row.row.document != document]
    return Comparable(document, figure, _ranked(figure, rows))


def _ranked(figure: Figure, rows: list[FigureRow]) -> tuple[Alike, ...]:
    from nlp.fold import fold
    from nlp.similar import likeness

    wordings = [(fold(one.indicator), one.period) for one in (figure, *(row.figure for row in rows))]
    scores = likeness(wordings[0], wordings[1:])
    found = [Alike(row, score) for row, score in zip(rows, scores, strict=True) if score >= LEAST]
    found.sort(key=lambda alike: alike.row.figure.period or "", reverse=True)
    return tuple(sorted(found, key=lambda alike: -alike.likeness))


def find_figure(corpus: Corpus, reference: str) -> tuple[str, Figure]:
    """The document and the figure at DOCUMENT:START."""
    named = REFERENCE.fullmatch(reference)
    if named is None:
        raise QueryError(
            f"{reference!r} names no figure: write DOCUMENT:START, the document's id or path and the figure's `start` "
            "as `gouji figures --format csv` prints it"
        )
    document, start = corpus.resolve(named["document"]), int(named["start"])
    for figure in corpus.analysis(document).figures:
        if figure.start <= start < figure.end:
            return document, figure
    raise NotFoundError(f"no figure stands at {start} of {named['document']}: take `start` from `gouji figures`")


def alike_record(alike: Alike) -> Record:
    """As a figure of a corpus, with how alike it is."""
    return figure_row_record(alike.row) | {"likeness": round(alike.likeness, 3)}
