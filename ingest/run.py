"""The run over many files: each is seen, none is lost, and the corpus is whole at every moment.

Files are read and hashed here, one after the other, so that what has not changed costs no analysis; documents are
analysed by workers; their results are put into the corpus here, in the order of the files.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from corpus.backend import Corpus
from corpus.corrections import by_place, carry_over
from corpus.errors import BusyCorpusError, CorpusError, RejectedError
from corpus.model import Document, Edition, Span
from corpus.path_spelling import other_spelling, tidy
from ingest.detect import LIMIT
from ingest.errors import IngestError
from ingest.files import Found, find_files, lies_in, read_bytes
from ingest.pool import Analyse, Done, Job, PoolSettings, Work, open_work
from ingest.read import READERS
from ingest.report import Outcome, Progress, Report
from ingest.uninterrupted import uninterrupted

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`limit` is bytes a file; `timeout` seconds a document; runs of up to `few` files and `little` bytes start no
    worker processes."""

    limit: int = LIMIT
    workers: int = os.cpu_count() or 1
    timeout: float = 600.0
    few: int = 20
    little: int = 1_000_000

    @property
    def pool(self) -> PoolSettings:
        return PoolSettings(limit=self.limit, workers=self.workers, timeout=self.timeout)


@dataclass(slots=True)
class _Pending:
    """A file whose turn to be committed has not come. Without `data` its bytes are those of one before it."""

    found: Found
    document: str
    data: bytes | None


@dataclass(slots=True)
class _Run:
    """The state of one run."""

    corpus: Corpus
    settings: Settings
    on_progress: OnProgress
    folders: tuple[str, ...] = ()
    total: int = 0
    report: Report = field(default_factory=Report)
    pending: deque[_Pending] = field(default_factory=deque)

    def tell(self, outcome: Outcome) -> None:
        self.report.outcomes.append(outcome)
        self.on_progress(Progress(done=self.report.seen, total=self.total, last=outcome))


