"""Figures, programs and whole documents as plain JSON values, and back, exactly: what is kept packed, and moved from
one corpus to another."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corpus.codec import (
    pack,
    pack_issues,
    pack_layout,
    pack_passages,
    pack_relations,
    unpack,
    unpack_document,
    unpack_issues,
    unpack_passages,
    unpack_relations,
)
from corpus.interval import Interval
from corpus.model import (
    Analysis,
    Corrected,
    Correction,
    Document,
    Evidence,
    Figure,
    Mark,
    Metadata,
    Program,
    Span,
)
from corpus.query import SEEN, Saved

Plain = list[Any]


def plain_figure(figure: Figure) -> Plain:
    """A figure in the order of `read_figure`."""
    interval = figure.interval
    return [
        figure.surface, figure.start, figure.end, figure.source.start, figure.source.end, figure.sentence,
        _text(figure.value), _text(figure.value_max), figure.unit, figure.dimension, figure.qualifier,
        figure.qualifier_text, figure.measure, figure.direction, figure.basis, figure.role, figure.indicator,
        figure.region, figure.period, figure.per,
        interval and [_text(interval.lo), _text(interval.hi), int(interval.lo_open), int(interval.hi_open)],
        figure.confidence, figure.evidence, figure.indicator_key, figure.program, plain_corrected(figure.corrected),
    ]  # fmt: skip


def read_figure(plain: Plain) -> Figure:
    """The figure that was made plain; what was made before figures had evidence, keys, programs and corrections ends
    without them."""
    (
        surface, start, end, source_start, source_end, sentence, value, value_max, unit, dimension, qualifier,
        qualifier_text, measure, direction, basis, role, indicator, region, period, per, interval, confidence, *rest,
    ) = plain  # fmt: skip
    return Figure(
        surface=surface, start=start, end=end, source=Span(source_start, source_end), sentence=sentence,
        value=_decimal(value), value_max=_decimal(value_max), unit=unit, dimension=dimension, qualifier=qualifier,
        qualifier_text=qualifier_text, measure=measure, direction=direction, basis=basis, role=role,
        indicator=indicator, region=region, period=period, per=per, interval=_interval(interval),
        confidence=confidence, evidence=tuple(Evidence(*one) for one in rest[0]) if rest else (),
        indicator_key=rest[1] if len(rest) > 1 else "", program=rest[2] if len(rest) > 2 else None,
        corrected=read_corrected(rest[3]) if len(rest) > 3 else None,
    )  # fmt: skip


def plain_corrected(corrected: Corrected | None) -> Plain | None:
    """What a person has corrected, with what the machine read."""
    return None if corrected is None else [corrected.marks, plain_figure(corrected.machine)]


def read_corrected(plain: Plain | None) -> Corrected | None:
    """What was made plain of a correction."""
    return None if plain is None else Corrected(read_figure(plain[1]), tuple(Mark(*one) for one in plain[0]))


def plain_correction(one: Correction) -> Plain:
    """A correction in the order of `read_correction`, without the document it is of."""
    return [one.start, one.end, one.surface, one.sentence, one.field, one.value, one.by, one.at]


def read_correction(document: str, plain: Plain) -> Correction:
    """The correction that was made plain."""
    start, end, surface, sentence, field, value, by, at = plain
    return Correction(
        document=document, start=start, end=end, surface=surface, sentence=sentence, field=field, value=value, by=by,
        at=at,
    )  # fmt: skip


def plain_program(program: Program) -> Plain:
    """A mention in the order of `read_program`."""
    source = program.source
    return [program.surface, program.start, program.end, source.start, source.end, program.kind, program.entity]


def read_program(plain: Plain) -> Program:
    """The mention that was made plain."""
    surface, start, end, source_start, source_end, kind, entity = plain
    source = Span(source_start, source_end)
    return Program(surface=surface, start=start, end=end, source=source, kind=kind, entity=entity)


def plain_metadata(metadata: Metadata) -> Plain:
    return [metadata.title, metadata.issuer, metadata.number, metadata.date, metadata.region, metadata.kind]


def read_metadata(plain: Plain) -> Metadata:
    title, issuer, number, date, region, kind = plain
    return Metadata(title=title, issuer=issuer, number=number, date=date, region=region, kind=kind)


def plain_saved(saved: Saved) -> Plain:
    return [saved.name, saved.body, b64encode(b"".join(sorted(saved.seen))).decode(), saved.run_at]


def read_saved(plain: Plain) -> Saved:
    name, body, packed, run_at = plain
    seen = b64decode(packed)
    keys = frozenset(seen[at : at + SEEN] for at in range(0, len(seen), SEEN))
    return Saved(name=name, body=body, seen=keys, run_at=run_at)


@dataclass(frozen=True, slots=True)
class Packed:
    """A document with its analysis as JSON values; texts of passages are left to the document's."""

    document: dict[str, Any]
    analysis: dict[str, Any]


def plain_reading(document: Document, analysis: Analysis) -> Packed:
    """A document and its analysis."""
    return Packed(
        {
            "id": document.id,
            "text": document.text,
            "metadata": plain_metadata(document.metadata),
            "layout": unpack(pack_layout(document)),
        },
        {
            "analyser": analysis.analyser,
            "passages": unpack(pack_passages(analysis.passages)),
            "figures": [plain_figure(figure) for figure in analysis.figures],
            "programs": [plain_program(program) for program in analysis.programs],
            "issues": unpack(pack_issues(analysis.issues)),
            "relations": unpack(pack_relations(analysis.relations)),
        },
    )


def read_reading(plain: Packed) -> tuple[Document, Analysis]:
    """The document and the analysis that were made plain."""
    about, found = plain.document, plain.analysis
    document = unpack_document(about["id"], about["text"], pack(about["layout"]), read_metadata(about["metadata"]))
    analysis = Analysis(
        document=document.id,
        analyser=found["analyser"],
        passages=unpack_passages(pack(found["passages"]), document.text),
        figures=tuple(map(read_figure, found["figures"])),
        programs=tuple(map(read_program, found["programs"])),
        issues=unpack_issues(pack(found["issues"])),
        relations=unpack_relations(pack(found.get("relations", []))),
    )
    return document, analysis


def _interval(plain: Plain | None) -> Interval | None:
    if plain is None:
        return None
    lo, hi, lo_open, hi_open = plain
    return Interval(_decimal(lo), _decimal(hi), bool(lo_open), bool(hi_open))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
