"""What a user can do, one function each. The command line, the API and the pages call these and add nothing.

nlp and ingest are imported where they are used: a command that needs no segmenter starts without one.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus import backend
from corpus.backend import Corpus
from corpus.errors import StaleCorpusError
from corpus.model import Analysis, Block, Document, Edition, Figure
from corpus.query import DocumentRow, FigureQuery, FigureRow, Filters, Page, ProgramRow, Status
from search_api.batch import BatchRow, parse_batch
from search_api.comparable import Alike, Comparable, comparable
from search_api.parse_query import QueryError, check_text
from search_api.scale import Scale, parse_scales, scale_record
from search_api.searches import Search, facets, search, search_all, similar
from search_api.settings import Settings

if TYPE_CHECKING:
    from corpus.elastic.store import ElasticCorpus
    from corpus.move import Moved
    from ingest.report import Progress, Report
    from ingest.run import OnProgress
    from search_api.records import Record

__all__ = [
    "Alike", "Comparable", "QueryError", "Scale", "Search", "comparable", "facets", "parse_scales", "scale_record",
    "search", "search_all", "similar",
]  # fmt: skip

PAGE = 200
"""Rows that are asked for at once where all are wanted."""
STDIN = "standard input.txt"
"""What standard input is called in messages; its ending says that it is text."""


class ActionError(Exception):
    """Something that was asked for cannot be done; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One file that was read: its document (and analysis, unless only its blocks were asked for), or why not."""

    file: str
    document: Document | None = None
    analysis: Analysis | None = None
    failure: str | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document of a corpus, whole."""

    document: Document
    analysis: Analysis
    editions: tuple[Edition, ...]

    def figures_of(self, block: Block) -> tuple[Figure, ...]:
        """The figures in a block, in order."""
        inside = slice(
            bisect_left(self.analysis.figures, block.start, key=_start),
            bisect_left(self.analysis.figures, block.end, key=_start),
        )
        return self.analysis.figures[inside]


def _start(figure: Figure) -> int:
    return figure.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a file that was added: new, unchanged, replaced, duplicate, or failed with its reason."""

    outcome: str
    path: str
    document: str | None = None
    figures: int = 0
    programs: int = 0
    issues: int = 0
    failure: str | None = None

    def record(self) -> Record:
        """As a flat record."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "failure"}


def _silent(progress: Progress) -> None:
    """Nobody watches."""


def extract(
    files: Iterable[str], *, limit: int, annotated: bool = True, stdin: BinaryIO | None = None
) -> Iterator[Extracted]:
    """Read each file, with no corpus. `limit` is bytes a file; `-` is `stdin`. One bad file does not stop the rest."""
    for file in files:
        try:
            data = stdin.read(limit + 1) if file == "-" and stdin else read_file(file, limit=limit)
        except ActionError as error:
            yield Extracted(file=file, failure=str(error), code="unreadable")
            continue
        found = extract_bytes(data, name=STDIN if file == "-" else file, limit=limit, annotated=annotated)
        yield replace(found, file=file)


def extract_bytes(data: bytes, *, name: str, limit: int, annotated: bool = True) -> Extracted:
    """Read one file's bytes, with no corpus. A document that cannot be read is an Extracted with its failure."""
    from ingest.errors import UnreadableError
    from ingest.read import read_document

    try:
        document = read_document(data, name=name, limit=limit)
    except UnreadableError as error:
        return Extracted(file=name, failure=error.message, code=error.code)
    if not annotated:
        return Extracted(file=name, document=document)
    from nlp.annotate import annotate

    try:
        return Extracted(file=name, document=document, analysis=annotate(document))
    except Exception as error:  # noqa: BLE001 - one document's failure is its outcome and must not end the run
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        failure = f"{name} was read but its analysis failed ({what}): please report it with the file"
        return Extracted(file=name, failure=failure, code="analysis")


