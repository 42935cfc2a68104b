"""The corpus on a cluster: documents, analyses, originals, all in its indices."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from corpus.backend import Entry, put_entry
from corpus.corrections import correct_analysis
from corpus.elastic import batch, columns, corrections, figures, programs, read, rebuild, search, similar, write
from corpus.elastic import saved as saved_searches
from corpus.elastic.address import parse_address
from corpus.elastic.backup import back_up
from corpus.elastic.connections import connect, translated
from corpus.elastic.required import narrow_parts
from corpus.elastic.schema import KINDS, prepare, read_stamp, write_stamp
from corpus.elastic.write import Indices
from corpus.elastic.writers import GRACE, Writer, find_unfinished
from corpus.errors import CorpusError, RejectedError, UnusableCorpusError
from corpus.model import Analysis, Correction, Document, Edition, Span
from corpus.originals import Originals
from corpus.path_spelling import spellings
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


class ElasticCorpus:
    """See corpus.backend.Corpus. May be used by several threads at once, and by several processes on one cluster.

    What this object wrote is found by its next read: before it, the indices are refreshed, and only then, so that an
    ingest is not slowed. Others find it within the indices' refresh_interval.
    """

    def __init__(self, url: str, *, create: bool = True, repair: bool = False) -> None:
        self.address = parse_address(url)
        self.url = self.address.shown
        self.client = connect(self.address)
        self.prefix = self.address.prefix
        self._indices = Indices(self.client, self.prefix)
        self._writer = Writer(self.client, self.prefix)
        self._originals = Originals(self.address.originals) if self.address.originals else None
        self._lock = threading.RLock()
        self._unrefreshed = self._closed = False
        self._stamp: str | None = None
        self._tidied = time.monotonic()
        try:
            with translated(self.address):
                prepare(self.client, self.address, create=create, repair=repair)
        except BaseException:
            self.client.close()
            raise

    def __enter__(self) -> ElasticCorpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._closed:
            return
        # what could not be tidied now is left to another's sweep
        with suppress(CorpusError), self._lock, translated(self.address):
            self._refresh()
            self._writer.leave()
        self._closed = True
        self.client.close()

    def put(self, document: Document, analysis: Analysis, *, path: str, original: bytes) -> None:
        with self._writing():
            analysis = self._corrected(analysis)
            before = read.find_kept(self.client, self.prefix, document.id)
            if before is None:
                if self._originals is not None:
                    self._originals.keep(document.id, original)
                kept_here = original if self._originals is None else None
                write.add_document(self._indices, self._writer, document, analysis, path, kept_here)
                self._put_stamp(analysis.analyser)
            elif before.record["analyser"] != analysis.analyser:
                write.replace_document(self._indices, self._writer, document, analysis, before)
                self._put_stamp(analysis.analyser)
            self._place(document.id, path, new=before is None)

    def put_many(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, RejectedError | None]]:
        for many in batch.batches(entries):
            with self._writing():
                known = corrections.read_many(self.client, self.prefix, [entry.document.id for entry in many])
                many = [
                    replace(one, analysis=correct_analysis(one.analysis, known.get(one.document.id, ())))
                    for one in many
                ]
                rest = batch.add_documents(self._indices, self._writer, many, originals=self._originals is None)
                for analyser in dict.fromkeys(entry.analysis.analyser for entry in many):
                    self._put_stamp(analyser)
            alone = {id(entry) for entry in rest}
            for entry in many:
                yield entry, put_entry(self, entry) if id(entry) in alone else None

    def place(self, document: str, *, path: str) -> None:
        with self._writing():
            read.kept(self.client, self.prefix, document)
            self._place(document, path, new=False)

    def leave(self, path: str) -> None:
        with self._writing():
            before = write.leave_path(self._indices, path)
            if before is not None and not write.name_path(self._indices, before):
                self._drop(before)

    def keep_history(self, edition: Edition) -> None:
        with self._writing():
            write.keep_history(self._indices, edition)

    def replace_analysis(self, document: Document, analysis: Analysis) -> None:
        with self._writing():
            before = read.kept(self.client, self.prefix, document.id)
            write.replace_document(self._indices, self._writer, document, self._corrected(analysis), before)
            self._put_stamp(analysis.analyser)

    def remove(self, document: str) -> None:
        with self._writing():
            self._drop(document)
            corrections.drop_corrections(self._indices, document)

    def correct(self, document: str, place: Span, found: Iterable[Correction]) -> None:
        with self._writing():
            corrections.replace_corrections(self._indices, document, place, found)
            before = read.find_kept(self.client, self.prefix, document)
            if before is not None:
                content = read.content(self.client, self.prefix, before.record)
                reading, analysis = columns.read_content(content)
                write.replace_document(self._indices, self._writer, reading, self._corrected(analysis), before)

    def corrections(self, document: str | None = None) -> Iterator[Correction]:
        with self._reading():
            if document is None:
                return iter(corrections.read_all(self.client, self.prefix))
            return iter(corrections.read_corrections(self.client, self.prefix, document))

    def has(self, document: str) -> bool:
        with self._asking():
            return read.find_kept(self.client, self.prefix, document) is not None

    def edition(self, path: str) -> Edition | None:
        with self._asking():
            found = read.edition_record(self.client, self.prefix, write.path_id(path))
        return None if found is None else read.read_edition(found.record)

    def editions(self, document: str) -> tuple[Edition, ...]:
        with self._reading():
            return read.read_editions(self.client, self.prefix, document)

    def resolve(self, name: str) -> str:
        by_path = next(filter(None, map(self.edition, spellings(name))), None)
        with self._reading():
            return read.resolve(self.client, self.prefix, name, by_path)

    def document(self, document: str) -> Document:
        with self._asking():
            return read.read_document(self.client, self.prefix, document)

    def analysis(self, document: str) -> Analysis:
        with self._asking():
            return read.read_analysis(self.client, self.prefix, document)

    def original(self, document: str) -> bytes:
        with self._asking():
            read.kept(self.client, self.prefix, document)
            if self._originals is None:
                return read.read_original(self.client, self.prefix, document)
        return self._originals.read(document)

    def documents(self, filters: Filters, *, limit: int = 50, cursor: str | None = None) -> Page[DocumentRow]:
        with self._reading():
            return read.list_documents(self.client, self.prefix, filters, limit=limit, cursor=cursor)

    def search(self, query: Query) -> Page[Hit]:
        with self._reading():
            return search.find_documents(self.client, self.prefix, query)

    def export_hits(self, query: Query) -> Iterator[Hit]:
        with self._reading():
            yield from search.stream_documents(self.client, self.prefix, query)

    def matching(self, query: Query) -> Iterator[str]:
        with self._reading():
            yield from search.matching_ids(self.client, self.prefix, query)

    def similar(self, document: str, *, limit: int = 10) -> Page[Hit]:
        with self._reading():
            return similar.find_similar(self.client, self.prefix, document, limit=limit)

    def gram_counts(self, grams: Iterable[str]) -> dict[str, int]:
        with self._reading():
            return similar.count_terms(self.client, self.prefix, "grams", grams)

    def near_grams(self, gram: str) -> tuple[tuple[str, int], ...]:
        with self._reading():
            return similar.near_grams(self.client, self.prefix, gram)

    def save(self, saved: Saved) -> None:
        with self._asking():
            saved_searches.put(self.client, self.prefix, saved)

    def saved(self) -> tuple[Saved, ...]:
        with self._asking():
            return saved_searches.read_all(self.client, self.prefix)

    def forget(self, name: str) -> None:
        with self._asking():
            saved_searches.drop(self.client, self.prefix, name)

    def facets(self, query: Query) -> Facets:
        with self._reading():
            return search.count_facets(self.client, self.prefix, query)

    def figures(self, query: FigureQuery) -> Page[FigureRow]:
        with self._reading():
            return figures.find_figures(self.client, self.prefix, self._narrowed(query))

    def export_figures(self, query: FigureQuery) -> Iterator[FigureRow]:
        with self._reading():
            yield from figures.stream_figures(self.client, self.prefix, self._narrowed(query))

    def _narrowed(self, query: FigureQuery) -> FigureQuery:
        return replace(query, filters=narrow_parts(self.client, self.prefix, query.filters))

    def programs(
        self, name: str = "", *, kind: str | None = None, filters: Filters, limit: int = 50, cursor: str | None = None
    ) -> Page[ProgramRow]:
        with self._reading():
            return read.list_programs(
                self.client, self.prefix, name, kind=kind, limit=limit, cursor=cursor,
                filters=narrow_parts(self.client, self.prefix, filters),
                unfinished=find_unfinished(self.client, self.prefix),
            )  # fmt: skip

    def names(self, entities: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> tuple[NameRow, ...]:
        with self._reading():
            unfinished = find_unfinished(self.client, self.prefix)
            return programs.find_names(self.client, self.prefix, entities, numbers, unfinished=unfinished)

    def titled(self, titles: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> tuple[DocumentRow, ...]:
        with self._reading():
            return programs.find_titled(self.client, self.prefix, titles, numbers)

    def stale(self, analyser: str) -> Iterator[str]:
        with self._reading():
            ids = read.stale_ids(self.client, self.prefix, analyser)
        return iter(ids)

    def status(self) -> Status:
        with self._reading():
            return read.read_status(self.client, self.prefix, self.url)

    def backup(self, folder: Path) -> str:
        with self._reading():
            return back_up(self, self.client, self.address, folder)

    def rebuild_indices(self) -> str:
        """Make all indices anew while others read and write; gives a sentence on what was made."""
        with self._lock, self._reading():
            return rebuild.rebuild_indices(self.client, self.address)

    def drop_old_indices(self) -> list[str]:
        """Delete the indices that `rebuild_indices` has left; gives their names."""
        with self._asking():
            return rebuild.drop_old(self.client, self.address)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Reading by id, which sees every write at once."""
        if self._closed:
            raise UnusableCorpusError(f"{self.url} is closed: open it again")
        with translated(self.address):
            yield

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Searching, which sees what this object has written."""
        with self._asking():
            if self._unrefreshed:
                with self._lock:
                    self._refresh()
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One write at a time."""
        with self._lock, self._asking():
            self._tidy()
            self._unrefreshed = True
            yield

    def _tidy(self) -> None:
        """What killed writers left is removed before the first write, and from time to time."""
        if self._writer.last is None or time.monotonic() - self._tidied > GRACE:
            self._writer.begin()
            write.sweep(self._indices, self._writer, originals=self._originals is None)
            self._tidied = time.monotonic()

    def _refresh(self) -> None:
        if self._unrefreshed:
            self._unrefreshed = False
            self._indices.refresh(*KINDS)

    def _corrected(self, analysis: Analysis) -> Analysis:
        """A reading with the corrections of its document."""
        return correct_analysis(analysis, corrections.read_corrections(self.client, self.prefix, analysis.document))

    def _place(self, document: str, path: str, *, new: bool) -> None:
        """Let a document stand at a path, and drop the one that stands nowhere now."""
        before = write.place_document(self._indices, document, path)
        if not new:
            write.name_path(self._indices, document)
        if before is not None and not write.name_path(self._indices, before):
            self._drop(before)

    def _drop(self, document: str) -> None:
        write.drop_document(self._indices, self._writer, document, originals=self._originals is None)
        if self._originals is not None:
            self._originals.drop(document)

    def _put_stamp(self, analyser: str) -> None:
        if self._stamp is None:
            self._stamp = read_stamp(self.client, self.prefix)
        if self._stamp != analyser:
            write_stamp(self.client, self.prefix, analyser)
            self._stamp = analyser
