"""Documents and analyses as compact bytes, and back, exactly: what backends keep without looking into it."""

from __future__ import annotations

import json
import zlib
from typing import Any

import zstandard

from corpus.model import Block, Cell, Document, Issue, Metadata, Passage, Relation, SourceMap, Span

LEVEL = 3
"""Of zstandard: as small as zlib at its default, in a fifth of the time; unpacked in a third (work reports)."""
FRAME = bytes.fromhex("28b52ffd")
"""How it begins. What schema 1 kept was packed by zlib."""


def pack(value: Any) -> bytes:
    """JSON, compressed."""
    return pack_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unpack(packed: bytes) -> Any:
    return json.loads(unpack_text(packed))


def pack_text(text: str) -> bytes:
    return zstandard.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpack_text(packed: bytes) -> str:
    plain = zstandard.decompress(packed) if packed.startswith(FRAME) else zlib.decompress(packed)
    return plain.decode("utf-8", "surrogatepass")


def pack_layout(document: Document) -> bytes:
    """All of a document but its id, text and metadata."""
    blocks = [[b.kind, b.start, b.end, b.level, b.placed, [_cell(c) for c in b.cells]] for b in document.blocks]
    source = document.source_map
    steps = [_steps(source.reading), _steps(source.source)]
    return pack([blocks, steps, document.encoding, document.size, document.dropped])


def unpack_document(document: str, text: str, layout: bytes, metadata: Metadata) -> Document:
    """The document whose layout was packed."""
    blocks, (reading, source), encoding, size, dropped = unpack(layout)
    return Document(
        id=document,
        text=text,
        blocks=tuple(
            Block(kind, start, end, level, placed, tuple(Cell(*cell) for cell in cells))
            for kind, start, end, level, placed, cells in blocks
        ),
        source_map=SourceMap(_sums(reading), _sums(source)),
        metadata=metadata,
        encoding=encoding,
        size=size,
        dropped=tuple((reason, count) for reason, count in dropped),
    )


def _cell(cell: Cell) -> list[int]:
    return [cell.row, cell.column, cell.start, cell.end, cell.rows, cell.columns]


def _steps(offsets: tuple[int, ...]) -> list[int]:
    return [b - a for a, b in zip((0, *offsets), offsets, strict=False)]


def _sums(steps: list[int]) -> tuple[int, ...]:
    total, sums = 0, []
    for step in steps:
        total += step
        sums.append(total)
    return tuple(sums)


def pack_passages(passages: tuple[Passage, ...]) -> bytes:
    """Passages without their text, which is the document's."""
    return pack([[p.ordinal, p.block, p.kind, p.start, p.end, p.headings, _joined(p.words)] for p in passages])


def _joined(words: tuple[str, ...]) -> str | tuple[str, ...]:
    """Words as one text, which takes less time, unless one has a space in it or there are none."""
    joined = " ".join(words)
    return joined if joined.count(" ") == len(words) - 1 else words


def unpack_passages(packed: bytes, text: str) -> tuple[Passage, ...]:
    """The passages of a document with this text."""
    return tuple(
        Passage(
            ordinal=ordinal,
            block=block,
            kind=kind,
            start=start,
            end=end,
            text=text[start:end],
            headings=tuple(headings),
            words=tuple(words.split(" ") if isinstance(words, str) else words),
        )
        for ordinal, block, kind, start, end, headings, words in unpack(packed)
    )


def pack_issues(issues: tuple[Issue, ...]) -> bytes:
    return pack([[i.code, i.message, i.surface, i.start, i.end, i.source and _span(i.source)] for i in issues])


def unpack_issues(packed: bytes) -> tuple[Issue, ...]:
    return tuple(
        Issue(code=code, message=message, surface=surface, start=start, end=end, source=source and Span(*source))
        for code, message, surface, start, end, source in unpack(packed)
    )


def pack_relations(relations: tuple[Relation, ...]) -> bytes:
    return pack([[r.kind, r.start, r.end, r.closed, r.operands] for r in relations])


def unpack_relations(packed: bytes) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            kind=kind,
            operands=tuple((part, figure) for part, figure in operands),
            start=start,
            end=end,
            closed=closed,
        )
        for kind, start, end, closed, operands in unpack(packed)
    )


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
