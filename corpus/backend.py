"""The promise that every backend keeps, and the one switch between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from corpus.errors import RejectedError, UnusableCorpusError
from corpus.model import Analysis, Correction, Document, Edition, Span
from corpus.query import (
    DocumentRow,
    Facets,
    FigureQuery,
    FigureRow,
    Filters,
    Hit,
    NameRow,
    Page,
    ProgramRow,
    Query,
    Saved,
    Status,
)

NAMES, TITLED = 200, 200
"""How much is said of one program at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document that is to be put: what `Corpus.put` takes. With `editions` (an import) it stands at their paths, the
    first of which is `path`, since then and after what they say."""

    document: Document
    analysis: Analysis
    path: str
    original: bytes
    editions: tuple[Edition, ...] = ()


@runtime_checkable
class TakesMany(Protocol):
    """A corpus that puts many documents quicker than one after the other."""

    def put_many(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, RejectedError | None]]:
        """Put documents, each whole or not at all; gives each when it is put, or with why the engine refused it."""


class Corpus(Protocol):
    """Documents with their analyses. Each write is one transaction: all of it is there afterwards, or none.

    Every method may raise a corpus.errors.CorpusError. A corpus is a context manager that closes itself.
    """

    def put(self, document: Document, analysis: Analysis, *, path: str, original: bytes) -> None:
        """Make `document` what stands at `path` now. Putting the same twice changes nothing. The document that stood
        there before is dropped when it stands at no other path, and stays named in the edition's `earlier`."""

    def place(self, document: str, *, path: str) -> None:
        """Say that a document the corpus has already also stands at `path` (a duplicate, or an old edition back)."""

    def leave(self, path: str) -> None:
        """Say that nothing stands at a path any more. A document that stands at no other path is dropped."""

    def keep_history(self, edition: Edition) -> None:
        """Say since when a document stands at a path where it stands, and what stood there before (an import)."""

    def replace_analysis(self, document: Document, analysis: Analysis) -> None:
        """Put a new reading of the same bytes in place of the old one (rebuild)."""

    def correct(self, document: str, place: Span, found: Iterable[Correction]) -> None:
        """Let these be all corrections of the figure at a place of a document's reading text; none takes them back.
        They hold for every reading of the document that is put, also when it is not kept yet, or comes back."""

    def corrections(self, document: str | None = None) -> Iterator[Correction]:
        """The corrections of a document, or of all, in the order of documents and places."""

    def remove(self, document: str) -> None:
        """Drop a document, its analysis, corrections, editions and original. NotFoundError when there is none."""

    def has(self, document: str) -> bool:
        """Whether a document with this id is kept."""

    def edition(self, path: str) -> Edition | None:
        """What stands at a path."""

    def editions(self, document: str) -> tuple[Edition, ...]:
        """The paths where a document stands now."""

    def resolve(self, name: str) -> str:
        """The id of the document meant by an id, a unique prefix of eight or more digits of one, or a path."""

    def document(self, document: str) -> Document:
        """A document, whole."""

    def analysis(self, document: str) -> Analysis:
        """Its analysis, whole."""

    def original(self, document: str) -> bytes:
        """Its bytes as they came."""

    def documents(self, filters: Filters, *, limit: int = 50, cursor: str | None = None) -> Page[DocumentRow]:
        """Documents, newest date first, then by path."""

    def search(self, query: Query) -> Page[Hit]:
        """Documents by relevance, one hit each."""

    def export_hits(self, query: Query) -> Iterator[Hit]:
        """All documents that `search` would find, streamed, in its order; `limit` and `cursor` are not read."""

    def matching(self, query: Query) -> Iterator[str]:
        """The ids of all documents that `search` would find, in no order; `limit` and `cursor` are not read."""

    def similar(self, document: str, *, limit: int = 10) -> Page[Hit]:
        """Documents that share the telling words of a document, most alike first, itself left out. NotFoundError when
        there is none."""

    def gram_counts(self, grams: Iterable[str]) -> dict[str, int]:
        """In how many documents bigrams of folded text stand."""

    def near_grams(self, gram: str) -> tuple[tuple[str, int], ...]:
        """Bigrams that differ from one in a single character, with the number of their documents; the most frequent
        ones, some hundreds at most."""

    def save(self, saved: Saved) -> None:
        """Keep a search under its name, in place of the one that had it."""

    def saved(self) -> tuple[Saved, ...]:
        """The searches that are kept, by name."""

    def forget(self, name: str) -> None:
        """Drop a search that is kept. NotFoundError when there is none of this name."""

    def facets(self, query: Query) -> Facets:
        """Counts of the documents that `search` would find, by each facet; a facet's own filter is left aside."""

    def figures(self, query: FigureQuery) -> Page[FigureRow]:
        """Figures, a page at a time."""

    def export_figures(self, query: FigureQuery) -> Iterator[FigureRow]:
        """All figures that match, streamed, no limit; `limit` and `cursor` of the query are not read."""

    def programs(
        self, name: str = "", *, kind: str | None = None, filters: Filters, limit: int = 50, cursor: str | None = None
    ) -> Page[ProgramRow]:
        """Entities whose name holds `name`, most documents first."""

    def names(self, entities: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> tuple[NameRow, ...]:
        """What programs are called: the surfaces of all mentions whose entity is one of `entities`, or that are one of
        the document numbers `numbers` (corpus.entity.number_key); most mentions first, at most NAMES."""

    def titled(self, titles: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> tuple[DocumentRow, ...]:
        """Documents that have one of these titles (corpus.entity.entity_name) or numbers themselves, newest first, at
        most TITLED."""

    def stale(self, analyser: str) -> Iterator[str]:
        """Ids of the documents whose analysis was made by another analyser."""

    def status(self) -> Status:
        """What is kept."""

    def backup(self, folder: Path) -> str:
        """Copy all of it into a folder that is made, while others read and write; gives a sentence that says what was
        made and how it is used. OSError when the folder cannot be written."""

    def close(self) -> None:
        """Let go of the file or the connection."""


def put_many(corpus: Corpus, entries: Iterable[Entry]) -> Iterator[tuple[Entry, RejectedError | None]]:
    """Put documents, each whole or not at all; gives each when it is put, or with why the engine refused it."""
    if isinstance(corpus, TakesMany):
        yield from corpus.put_many(entries)
        return
    for entry in entries:
        yield entry, put_entry(corpus, entry)


def put_entry(corpus: Corpus, entry: Entry) -> RejectedError | None:
    """Put one document; gives why the engine refused it."""
    try:
        corpus.put(entry.document, entry.analysis, path=entry.path, original=entry.original)
    except RejectedError as error:
        return error
    for edition in entry.editions:
        corpus.place(edition.document, path=edition.path)
        corpus.keep_history(edition)
    return None


def open_corpus(url: str, *, create: bool = True) -> AbstractContextManager[Corpus]:
    """Open the corpus at an address: `sqlite:////absolute/path`, `sqlite:///relative/path`, or
    `https://user:password@host:9200/name` (see corpus.elastic.address). Without `create` a corpus on Elasticsearch must
    be there already.

    Raises UnusableCorpusError for any other address, and what the backend raises on opening.
    """
    if url.startswith("sqlite:///"):
        from corpus.sqlite.store import SqliteCorpus

        return SqliteCorpus(url)
    if url.startswith(("https://", "http://")):
        from corpus.elastic.store import ElasticCorpus

        return ElasticCorpus(url, create=create)
    raise UnusableCorpusError(
        f"{url.split('@')[-1]!r} names no corpus: write sqlite:////absolute/path/corpus.db, "
        "or https://user:password@host:9200/name for Elasticsearch"
    )
