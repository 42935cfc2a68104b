"""Analyse anew, from the originals that were kept, what another analyser made. Can be stopped and taken up again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from corpus.backend import Corpus
from corpus.errors import BusyCorpusError, CorpusError, NotFoundError, RejectedError
from ingest.pool import Analyse, Done, Job, Work, open_work
from ingest.report import Outcome, Progress, Report
from ingest.run import OnProgress, Settings


def rebuild(
    corpus: Corpus,
    analyse: Analyse,
    analyser: str,
    settings: Settings | None = None,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Replace the analysis of every document that was not made by `analyser` (its fingerprint). Each outcome is
    replaced or failed; what was done stays done when the run is stopped."""
    settings = settings or Settings()
    stale = list(corpus.stale(analyser))
    report = Report()
    try:
        with open_work(analyse, settings.pool, here=len(stale) <= settings.few) as work:
            for outcome in _outcomes(corpus, stale, work):
                report.outcomes.append(outcome)
                on_progress(Progress(done=report.seen, total=len(stale), last=outcome))
    except KeyboardInterrupt:
        report.interrupted = True
    except CorpusError as error:
        report.stopped = str(error)
    return report


def _outcomes(corpus: Corpus, stale: list[str], work: Work) -> Iterator[Outcome]:
    """One outcome a document, in order; jobs are given out ahead of the one that is waited for."""
    given: deque[tuple[str, str]] = deque()
    for document in stale:
        path = _path(corpus, document)
        try:
            work.give(Job(corpus.original(document), path))
        except NotFoundError as error:
            yield Outcome(path=path, outcome="failed", reason=str(error), code="missing", document=document)
            continue
        given.append((document, path))
        if work.full():
            yield _replace(corpus, *given.popleft(), work.take())
    while given:
        yield _replace(corpus, *given.popleft(), work.take())


def _path(corpus: Corpus, document: str) -> str:
    """A path where the document stands: it names the file in messages, and its suffix says how to read it."""
    editions = corpus.editions(document)
    return editions[0].path if editions else document


def _replace(corpus: Corpus, document: str, path: str, done: Done) -> Outcome:
    failed = done.error
    if failed is not None or done.document is None or done.analysis is None:
        reason, code = (failed.message, failed.code) if failed else ("nothing came back", "crash")
        return Outcome(path=path, outcome="failed", reason=reason, code=code, document=document)
    try:
        corpus.replace_analysis(done.document, done.analysis)
    except NotFoundError:
        return Outcome(
            path=path, outcome="skipped", reason="it was removed meanwhile", code="missing", document=document
        )
    except BusyCorpusError as error:
        return Outcome(path=path, outcome="failed", reason=str(error), code="busy", document=document)
    except RejectedError as error:
        return Outcome(path=path, outcome="failed", reason=str(error), code="rejected", document=document)
    return Outcome(path=path, outcome="replaced", document=document, figures=len(done.analysis.figures))
