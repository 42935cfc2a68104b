"""Searches: asked, counted, kept under a name and run again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from itertools import islice

from corpus.backend import Corpus
from corpus.errors import NotFoundError
from corpus.query import Facets, Filters, Hit, Page, Query, Saved, seen_key
from search_api.parse_query import QueryError, Understood, check_text, parse_query, understand
from search_api.settings import Settings

NAME = 100
"""Code points of a saved search's name, at most."""
NEW = 10_000
"""New documents that a saved search tells at once, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search as a person asks it. Without `operators` quotes and the like are punctuation, as in a list of questions;
    with `passages` above 1 a document shows so many places; with `explain` a hit says what each part of the ranking
    gave."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: str = "relevance"
    operators: bool = True
    passages: int = 1
    explain: bool = False

    def understood(self, settings: Settings) -> Understood:
        """What the text is taken for. Raises QueryError."""
        return understand(self.text, operators=self.operators, segmenter=settings.segmenter)

    def query(self, settings: Settings, *, limit: int = 10, cursor: str | None = None) -> Query:
        """As the corpus takes it. Raises QueryError."""
        return parse_query(
            self.text, filters=self.filters, operators=self.operators, sort=self.sort, passages=self.passages,
            explain=self.explain, limit=limit, cursor=cursor, segmenter=settings.segmenter,
        )  # fmt: skip


def search(
    corpus: Corpus, asked: Search, *, settings: Settings, limit: int = 10, cursor: str | None = None
) -> Page[Hit]:
    """Documents by relevance or date. Raises QueryError and CorpusError."""
    return corpus.search(asked.query(settings, limit=limit, cursor=cursor))


def facets(corpus: Corpus, asked: Search, *, settings: Settings) -> Facets:
    """Counts of the documents that `search` finds, by each facet."""
    return corpus.facets(asked.query(settings))


def search_all(corpus: Corpus, asked: Search, *, settings: Settings) -> Iterator[Hit]:
    """All documents that a search finds, in its order, streamed."""
    return corpus.export_hits(asked.query(settings))


def similar(corpus: Corpus, name: str, *, limit: int = 10) -> Page[Hit]:
    """Documents like one, by its id, a unique prefix of one, or a path. Raises NotFoundError."""
    return corpus.similar(corpus.resolve(name), limit=limit)


def save_search(corpus: Corpus, name: str, asked: Search, *, settings: Settings) -> Saved:
    """Keep a search under a name; what it finds now is no news to its next run. Raises QueryError."""
    name = check_text(name).strip()
    if not name or len(name) > NAME:
        raise QueryError(f"a saved search needs a name of 1 to {NAME} characters")
    saved = Saved(name=name, body=search_body(asked), seen=_seen(corpus, asked, settings), run_at=_now())
    corpus.save(saved)
    return saved


def find_saved(corpus: Corpus, name: str) -> Saved:
    """The search that is kept under a name. Raises NotFoundError."""
    for saved in corpus.saved():
        if saved.name == name:
            return saved
    raise NotFoundError(f"no search is saved as {name!r}: `gouji saved` lists them")


def read_saved(saved: Saved) -> Search:
    """The search that was kept. Raises QueryError where it has a field or filter that is no more."""
    body = json.loads(saved.body)
    filters = body.pop("filters", {})
    known = {one.name for one in fields(Search)}, {one.name for one in fields(Filters)}
    unknown = [*sorted(body.keys() - known[0]), *sorted(filters.keys() - known[1])]
    if unknown:
        raise QueryError(
            f"the search saved as {saved.name!r} uses {', '.join(unknown)}, which this version does not know: "
            "save it again without"
        )
    return Search(**body, filters=Filters(**{name: tuple(values) for name, values in filters.items()}))


def run_saved(
    corpus: Corpus, saved: Saved, *, settings: Settings, limit: int = 10, keep: bool = True
) -> tuple[Page[Hit], int]:
    """What a saved search finds that its last run did not, best first, and how many it finds in all. With `keep` what
    is found now is no news to the next run. Raises QueryError and CorpusError."""
    asked = read_saved(saved)
    ids = list(corpus.matching(asked.query(settings)))
    new = [document for document in ids if seen_key(document) not in saved.seen]
    page: Page[Hit] = Page(items=(), total=0)
    if new:
        chosen = tuple(islice(new, NEW))
        filters = replace(asked.filters, document=chosen)
        page = search(corpus, replace(asked, filters=filters), settings=settings, limit=limit)
        page = Page(items=page.items, total=len(new))
    if keep:
        corpus.save(replace(saved, seen=frozenset(map(seen_key, ids)), run_at=_now()))
    return page, len(ids)


def search_body(asked: Search) -> str:
    """A search as text, what is not usual alone."""
    usual, body = asdict(Search()), asdict(asked)
    kept = {name: value for name, value in body.items() if value != usual[name] and name != "filters"}
    chosen = {name: values for name, values in body["filters"].items() if values}
    return json.dumps(kept | ({"filters": chosen} if chosen else {}), ensure_ascii=False)


def _seen(corpus: Corpus, asked: Search, settings: Settings) -> frozenset[bytes]:
    return frozenset(map(seen_key, corpus.matching(asked.query(settings))))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
