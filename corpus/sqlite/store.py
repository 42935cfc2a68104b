"""The embedded corpus: one SQLite file, and a folder of originals beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from corpus.errors import UnusableCorpusError
from corpus.model import Analysis, Correction, Document, Edition, Span
from corpus.originals import Originals
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
from corpus.sqlite import corrections, figures, programs, read, search, similar, write
from corpus.sqlite import saved as saved_searches
from corpus.sqlite.backup import copy_corpus
from corpus.sqlite.connections import Connections

SCHEME = "sqlite:///"


class SqliteCorpus:
    """See corpus.backend.Corpus. May be used by several threads at once, and by several processes on one file.

    Raises NewerCorpusError, BusyCorpusError and UnusableCorpusError when the file cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = _path(url)
        self._connections = Connections(self.path)
        self._originals = Originals(_originals_folder(self.path))

    def __enter__(self) -> SqliteCorpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connections.close()

    def put(self, document: Document, analysis: Analysis, *, path: str, original: bytes) -> None:
        self._originals.keep(document.id, original)
        with self._connections.writing() as connection:
            # again under the lock: another process may have removed the document, and with it the file, since
            self._originals.keep(document.id, original)
            number = read.find_number(connection, document.id)
            if number is None:
                number = write.add_document(connection, document, analysis, path)
                write.stamp(connection, analysis.analyser)
            elif read.read_stamp(connection, number) != analysis.analyser:
                write.replace_parts(connection, number, document, analysis)
                write.stamp(connection, analysis.analyser)
            dropped = _place(connection, number, path)
        self._drop_originals(dropped)

    def place(self, document: str, *, path: str) -> None:
        with self._connections.writing() as connection:
            dropped = _place(connection, read.document_number(connection, document), path)
        self._drop_originals(dropped)

    def leave(self, path: str) -> None:
        with self._connections.writing() as connection:
            dropped = _leave(connection, path)
        self._drop_originals(dropped)

    def keep_history(self, edition: Edition) -> None:
        with self._connections.writing() as connection:
            write.keep_history(connection, edition)

    def replace_analysis(self, document: Document, analysis: Analysis) -> None:
        with self._connections.writing() as connection:
            number = read.document_number(connection, document.id)
            write.replace_parts(connection, number, document, analysis)
            write.stamp(connection, analysis.analyser)

    def remove(self, document: str) -> None:
        with self._connections.writing() as connection:
            write.drop_document(connection, read.document_number(connection, document))
            corrections.drop_corrections(connection, document)
        self._drop_originals([document])

    def correct(self, document: str, place: Span, found: Iterable[Correction]) -> None:
        with self._connections.writing() as connection:
            corrections.replace_corrections(connection, document, place, found)
            number = read.find_number(connection, document)
            if number is not None:
                reading = read.read_document(connection, document), read.read_analysis(connection, document)
                write.replace_parts(connection, number, *reading)

    def corrections(self, document: str | None = None) -> Iterator[Correction]:
        with self._connections.reading() as connection:
            found = corrections.read_corrections(connection, document)
        return iter(found)

    def has(self, document: str) -> bool:
        with self._connections.borrow() as connection:
            return read.find_number(connection, document) is not None

    def edition(self, path: str) -> Edition | None:
        with self._connections.borrow() as connection:
            return read.read_edition(connection, path)

    def editions(self, document: str) -> tuple[Edition, ...]:
        with self._connections.borrow() as connection:
            return read.read_editions(connection, document)

    def resolve(self, name: str) -> str:
        with self._connections.borrow() as connection:
            return read.resolve(connection, name)

    def document(self, document: str) -> Document:
        with self._connections.reading() as connection:
            return read.read_document(connection, document)

    def analysis(self, document: str) -> Analysis:
        with self._connections.reading() as connection:
            return read.read_analysis(connection, document)

    def original(self, document: str) -> bytes:
        with self._connections.borrow() as connection:
            read.document_number(connection, document)
        return self._originals.read(document)

    def documents(self, filters: Filters, *, limit: int = 50, cursor: str | None = None) -> Page[DocumentRow]:
        with self._connections.reading() as connection:
            return read.list_documents(connection, filters, limit=limit, cursor=cursor)

    def search(self, query: Query) -> Page[Hit]:
        with self._connections.reading() as connection:
            return search.find_documents(connection, query)

    def export_hits(self, query: Query) -> Iterator[Hit]:
        with self._connections.reading() as connection:
            yield from search.stream_documents(connection, query)

    def matching(self, query: Query) -> Iterator[str]:
        with self._connections.reading() as connection:
            yield from search.matching_ids(connection, query)

    def similar(self, document: str, *, limit: int = 10) -> Page[Hit]:
        with self._connections.reading() as connection:
            return similar.find_similar(connection, document, limit=limit)

    def gram_counts(self, grams: Iterable[str]) -> dict[str, int]:
        with self._connections.reading() as connection:
            return search.count_grams(connection, grams)

    def near_grams(self, gram: str) -> tuple[tuple[str, int], ...]:
        with self._connections.reading() as connection:
            return similar.near_grams(connection, gram)

    def save(self, saved: Saved) -> None:
        with self._connections.writing() as connection:
            saved_searches.put(connection, saved)

    def saved(self) -> tuple[Saved, ...]:
        with self._connections.borrow() as connection:
            return saved_searches.read_all(connection)

    def forget(self, name: str) -> None:
        with self._connections.writing() as connection:
            saved_searches.drop(connection, name)

    def facets(self, query: Query) -> Facets:
        with self._connections.reading() as connection:
            return search.count_facets(connection, query)

    def figures(self, query: FigureQuery) -> Page[FigureRow]:
        with self._connections.reading() as connection:
            return figures.find_figures(connection, query)

    def export_figures(self, query: FigureQuery) -> Iterator[FigureRow]:
        with self._connections.reading() as connection:
            yield from figures.stream_figures(connection, query)

    def programs(
        self, name: str = "", *, kind: str | None = None, filters: Filters, limit: int = 50, cursor: str | None = None
    ) -> Page[ProgramRow]:
        with self._connections.reading() as connection:
            return read.list_programs(connection, name, kind=kind, filters=filters, limit=limit, cursor=cursor)

    def names(self, entities: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> tuple[NameRow, ...]:
        with self._connections.reading() as connection:
            return programs.find_names(connection, entities, numbers)

    def titled(self, titles: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> tuple[DocumentRow, ...]:
        with self._connections.reading() as connection:
            return programs.find_titled(connection, titles, numbers)

    def stale(self, analyser: str) -> Iterator[str]:
        with self._connections.borrow() as connection:
            ids = read.stale_ids(connection, analyser)
        return iter(ids)

    def status(self) -> Status:
        with self._connections.reading() as connection:
            return read.read_status(connection, self.url, self.path)

    def backup(self, folder: Path) -> str:
        with self._connections.borrow() as connection:
            return copy_corpus(connection, self.path, self._originals.folder, folder)

    def _drop_originals(self, documents: list[str]) -> None:
        """Under the write lock, so that none is dropped that another process has just put again."""
        if not documents:
            return
        with self._connections.writing() as connection:
            for document in documents:
                if read.find_number(connection, document) is None:
                    self._originals.drop(document)


def _place(connection: sqlite3.Connection, number: int, path: str) -> list[str]:
    """Let a document stand at a path; gives the ids of documents that stand nowhere now and were dropped."""
    return _drop_unplaced(connection, write.place_document(connection, number, path))


def _leave(connection: sqlite3.Connection, path: str) -> list[str]:
    """Let nothing stand at a path; gives the ids of documents that stand nowhere now and were dropped."""
    return _drop_unplaced(connection, write.leave_path(connection, path))


def _drop_unplaced(connection: sqlite3.Connection, before: int | None) -> list[str]:
    """Drop what stood at a path, unless it stands at another."""
    if before is None or not write.stands_nowhere(connection, before):
        return []
    dropped = read.document_id(connection, before)
    write.drop_document(connection, before)
    return [dropped]


def _path(url: str) -> Path:
    name = url.removeprefix(SCHEME)
    if name == url or not name or "\0" in name:
        raise UnusableCorpusError(f"{url!r} names no file: write sqlite:////absolute/path/corpus.db")
    return Path(name)


def _originals_folder(path: Path) -> Path:
    """`corpus.db` has `corpus.originals` beside it; a file of another suffix keeps it, so that no two share one."""
    return path.with_name(path.name.removesuffix(".db") + ".originals")
