"""The flat records that leave the program: one JSON object a thing, under the names of the guideline."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.model import Analysis, Block, Document, Edition, Figure, Issue, Program, Relation, Span
from corpus.query import DocumentRow, Extract, FigureRow, Hit, ProgramRow, Status
from corpus.reference.currencies import currency_of

if TYPE_CHECKING:
    from search_api.entities import Entity, Named

Record = dict[str, Any]
"""Strings, whole numbers, None, and one level of nesting: `source: {start, end}`, `evidence: [{field, start, end}]`,
`corrected: [{field, machine, by, at}]`, `operands: [{part, surface, start, end}]`."""

KINDS_OF_RECORD = ("figures", "programs", "relations", "blocks", "issues")


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal written out, never with an exponent, without zeros that say nothing: 1447000000, -1.6, 0.05."""
    if value is None:
        return None
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def figure_record(figure: Figure, *, file: str, document: str, analyser: str) -> Record:
    """A figure under the names of the guideline, with its evidence; offsets in code points."""
    return {
        "surface": figure.surface,
        "start": figure.start,
        "end": figure.end,
        "value": decimal_text(figure.value),
        "value_max": decimal_text(figure.value_max),
        "unit": figure.unit,
        "currency": currency_of(figure.unit, figure.region) if figure.dimension == "money" else None,
        "dimension": figure.dimension,
        "qualifier": figure.qualifier,
        "qualifier_text": figure.qualifier_text,
        "measure": figure.measure,
        "direction": figure.direction,
        "basis": figure.basis,
        "role": figure.role,
        "indicator": figure.indicator,
        "indicator_key": figure.indicator_key,
        "program": figure.program,
        "region": figure.region,
        "period": figure.period,
        "per": figure.per,
        "confidence": round(figure.confidence, 4),
        "to_confirm": figure.to_confirm,
        "evidence": [one._asdict() for one in figure.evidence],
        "sentence": figure.sentence,
        "source": place_record(figure.source),
        "file": file,
        "document": document,
        "analyser": analyser,
    }


def field_text(figure: Figure | None, field: str) -> str | None:
    """A field of a figure as records have it."""
    value = getattr(figure, field, None)
    return decimal_text(value) if isinstance(value, Decimal) else value


def corrected_records(figure: Figure) -> list[Record]:
    """What a person has corrected of a figure, with what the machine read."""
    if figure.corrected is None:
        return []
    machine = figure.corrected.machine
    return [
        {"field": one.field, "machine": field_text(machine, one.field), "by": one.by, "at": one.at}
        for one in figure.corrected.marks
    ]


def figure_row_record(row: FigureRow) -> Record:
    """A figure of a corpus: as from extract, with its document's title and date and the path it stands at."""
    path, metadata = row.row.path, row.row.metadata
    record = figure_record(row.figure, file=path, document=row.row.document, analyser=row.analyser)
    corrected = corrected_records(row.figure)
    return record | {"corrected": corrected, "path": path, "title": metadata.title, "date": metadata.date}


def program_record(program: Program, *, file: str, document: str, analyser: str) -> Record:
    """One mention of a named program."""
    return {
        "surface": program.surface,
        "start": program.start,
        "end": program.end,
        "source": place_record(program.source),
        "kind": program.kind,
        "entity": program.entity,
        "file": file,
        "document": document,
        "analyser": analyser,
    }


def program_row_record(row: ProgramRow) -> Record:
    """An entity of a corpus with how often it is named, and one place to open."""
    return {
        "entity": row.entity,
        "kind": row.kind,
        "mentions": row.mentions,
        "documents": row.documents,
        "surface": row.example.surface,
        "start": row.example.start,
        "end": row.example.end,
        "source": place_record(row.example.source),
        "document": row.row.document,
        "path": row.row.path,
        "title": row.row.metadata.title,
    }


def entity_record(entity: Entity, documents: int, figures: int) -> Record:
    """A program over the corpus: what it is called, which documents it is, and how much there is of it."""
    return {
        "entity": entity.name,
        "kind": entity.kind,
        "numbers": list(entity.numbers),
        "mentions": entity.mentions,
        "documents": documents,
        "figures": figures,
        "names": [
            {name: getattr(row, name) for name in ("surface", "kind", "mentions", "documents")} for row in entity.names
        ],
        "itself": [document_row_record(row) for row in entity.itself],
    }


def mention_records(named: Named) -> Iterator[Record]:
    """Each mention of a program in a document, with the words around it."""
    row = named.row
    for program, before, after in named.mentions:
        yield {
            "surface": program.surface,
            "kind": program.kind,
            "entity": program.entity,
            "before": before,
            "after": after,
            "start": program.start,
            "end": program.end,
            "source": place_record(program.source),
            "document": row.document,
            "title": row.metadata.title,
            "date": row.metadata.date,
            "path": row.path,
        }