def read_file(file: str, *, limit: int) -> bytes:
    """A file's bytes, at most one more than `limit`. Raises ActionError."""
    if not file:
        raise ActionError("a file without a name: name a file")
    try:
        path = Path(file)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ActionError(f"{file} is a folder: name its files, or put it into a corpus with `gouji ingest`")
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode) and not stat.S_ISCHR(mode):
            raise ActionError(f"{file} is no regular file: name a text file")
        with path.open("rb") as source:
            return source.read(limit + 1)
    except OSError as error:
        raise ActionError(f"{file} cannot be read: {os.strerror(error.errno or 0).lower()}") from error
    except ValueError as error:
        raise ActionError(f"{file!r} is no file name: {error}") from error


def read_batch(file: str, *, limit: int, stdin: BinaryIO | None = None) -> list[BatchRow]:
    """The queries of a CSV file in any encoding that is read; `-` is `stdin`. Raises ActionError, IngestError or
    QueryError."""
    from ingest.detect import decode

    given = file == "-" and stdin is not None
    data = stdin.read(limit + 1) if given and stdin else read_file(file, limit=limit)
    name = "standard input" if given else file
    return parse_batch(decode(data, name=name, limit=limit).text, name=name)


def open_corpus(settings: Settings, *, must_exist: bool = True) -> AbstractContextManager[Corpus]:
    """The corpus of these settings. Raises ActionError when it must exist and does not, else CorpusError."""
    file = settings.corpus.removeprefix("sqlite:///")
    if must_exist and file != settings.corpus and not Path(file).exists():
        raise ActionError(f"there is no corpus at {file}: `gouji ingest PATH` makes one")
    return backend.open_corpus(settings.corpus, create=not must_exist)


def require_fresh(corpus: Corpus, *, segmenter: str) -> None:
    """Raise StaleCorpusError when a document was read by another analyser: its words would not meet a query's."""
    from nlp.stamp import fingerprint

    if next(iter(corpus.stale(fingerprint(segmenter))), None) is not None:
        raise StaleCorpusError("the corpus was read by another version of the analyser: run `gouji rebuild`")


def count_stale(corpus: Corpus, *, segmenter: str) -> int:
    """Documents that were read by another analyser."""
    from nlp.stamp import fingerprint

    return sum(1 for _ in corpus.stale(fingerprint(segmenter)))


def analyse_document(document: Document, *, segmenter: str) -> Analysis:
    """Everything a corpus keeps of a document. Worker processes import it by its name."""
    from nlp.pipeline import analyse

    return analyse(document, segmenter=segmenter)


def ingest(corpus: Corpus, paths: Iterable[str], *, settings: Settings, on_progress: OnProgress = _silent) -> Report:
    """Put files and folders into the corpus. Nothing is raised for a file: its outcome in the report says it."""
    from ingest import run

    work = run.Settings(limit=settings.file_limit, workers=settings.workers)
    return run.ingest(paths, corpus, partial(analyse_document, segmenter=settings.segmenter), work, on_progress)


def add(corpus: Corpus, data: bytes, *, name: str, settings: Settings) -> Added:
    """Put one file's bytes into the corpus under a name, as `ingest` puts a file under its path."""
    from ingest.pool import Job, run_job
    from ingest.run import carry_corrections

    edition, document = corpus.edition(name), sha256(data).hexdigest()
    replaced = edition is not None and edition.document != document
    if corpus.has(document):
        if edition is not None and not replaced:
            return _added("unchanged", name, corpus.analysis(document))
        corpus.place(document, path=name)
        return _added("replaced" if replaced else "duplicate", name, corpus.analysis(document))
    analyse = partial(analyse_document, segmenter=settings.segmenter)
    done = run_job(Job(data, name), analyse=analyse, limit=settings.upload_limit)
    if done.document is None or done.analysis is None:
        return Added(outcome="failed", path=name, failure=str(done.error))
    if edition is not None:
        carry_corrections(corpus, edition.document, done.document)
    corpus.put(done.document, done.analysis, path=name, original=data)
    return _added("replaced" if replaced else "new", name, done.analysis)


def _added(outcome: str, name: str, analysis: Analysis) -> Added:
    return Added(
        outcome=outcome,
        path=name,
        document=analysis.document,
        figures=len(analysis.figures),
        programs=len(analysis.programs),
        issues=len(analysis.issues),
    )


