"""What the pages show: plain dicts for the templates, made from what the actions return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from corpus.model import Block, Document, Evidence, Figure, Metadata, Span
from corpus.query import DocumentRow, Facets, Hit
from search_api.nothing import Nothing
from search_api.parse_query import Understood
from search_api.scale import readable
from search_api.searches import Search
from search_api.web.field_words import DIMENSION_WORDS, corrected_view
from search_api.web.marking import marked, pieces

FACETS = (
    ("region", "地区"), ("year", "年份"), ("issuer", "发文机关"), ("kind", "文种"), ("program", "项目"),
    ("dimension", "数字"),
)  # fmt: skip
CHOICES = 12
SHOWN = 40
"""Code points of the words that a field was read from, as a hint."""
PART = 60_000
"""Code points of the reading text on one page of the reader."""

WORDS = {
    "share": "占比", "change": "变动", "growth": "增速", "multiple": "倍数", "per_unit": "均值", "up": "升",
    "down": "降", "reported": "已实现",
    "yoy": "同比", "mom": "环比", "base": "较基期", "target": "目标", "other": "参数",
}  # fmt: skip
QUALIFIERS = {
    "approx": "约", "more_than": "超过", "at_least": "至少", "less_than": "不足", "at_most": "至多", "range": "区间",
}  # fmt: skip
TAGS = {"title": "h1", "paragraph": "p", "note": "p", "table": "pre"}


def document_url(document: str, hit: Span | None = None, *, figure: int | None = None, part: int = 1) -> str:
    """The reader at a document, at a hit (a place in the reading text) or at a figure by its number."""
    asked: dict[str, str | int] = {"part": part} if part > 1 else {}
    anchor = ""
    if hit is not None:
        asked["hit"], anchor = f"{hit.start}-{hit.end}", "#hit"
    elif figure is not None:
        anchor = f"#f{figure}"
    return f"/documents/{document}{'?' + urlencode(asked) if asked else ''}{anchor}"


def meta_parts(metadata: Metadata) -> list[str]:
    """What a document says of itself, for one line."""
    parts = (metadata.date, metadata.region, metadata.issuer, metadata.number, metadata.kind)
    return [part for part in parts if part]


def titled(row: DocumentRow) -> str:
    """A document's title; with its date, since every year has a report of the same name."""
    title = row.metadata.title or row.path
    return f"{title}（{row.metadata.date}）" if row.metadata.date else title


def hit_view(hit: Hit, figures: Iterable[Figure]) -> dict[str, Any]:
    """A hit for the list; `figures` are those of its snippet."""
    row = hit.row
    return {
        "url": document_url(row.document, Span(hit.start, hit.end)),
        "like": f"/?like={row.document}",
        "title": row.metadata.title or row.path,
        "meta": [*meta_parts(row.metadata), f"{row.figures} 个数字"],
        "pieces": list(marked(hit.snippet, hit.marks)),
        "chips": [chip_view(row.document, figure) for figure in figures],
    }


def chip_view(document: str, figure: Figure) -> dict[str, str]:
    """A figure as a chip that opens at it."""
    return {
        "surface": figure.surface,
        "indicator": figure.indicator,
        "url": document_url(document, Span(figure.start, figure.end)),
    }


def facet_views(facets: Facets, asked: Search) -> list[dict[str, Any]]:
    """The facets as links that add or take away a choice and keep the others. What is chosen is always shown."""
    return [
        {"label": label, "choices": choices}
        for name, label in FACETS
        if (choices := list(_choices(name, getattr(facets, name), asked)))
    ]


def _choices(name: str, counts: Sequence[tuple[str, int]], asked: Search) -> Iterator[dict[str, Any]]:
    chosen: tuple[str, ...] = getattr(asked.filters, name)
    known = dict(counts)
    shown = dict(counts[:CHOICES]) | {value: known.get(value, 0) for value in chosen}
    for value, count in shown.items():
        on = value in chosen
        now = tuple(one for one in chosen if one != value) if on else (*chosen, value)
        url = search_url(replace(asked, filters=replace(asked.filters, **{name: now})))
        text = DIMENSION_WORDS.get(value, value) if name == "dimension" else value
        page = "/program?" + urlencode({"name": value}) if name == "program" else ""
        yield {"value": text, "documents": count, "on": on, "url": url, "page": page}


