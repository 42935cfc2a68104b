"""What the pages show of programs: plain dicts for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from corpus.model import Program, Span
from corpus.query import DocumentRow, ProgramRow
from search_api.entities import Entity, Named
from search_api.web.views import document_url, meta_parts, titled

KINDS = (
    ("document", "文件"), ("document_number", "文号"), ("plan", "规划计划"), ("action", "行动"),
    ("project", "工程项目"), ("platform", "平台"), ("mechanism", "机制制度"), ("fund", "资金基金"),
    ("agreement", "协议"), ("park", "园区"), ("other", "其他"),
)  # fmt: skip
WORDS = dict(KINDS)
SHOWN = 30
"""Names of a program, and programs of a document, that a page shows."""


def program_url(entity: str) -> str:
    """The page of a program."""
    return "/program?" + urlencode({"name": entity})


def row_view(row: ProgramRow) -> dict[str, Any]:
    """A program in a list."""
    return {
        "entity": row.entity,
        "url": program_url(row.entity),
        "kind": WORDS[row.kind],
        "documents": row.documents,
        "mentions": row.mentions,
        "title": titled(row.row),
        "place": document_url(row.row.document, Span(row.example.start, row.example.end)),
    }


def about(entity: Entity) -> list[str]:
    """What a program is, for one line."""
    return [WORDS[entity.kind], *entity.numbers, f"{entity.mentions} 处提及"]


def name_views(entity: Entity) -> list[dict[str, Any]]:
    """What a program is called, each name once, with how often."""
    counts: dict[str, int] = {}
    for row in entity.names:
        shown = "".join(row.surface.split())
        counts[shown] = counts.get(shown, 0) + row.mentions
    return [{"name": name, "mentions": mentions} for name, mentions in list(counts.items())[:SHOWN]]


def document_view(row: DocumentRow) -> dict[str, Any]:
    """A document as a link."""
    return {
        "url": document_url(row.document),
        "title": row.metadata.title or row.path,
        "meta": meta_parts(row.metadata),
    }


def named_view(named: Named) -> dict[str, Any]:
    """A document that names a program, with each place."""
    mentions = [
        {
            "before": before,
            "surface": program.surface,
            "after": after,
            "url": document_url(named.row.document, Span(program.start, program.end)),
        }
        for program, before, after in named.mentions[:SHOWN]
    ]
    more = len(named.mentions) - len(mentions)
    return document_view(named.row) | {"mentions": mentions, "more": more}


def program_links(programs: Iterable[Program]) -> list[dict[str, Any]]:
    """The programs that a document names, in the order of their first mention, as links."""
    counts: dict[str, int] = {}
    kinds: dict[str, str] = {}
    for program in programs:
        counts[program.entity] = counts.get(program.entity, 0) + 1
        if program.kind != "document_number":
            kinds.setdefault(program.entity, program.kind)
    return [
        {
            "entity": entity,
            "url": program_url(entity),
            "kind": WORDS[kinds.get(entity, "document_number")],
            "mentions": mentions,
        }
        for entity, mentions in counts.items()
    ]