def rebuild(corpus: Corpus, *, settings: Settings, on_progress: OnProgress = _silent) -> Report:
    """Analyse anew what another analyser made."""
    from ingest import rebuild, run
    from nlp.stamp import fingerprint

    work = run.Settings(limit=settings.file_limit, workers=settings.workers)
    analyse = partial(analyse_document, segmenter=settings.segmenter)
    return rebuild.rebuild(corpus, analyse, fingerprint(settings.segmenter), work, on_progress)


def figures(corpus: Corpus, query: FigureQuery) -> Page[FigureRow]:
    """A page of figures."""
    return corpus.figures(query)


def export_figures(corpus: Corpus, query: FigureQuery) -> Iterator[FigureRow]:
    """All figures that match, streamed."""
    return corpus.export_figures(query)


def documents(corpus: Corpus, filters: Filters, *, limit: int = 50, cursor: str | None = None) -> Page[DocumentRow]:
    """A page of documents, newest first."""
    return corpus.documents(filters, limit=limit, cursor=cursor)


def programs(
    corpus: Corpus,
    name: str = "",
    *,
    kind: str | None = None,
    filters: Filters,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[ProgramRow]:
    """A page of named programs, most documents first. Raises QueryError for a name that is no text."""
    return corpus.programs(check_text(name), kind=kind, filters=filters, limit=limit, cursor=cursor)


def all_programs(corpus: Corpus, name: str = "", *, kind: str | None = None, filters: Filters) -> Iterator[ProgramRow]:
    """All named programs, a page after the other."""
    cursor: str | None = None
    while True:
        page = programs(corpus, name, kind=kind, filters=filters, limit=PAGE, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def show(corpus: Corpus, name: str) -> Shown:
    """A document by its id, a unique prefix of one, or a path. Raises NotFoundError."""
    document = corpus.resolve(name)
    return Shown(
        document=corpus.document(document), analysis=corpus.analysis(document), editions=corpus.editions(document)
    )


def status(corpus: Corpus) -> Status:
    """What the corpus holds."""
    return corpus.status()


def remove(corpus: Corpus, name: str) -> str:
    """Drop a document by its id, a unique prefix of one, or a path; returns its id. Raises NotFoundError."""
    document = corpus.resolve(name)
    corpus.remove(document)
    return document


def export_corpus(corpus: Corpus, file: Path) -> Moved:
    """Write all of a corpus to a file that is there whole or not at all; gives what was written."""
    from corpus.move import Moved, export_file

    moved = Moved()
    export_file(corpus, file, moved)
    return moved


def import_corpus(corpus: Corpus, file: Path) -> Moved:
    """Put all of an export into a corpus; gives what it holds. Raises MoveError."""
    from corpus.move import Moved, import_lines, read_lines

    moved = Moved()
    with file.open("rb") as source:
        for _ in import_lines(corpus, read_lines(source), moved):
            pass
    return moved


def backup(corpus: Corpus, folder: Path) -> str:
    """Copy a corpus into a folder while it is in use; gives a sentence on what was made."""
    return corpus.backup(folder)


def rebuild_indices(settings: Settings) -> str:
    """Make the indices of a corpus on Elasticsearch anew while it is in use; gives a sentence on what was made."""
    with _cluster(settings) as corpus:
        return corpus.rebuild_indices()


def drop_old_indices(settings: Settings) -> list[str]:
    """Delete the indices that were in use before; gives their names."""
    with _cluster(settings) as corpus:
        return corpus.drop_old_indices()


def _cluster(settings: Settings) -> ElasticCorpus:
    """A corpus on Elasticsearch whose mappings need not be as they should. Raises ActionError for another corpus."""
    if not settings.corpus.startswith(("http://", "https://")):
        raise ActionError("only a corpus on Elasticsearch has indices of its own: leave --indices and --confirm away")
    from corpus.elastic.store import ElasticCorpus

    return ElasticCorpus(settings.corpus, create=False, repair=True)