def part_views(understood: Understood, asked: Search) -> list[dict[str, str]]:
    """What of a query must hold, each part with the search without it."""
    return [
        {"text": part.text, "url": search_url(replace(asked, text=understood.without(part)))}
        for part in understood.parts
    ]


def nothing_view(nothing: Nothing) -> dict[str, Any]:
    """What may be done where nothing was found."""
    return {
        "without": [
            {"text": one.text, "documents": one.documents, "url": search_url(one.search)} for one in nothing.without
        ],
        "near": [{"word": one.word, "instead": one.instead, "url": search_url(one.search)} for one in nothing.near],
    }


def asked_values(asked: Search) -> dict[str, Any]:
    """A search as the parameters of an address, what is usual left out."""
    filters = {name: getattr(asked.filters, name) for name, _ in FACETS}
    values = {"q": asked.text, **filters, "sort": asked.sort if asked.sort != "relevance" else ""}
    return {key: value for key, value in (values | {"plain": "" if asked.operators else "1"}).items() if value}


def search_url(asked: Search, cursor: str | None = None) -> str:
    """A search as an address that can be shared."""
    return "/?" + urlencode(asked_values(asked) | ({"cursor": cursor} if cursor else {}), doseq=True)


def export_url(asked: Search) -> str:
    """The address of all that a search finds, as a file."""
    return "/api/search/export?" + urlencode(asked_values(asked), doseq=True)


def figure_view(
    figure: Figure, *, number: int, url: str, document: str, text: str = "", title: str = ""
) -> dict[str, Any]:
    """A row of a table of figures: printed first, normalised second; `why` links a field to the words that say it,
    where they stand elsewhere. `text` is the document's, to show them."""
    meaning = (WORDS.get(word or "", "") for word in (figure.measure, figure.direction, figure.basis))
    per = f"每{figure.per}" if figure.per else ""
    return {
        "number": number,
        "url": url,
        "surface": figure.surface,
        "to_confirm": f"{figure.confidence:.0%}" if figure.to_confirm else "",
        "qualifier": figure.qualifier_text or QUALIFIERS.get(figure.qualifier, ""),
        "value": readable(figure.value, figure.value_max, figure.unit),
        "indicator": figure.indicator,
        "region": figure.region or "",
        "period": (figure.period or "").replace("..", " – "),
        "meaning": " ".join(word for word in (*meaning, per, WORDS[figure.role]) if word),
        "title": title,
        "like": f"/figures?{urlencode({'like': f'{document}:{figure.start}'})}" if figure.indicator_key else "",
        "correct": f"/documents/{document}/figures/{figure.start}-{figure.end}",
        "corrected": corrected_view(figure),
        "why": {one.field: _why(one, document, text) for one in figure.evidence},
    }


def _why(evidence: Evidence, document: str, text: str) -> dict[str, str]:
    """Where a field of a figure was read."""
    words = text[evidence.start : evidence.end]
    words = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
    url = document_url(document, Span(evidence.start, evidence.end))
    return {"url": url, "words": f"据“{words}”" if words else "所据原文"}


def parts_of(document: Document) -> list[tuple[int, int]]:
    """The document's blocks in parts for the reader, as half-open ranges of block numbers."""
    parts, first, size = [], 0, 0
    for number, block in enumerate(document.blocks):
        if size and size + block.end - block.start > PART:
            parts.append((first, number))
            first, size = number, 0
        size += block.end - block.start
    parts.append((first, len(document.blocks)))
    return parts


def part_with(document: Document, parts: Sequence[tuple[int, int]], offset: int) -> int:
    """The number, from 1, of the part that holds a place of the reading text."""
    for number, (first, last) in enumerate(parts, 1):
        if first < last and offset < document.blocks[last - 1].end:
            return number
    return len(parts)


def block_view(
    document: Document, block: Block, figures: Sequence[tuple[int, Figure]], hit: Span | None
) -> dict[str, Any]:
    """A block for the reader, with its figures and the hit marked."""
    places = [(number, Span(figure.start, figure.end)) for number, figure in figures]
    return {
        "tag": TAGS.get(block.kind) or f"h{min(max(block.level, 1) + 1, 4)}",
        "note": block.kind == "note",
        "pieces": list(pieces(document.block_text(block), block.start, places, hit)),
    }