def ingest(
    paths: Iterable[str],
    corpus: Corpus,
    analyse: Analyse,
    settings: Settings | None = None,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Put the files of `paths` (files and folders) into the corpus. Nothing is raised for a file: its outcome says it.

    Ctrl-C ends the run early; so does a corpus that cannot be written to. The report then holds what was done.
    """
    settings = settings or Settings()
    paths = tuple(map(tidy, paths))
    run = _Run(corpus, settings, on_progress, folders=tuple(filter(_is_folder, paths)))
    try:
        inputs = list(find_files(paths, READERS))
        run.total = len(inputs)
        with open_work(analyse, settings.pool, here=_is_little(inputs, settings)) as work:
            for given in inputs:
                _look_at(run, work, given)
            _commit_all(run, work)
    except KeyboardInterrupt:
        run.report.interrupted = True
    except CorpusError as error:
        run.report.stopped = str(error)
    return run.report


def _is_folder(path: str) -> bool:
    return "\0" not in path and os.path.isdir(path)


def _is_little(inputs: list[Found | Outcome], settings: Settings) -> bool:
    files = [given for given in inputs if isinstance(given, Found)]
    return len(files) <= 1 or (len(files) <= settings.few and sum(file.size for file in files) <= settings.little)


def _look_at(run: _Run, work: Work, given: Found | Outcome) -> None:
    """Decide what a file needs. What needs no analysis and waits for none is committed at once."""
    if isinstance(given, Outcome):
        run.tell(given)
        return
    try:
        data = read_bytes(given, run.settings.limit)
    except IngestError as error:
        run.tell(_failed(given, error))
        return
    document = sha256(data).hexdigest()
    given, edition = _known_as(run.corpus, given)
    if edition is not None and edition.document == document and run.corpus.has(document):
        run.tell(Outcome(path=given.name, outcome="unchanged", document=document, bytes=len(data)))
        return
    known = run.corpus.has(document) or any(other.document == document for other in run.pending)
    run.pending.append(_Pending(given, document, None if known else data))
    if not known:
        work.give(Job(data, given.name))
    if work.full() or not len(work):
        _commit_next(run, work)


def _known_as(corpus: Corpus, given: Found) -> tuple[Found, Edition | None]:
    """A file under the spelling that its place is known by (./ed/a.txt or ed/a.txt), and what stands there."""
    edition, other = corpus.edition(given.name), other_spelling(given.name)
    if edition is None and other is not None and (edition := corpus.edition(other)) is not None:
        given = replace(given, name=other)
    return given, edition


def _commit_all(run: _Run, work: Work) -> None:
    while run.pending:
        _commit_next(run, work)


def _commit_next(run: _Run, work: Work) -> None:
    """Commit the oldest file that waits; Ctrl-C leaves none that is written and not counted."""
    pending = run.pending[0]
    done = None if pending.data is None else work.take()
    with uninterrupted():
        outcome = _outcome(run, pending, done)
        run.pending.popleft()
        run.tell(outcome)


def _outcome(run: _Run, pending: _Pending, done: Done | None) -> Outcome:
    try:
        return _commit(run, pending, done)
    except IngestError as error:
        return _failed(pending.found, error, pending.document)
    except BusyCorpusError as error:
        return Outcome(path=pending.found.name, outcome="failed", reason=str(error), code="busy")
    except RejectedError as error:
        return Outcome(path=pending.found.name, outcome="failed", reason=str(error), code="rejected")


def _commit(run: _Run, pending: _Pending, done: Done | None) -> Outcome:
    """Put one file into the corpus. Raises IngestError when it could not be read, CorpusError."""
    name = pending.found.name
    before = run.corpus.edition(name)
    there = before is not None and before.document == pending.document  # another process was quicker
    if done is None or pending.data is None:
        return _place(run, pending, replaced=before is not None and not there)
    if done.error is not None:
        raise done.error
    assert done.document is not None  # a job without an error has both
    assert done.analysis is not None
    known = run.corpus.has(pending.document)
    if before is not None:
        carry_corrections(run.corpus, before.document, done.document)
    run.corpus.put(done.document, done.analysis, path=name, original=pending.data)
    return Outcome(
        path=name,
        outcome="unchanged" if there else "replaced" if before is not None else "duplicate" if known else "new",
        document=pending.document,
        figures=len(done.analysis.figures),
        bytes=len(pending.data),
        encoding=done.document.encoding,
        seconds=round(done.seconds, 3),
    )


def carry_corrections(corpus: Corpus, before: str, document: Document) -> None:
    """Let what persons corrected of a document hold in its new edition, where the same sentence stands again. What was
    corrected of the new one already stays."""
    found = list(corpus.corrections(before)) if before != document.id else []
    if not found or not corpus.has(before):
        return
    kept = by_place(corpus.corrections(document.id))
    carried = carry_over(found, corpus.document(before).text, document.text, document.id)
    for place, corrections in by_place(carried).items():
        if place not in kept:
            corpus.correct(document.id, Span(*place), corrections)


def _place(run: _Run, pending: _Pending, *, replaced: bool) -> Outcome:
    """A document that the corpus has already also stands at this path."""
    if not run.corpus.has(pending.document):
        first = next(o for o in reversed(run.report.outcomes) if o.document == pending.document)
        raise IngestError(first.code, f"the same bytes failed before: {first.reason}")
    name, gone = pending.found.name, None if replaced else _moved_from(run, pending.document)
    run.corpus.place(pending.document, path=name)
    done = Outcome(
        path=name, outcome="replaced" if replaced else "duplicate", document=pending.document, bytes=pending.found.size
    )
    if gone is None:
        return done
    run.corpus.leave(gone.path)
    run.corpus.keep_history(replace(gone, path=name))
    return replace(done, code="moved", reason=f"it moved here from {gone.path}")


def _moved_from(run: _Run, document: str) -> Edition | None:
    """Where a document stands in a folder of this run although its file is gone from there: it has moved."""
    for edition in run.corpus.editions(document):
        if lies_in(edition.path, run.folders) and not os.path.lexists(edition.path):
            return edition
    return None


def _failed(found: Found, error: IngestError, document: str | None = None) -> Outcome:
    return Outcome(
        path=found.name, outcome="failed", reason=error.message, code=error.code, document=document, bytes=found.size
    )