def block_record(document: Document, block: Block, *, file: str) -> Record:
    """A block of the reading text."""
    source = document.source_map.span(block.start, block.end) if block.end > block.start else None
    return {
        "kind": block.kind,
        "level": block.level,
        "placed": block.placed,
        "text": document.block_text(block),
        "start": block.start,
        "end": block.end,
        "source": place_record(source),
        "file": file,
        "document": document.id,
    }


def issue_record(issue: Issue, *, file: str, document: str | None) -> Record:
    """Something that could not be read, with its place where it has one."""
    return {
        "code": issue.code,
        "message": issue.message,
        "surface": issue.surface,
        "start": issue.start,
        "end": issue.end,
        "source": place_record(issue.source),
        "file": file,
        "document": document,
    }


def relation_record(relation: Relation, document: Document, analysis: Analysis, *, file: str) -> Record:
    """Figures that are tied together, by which words, and what each of them is in it."""
    operands = [(part, analysis.figures[place]) for part, place in relation.operands]
    return {
        "kind": relation.kind,
        "words": document.text[relation.start : relation.end],
        "closed": relation.closed,
        "operands": [
            {"part": part, "surface": figure.surface, "start": figure.start, "end": figure.end}
            for part, figure in operands
        ],
        "sentence": operands[-1][1].sentence,
        "start": relation.start,
        "end": relation.end,
        "source": place_record(document.source_map.span(relation.start, relation.end)),
        "file": file,
        "document": document.id,
        "analyser": analysis.analyser,
    }


def hit_record(hit: Hit, rank: int) -> Record:
    """A document that was found; `rank` counts from 1. Where they were asked for, `passages` are its next best places
    and `parts` what each part of the ranking gave."""
    record = {
        "rank": rank,
        "score": round(hit.score, 6),
        "document": hit.row.document,
        "path": hit.row.path,
        "title": hit.row.metadata.title,
        "snippet": hit.snippet,
        "start": hit.start,
        "end": hit.end,
        "source": place_record(hit.source),
    }
    if hit.more:
        record["passages"] = [extract_record(place) for place in hit.more]
    if hit.parts:
        record["parts"] = {name: round(score, 6) for name, score in hit.parts}
    return record


def extract_record(place: Extract) -> Record:
    """A further place of a document that was found."""
    return {
        "snippet": place.snippet,
        "start": place.start,
        "end": place.end,
        "source": place_record(place.source),
    }


def document_record(document: Document, analysis: Analysis, editions: tuple[Edition, ...]) -> Record:
    """A document with what it says of itself and its reading text."""
    metadata = document.metadata
    return {
        "document": document.id,
        "path": editions[0].path if editions else None,
        "paths": [edition.path for edition in editions],
        "earlier": list(editions[0].earlier) if editions else [],
        "title": metadata.title,
        "issuer": metadata.issuer,
        "number": metadata.number,
        "date": metadata.date,
        "region": metadata.region,
        "kind": metadata.kind,
        "encoding": document.encoding,
        "size": document.size,
        "characters": len(document.text),
        "dropped": dict(document.dropped),
        "figures": len(analysis.figures),
        "programs": len(analysis.programs),
        "issues": len(analysis.issues),
        "analyser": analysis.analyser,
        "text": document.text,
    }


def document_row_record(row: DocumentRow) -> Record:
    """A document as a list shows it."""
    metadata = row.metadata
    return {
        "document": row.document,
        "path": row.path,
        "title": metadata.title,
        "issuer": metadata.issuer,
        "number": metadata.number,
        "date": metadata.date,
        "region": metadata.region,
        "kind": metadata.kind,
        "figures": row.figures,
        "programs": row.programs,
        "characters": row.characters,
    }


def status_record(status: Status) -> Record:
    """What a corpus holds."""
    return {
        "corpus": status.url,
        "schema": status.schema,
        "analyser": status.analyser,
        "documents": status.documents,
        "passages": status.passages,
        "figures": status.figures,
        "programs": status.programs,
        "issues": status.issues,
        "bytes": status.bytes,
    }


def place_record(span: Span | None) -> Record | None:
    """A place in the decoded file."""
    return None if span is None else {"start": span.start, "end": span.end}


def analysis_records(what: str, document: Document, analysis: Analysis | None, *, file: str) -> Iterator[Record]:
    """The records of one kind of one document; blocks need no analysis."""
    if what == "blocks":
        yield from (block_record(document, block, file=file) for block in document.blocks)
    elif analysis is None:
        raise ValueError(f"{what} need an analysis")
    elif what == "figures":
        for figure in analysis.figures:
            record = figure_record(figure, file=file, document=document.id, analyser=analysis.analyser)
            yield record | {"corrected": corrected_records(figure)} if figure.corrected else record
    elif what == "programs":
        for program in analysis.programs:
            yield program_record(program, file=file, document=document.id, analyser=analysis.analyser)
    elif what == "relations":
        for relation in analysis.relations:
            yield relation_record(relation, document, analysis, file=file)
    else:
        yield from (issue_record(issue, file=file, document=document.id) for issue in analysis.issues)
