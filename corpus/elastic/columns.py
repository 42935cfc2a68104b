"""Records of the indices, from nouns and back."""

from __future__ import annotations

import json
import math
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corpus.codec import (
    pack,
    pack_issues,
    pack_layout,
    pack_passages,
    pack_relations,
    pack_text,
    unpack,
    unpack_document,
    unpack_issues,
    unpack_passages,
    unpack_relations,
    unpack_text,
)
from corpus.dates import day_range
from corpus.entity import entity_name, key_of, number_key
from corpus.escape import escape, unescape
from corpus.fact import fact_key, gate_of
from corpus.index_text import fold, gram_text, word_text
from corpus.interval import Interval
from corpus.model import Analysis, Document, Edition, Figure, Metadata, Program, SourceMap
from corpus.order_key import high_key, low_key, middle_key, order_key
from corpus.plain import plain_figure, plain_metadata, plain_program, read_figure, read_program
from corpus.plain import read_metadata as read_plain_metadata
from corpus.query import DocumentRow
from corpus.ranking import title_text

Record = dict[str, Any]
COUNTS = ("characters", "figures", "programs", "passages", "issues")
SHORT = 14
"""Digits of an id by which a cursor names a document."""
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LAST = "~"
"""Sorts after all dates and keys."""
HUGE = sys.float_info.max
"""Stands for an end without bound among doubles: the engine takes no infinity."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One writing of a document's parts: which writer, and its how manieth."""

    writer: str
    n: int

    def __str__(self) -> str:
        return f"{self.writer}.{self.n}"

    @classmethod
    def parse(cls, text: str) -> Reading:
        writer, _, n = text.rpartition(".")
        return cls(writer, int(n))


def document_record(
    document: Document, analysis: Analysis, folded: list[str], *, path: str, reading: Reading, previous: str | None
) -> Record:
    """The record that says a document is kept. `folded` are the folded texts of its blocks; `previous` is the reading
    that this one replaces."""
    counts = (len(document.text), *map(len, (analysis.figures, analysis.programs, analysis.passages, analysis.issues)))
    return record_of(document.id, document.metadata, folded, analysis) | {
        "path": escape(path),
        "analyser": analysis.analyser,
        "writer": reading.writer,
        "n": reading.n,
        "previous": previous,
        **dict(zip(COUNTS, counts, strict=True)),
    }


def record_of(document: str, metadata: Metadata, folded: list[str], analysis: Analysis) -> Record:
    """What of a document's record follows from its text."""
    return {
        "document": document,
        "short": document[:SHORT],
        "title": _escaped(metadata.title),
        "number": _escaped(metadata.number),
        "date": _escaped(metadata.date),
        "day": escape(metadata.date or ""),
        "year": _escaped(metadata.year),
        **{field: _escaped(getattr(metadata, field)) for field in ("issuer", "region", "kind")},
        "title_key": escape(entity_name(metadata.title or "")) or None,
        "number_key": escape(number_key(metadata.number or "")) or None,
        "program": sorted({escape(program.entity) for program in analysis.programs}),
        "dimension": sorted({figure.dimension for figure in analysis.figures}),
        "grams": gram_text(folded),
        "words": " ".join(word_text(passage.words) for passage in analysis.passages),
        "title_grams": title_text(metadata),
        **{
            f"{field}_runs": gram_text([fold(getattr(metadata, field) or "")])
            for field in ("title", "number", "issuer")
        },
    }


def read_metadata(record: Mapping[str, Any]) -> Metadata:
    """From a document's record."""
    fields = ("title", "issuer", "number", "date", "region", "kind")
    return Metadata(**{field: _unescaped(record.get(field)) for field in fields})


def read_document_row(record: Mapping[str, Any]) -> DocumentRow:
    """From a document's record."""
    return DocumentRow(
        document=record["document"],
        path=unescape(record["path"]),
        metadata=read_metadata(record),
        figures=record["figures"],
        programs=record["programs"],
        characters=record["characters"],
    )


