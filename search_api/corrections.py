"""A person's better reading of a figure: given, listed, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.backend import Corpus
from corpus.corrections import FIELDS, FOLLOWING, correct_figure, machine_reading, put_together
from corpus.errors import NotFoundError
from corpus.model import Analysis, Correction, Figure, Span
from search_api.query_error import QueryError
from search_api.records import Record, field_text

PLACE = re.compile(r"(\d{1,12})(?:-(\d{1,12}))?")
SHOWN = 5
"""Places that are named where a printed text stands at several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A figure of a corpus; `number` is its place among those of its document, from 0."""

    document: str
    number: int
    figure: Figure
    analyser: str

    @property
    def place(self) -> Span:
        return Span(self.figure.start, self.figure.end)


def find_figure(corpus: Corpus, document: str, name: str) -> Found:
    """A figure of a document by its place in the reading text (120 or 120-127), or by its printed text where that
    stands once. Raises NotFoundError."""
    identity = corpus.resolve(document)
    analysis = corpus.analysis(identity)
    numbers = _named(analysis, name.strip())
    if len(numbers) != 1:
        raise NotFoundError(_sentence(analysis, numbers, name))
    figure = analysis.figures[numbers[0]]
    return Found(document=identity, number=numbers[0], figure=figure, analyser=analysis.analyser)


def _named(analysis: Analysis, name: str) -> list[int]:
    if place := PLACE.fullmatch(name):
        start, end = int(place[1]), place[2] and int(place[2])
        found = [n for n, one in enumerate(analysis.figures) if one.start == start and end in (None, one.end)]
        if found:
            return found
    return [number for number, one in enumerate(analysis.figures) if one.surface == name]


def _sentence(analysis: Analysis, numbers: list[int], name: str) -> str:
    if not numbers:
        return f"the document has no figure {name!r}: name one by its printed text, or by its place, as in 120-127"
    places = ", ".join(f"{analysis.figures[n].start}-{analysis.figures[n].end}" for n in numbers[:SHOWN])
    more = " …" if len(numbers) > SHOWN else ""
    return f"{name!r} stands {len(numbers)} times in the document: name one by its place ({places}{more})"


def correct(corpus: Corpus, found: Found, given: Mapping[str, str], *, by: str) -> Figure:
    """Read fields of a figure better; gives it as it is read now. Raises QueryError for what cannot be so."""
    from search_api.parse_correction import parse_correction, parse_person

    person = parse_person(by)
    read = parse_correction(given, found.figure)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = _corrections_of(corpus, found)
    return _keep(corpus, found, put_together(before, found.figure, read, document=found.document, by=person, at=now))


def undo(corpus: Corpus, found: Found, fields: Iterable[str] = ()) -> Figure:
    """Take back the corrections of some fields of a figure, or of all; gives it as it is read now. Raises QueryError
    when there is nothing to take back."""
    fields = tuple(fields)
    before = _corrections_of(corpus, found)
    left = tuple(one for one in before if fields and one.field not in fields)
    if len(left) == len(before):
        raise QueryError(f"{found.figure.surface} has no such correction: `gouji correct --list` shows what there is")
    return _keep(corpus, found, left)


def listed(corpus: Corpus, document: str | None = None) -> Iterator[Correction]:
    """What was corrected in a document, or in all; what only follows from a correction is left out."""
    identity = None if document is None else corpus.resolve(document)
    return (one for one in corpus.corrections(identity) if one.field in FIELDS)


def correction_record(correction: Correction, figures: Mapping[tuple[int, int], Figure]) -> Record:
    """A correction with what the machine reads; `holds` is whether a figure with that text stands at its place now."""
    figure = figures.get((correction.start, correction.end))
    holds = figure is not None and figure.surface == correction.surface
    machine = machine_reading(figure) if figure is not None and holds else None
    return {
        "document": correction.document,
        "start": correction.start,
        "end": correction.end,
        "surface": correction.surface,
        "field": correction.field,
        "value": correction.value if machine is None else field_text(figure, correction.field),
        "machine": machine and field_text(machine, correction.field),
        "by": correction.by,
        "at": correction.at,
        "holds": holds,
        "sentence": correction.sentence,
    }


def correction_records(corpus: Corpus, document: str | None = None) -> Iterator[Record]:
    """The corrections of a document, or of all, as flat records."""
    figures: dict[tuple[int, int], Figure] = {}
    last = None
    for one in listed(corpus, document):
        if one.document != last:
            last = one.document
            kept = corpus.analysis(last).figures if corpus.has(last) else ()
            figures = {(figure.start, figure.end): figure for figure in kept}
        yield correction_record(one, figures)


def _corrections_of(corpus: Corpus, found: Found) -> list[Correction]:
    place = (found.place.start, found.place.end)
    return [one for one in corpus.corrections(found.document) if (one.start, one.end) == place]


def _keep(corpus: Corpus, found: Found, corrections: tuple[Correction, ...]) -> Figure:
    """Keep these with the key of the indicator that they make, which only the analyser knows how to make."""
    machine = machine_reading(found.figure)
    chosen = tuple(one for one in corrections if one.field in FIELDS)
    figure = correct_figure(machine, chosen) if chosen else machine
    key = _key(figure)
    if chosen and key != machine.indicator_key:
        chosen += (replace(chosen[-1], field=FOLLOWING[0], value=key),)
        figure = correct_figure(machine, chosen)
    corpus.correct(found.document, found.place, chosen)
    return figure


def _key(figure: Figure) -> str:
    from nlp.indicator_key import indicator_key
    from nlp.reading import Measure

    measure = Measure(figure.measure, figure.direction, figure.basis, figure.per)
    return indicator_key(figure.indicator, figure.dimension, measure, figure.period)