def edition_record(edition: Edition) -> Record:
    """What stands at a path."""
    return {
        "path": escape(edition.path),
        "document": edition.document,
        "seen_at": edition.seen_at,
        "earlier": list(edition.earlier),
    }


def content_record(document: Document, analysis: Analysis, folded: list[str], reading: Reading) -> Record:
    """A document with its analysis, whole."""
    packed = {
        "text": pack_text(document.text),
        "folded": pack_text("\n".join(folded)),
        "layout": pack_layout(document),
        "passages": pack_passages(analysis.passages),
        "issues": pack_issues(analysis.issues),
        "relations": pack_relations(analysis.relations),
        "figures": pack([plain_figure(figure) for figure in analysis.figures]),
        "programs": pack([plain_program(program) for program in analysis.programs]),
        "about": pack([plain_metadata(document.metadata), analysis.analyser]),
    }
    return part_of(document.id, reading) | {name: b64encode(content).decode() for name, content in packed.items()}


def part_of(document: str, reading: Reading) -> Record:
    """What every part says of whose it is."""
    return {"document": document, "writer": reading.writer, "n": reading.n}


def unpacked(content: Mapping[str, Any], name: str) -> bytes:
    """One packed field of a content."""
    return b64decode(content[name])


def read_text(content: Mapping[str, Any]) -> str:
    return unpack_text(unpacked(content, "text"))


def read_folded(content: Mapping[str, Any]) -> str:
    """The folded texts of the blocks, one a line."""
    return unpack_text(unpacked(content, "folded"))


def read_document(record: Mapping[str, Any], content: Mapping[str, Any]) -> Document:
    """From a document's record and its content."""
    return unpack_document(record["document"], read_text(content), unpacked(content, "layout"), read_metadata(record))


def read_analysis(record: Mapping[str, Any], content: Mapping[str, Any]) -> Analysis:
    """From a document's record and its content."""
    return Analysis(
        document=record["document"],
        analyser=record["analyser"],
        passages=unpack_passages(unpacked(content, "passages"), read_text(content)),
        figures=tuple(map(read_figure, unpack(unpacked(content, "figures")))),
        programs=tuple(map(read_program, unpack(unpacked(content, "programs")))),
        issues=unpack_issues(unpacked(content, "issues")),
        relations=unpack_relations(unpacked(content, "relations")) if "relations" in content else (),  # schema 1
    )


def read_content(content: Mapping[str, Any]) -> tuple[Document, Analysis]:
    """A document and its analysis from a content alone."""
    metadata, analyser = unpack(unpacked(content, "about"))
    identity, text = content["document"], read_text(content)
    document = unpack_document(identity, text, unpacked(content, "layout"), read_plain_metadata(metadata))
    return document, read_analysis({"document": identity, "analyser": analyser}, content)


@dataclass(frozen=True, slots=True)
class Part:
    """A passage as it is stored: what shows a hit without the whole document."""

    kind: str
    start: int
    end: int
    text: str
    source_map: SourceMap


def passage_records(document: Document, analysis: Analysis, reading: Reading) -> Iterator[Record]:
    """A record a passage, with what of its document filters it. A character is found by the grams it begins."""
    shared = part_of(document.id, reading) | document_fields(document.metadata)
    del shared["date_up"]
    for passage in analysis.passages:
        runs = document.source_map.part(passage.start, passage.end)
        yield shared | {
            "reading": str(reading),
            "ordinal": passage.ordinal,
            "kind": passage.kind,
            "grams": gram_text([fold(passage.text)]),
            "body": _json([passage.kind, passage.start, passage.end, passage.text, runs.reading, runs.source]),
        }


def read_part(source: Mapping[str, Any]) -> Part:
    """From a passage's record."""
    kind, start, end, text, reading, runs = json.loads(source["body"])
    return Part(kind, start, end, text, SourceMap(tuple(reading), tuple(runs)))


def figure_records(document: Document, analysis: Analysis, reading: Reading) -> Iterator[Record]:
    """A record a figure, with what of its document filters it."""
    shared = part_of(document.id, reading) | document_fields(document.metadata)
    grams: dict[str, str] = {}
    for ordinal, figure in enumerate(analysis.figures):
        if figure.sentence not in grams:
            grams[figure.sentence] = gram_text([fold(figure.sentence)])
        yield (
            shared
            | figure_fields(figure, grams[figure.sentence])
            | {"ordinal": ordinal, "body": _json(plain_figure(figure))}
        )


def figure_fields(figure: Figure, sentence_grams: str) -> Record:
    """What figures are found and sorted by."""
    interval, key = figure.interval, sort_key(figure)
    days = day_range(figure.period) if figure.period else None
    return {
        "unit": escape(figure.unit),
        "dimension": figure.dimension,
        "region": _escaped(figure.region),
        "period": _escaped(figure.period),
        **interval_fields(interval),
        "first_day": days and days[0],
        "last_day": days and days[1],
        "value_up": LAST if key is None else key,
        "value_down": key or "",
        "gate": escape(gate_of(figure.indicator_key)),
        "fact_key": fact_key(figure),
        "program": _escaped(figure.program),
        "indicator_grams": gram_text([fold(figure.indicator)]),
        "sentence_grams": sentence_grams,
    }


def interval_fields(interval: Interval | None) -> Record:
    """The bounds of a figure in base units: as doubles, which narrow a search, and as exact keys, which decide it."""
    if interval is None:
        return {}
    lo, hi = widened(interval)
    return {
        "value_lo": lo,
        "value_hi": hi,
        "lo_key": low_key(interval),
        "hi_key": high_key(interval),
        "open_end": "high" if interval.hi is None else "low" if interval.lo is None else None,
    }


def widened(interval: Interval) -> tuple[float, float]:
    """Doubles between which an interval lies: no exact bound lies outside them."""
    lo = -HUGE if interval.lo is None else max(-HUGE, _double(interval.lo, -math.inf))
    hi = HUGE if interval.hi is None else min(HUGE, _double(interval.hi, math.inf))
    return lo, hi


def _double(value: Decimal, towards: float) -> float:
    """A decimal as a double, itself or the next one in a direction."""
    near = float(value)
    if math.isinf(near):
        return near
    exact = Decimal(near)
    return near if exact == value or (exact < value) == (towards < 0) else math.nextafter(near, towards)


def sort_key(figure: Figure) -> str | None:
    """A range sorts by its low end, what is not bounded at all not by value."""
    interval: Interval | None = figure.interval
    if interval is None:
        return None
    if figure.value_max is not None and interval.lo is not None:
        return order_key(interval.lo)
    return middle_key(interval)


def program_records(document: Document, analysis: Analysis, reading: Reading) -> Iterator[Record]:
    """A record a mention."""
    shared = part_of(document.id, reading) | document_fields(document.metadata)
    del shared["date_up"]
    for ordinal, program in enumerate(analysis.programs):
        yield shared | {
            "ordinal": ordinal,
            "kind": program.kind,
            "entity": escape(program.entity),
            "surface": escape(program.surface),
            "number_key": _escaped(key_of(program)),
            "entity_grams": gram_text([fold(program.entity)]),
            "body": _json(plain_program(program)),
        }


def document_fields(metadata: Metadata) -> Record:
    """What of a document filters and sorts its parts."""
    date = escape(metadata.date or "")
    return {
        "date_up": date or LAST,
        "date_down": date,
        "doc_year": _escaped(metadata.year),
        **{f"doc_{field}": _escaped(getattr(metadata, field)) for field in ("issuer", "region", "kind")},
    }


def read_figure_body(source: Mapping[str, Any]) -> Figure:
    return read_figure(json.loads(source["body"]))


def read_program_body(source: Mapping[str, Any]) -> Program:
    return read_program(json.loads(source["body"]))


def _json(value: Any) -> str:
    text = ENCODE(value)
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates, as escapes that json reads back
        return json.dumps(value, separators=(",", ":"))
    return text


def _escaped(text: str | None) -> str | None:
    return None if text is None else escape(text)


def _unescaped(text: str | None) -> str | None:
    return None if text is None else unescape(text)
