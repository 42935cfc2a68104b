"""Documents read and analysed side by side, each in a process that may die or hang without harm to the others.

Results come back in the order of the jobs. A few small jobs are done in this process: starting others takes longer.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from types import TracebackType
from typing import Any

from pebble import ProcessExpired, ProcessPool

from corpus.model import Analysis, Document
from ingest.errors import AnalysisError, IngestError
from ingest.read import read_document

Analyse = Callable[[Document], Analysis]
"""A function that a worker process can import: nlp.pipeline.analyse, or a functools.partial of it."""

AHEAD = 3
"""Jobs a worker that are under way or done and not yet taken; more would only hold memory."""
BYTES_AHEAD = 64_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """A file's bytes and its name for messages."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job: a document with its analysis, or an error; and the seconds it took."""

    document: Document | None = None
    analysis: Analysis | None = None
    error: IngestError | None = None
    seconds: float = 0.0


def run_job(job: Job, *, analyse: Analyse, limit: int) -> Done:
    """Read and analyse one document; every error of it is part of the result."""
    begun = time.perf_counter()
    try:
        document = read_document(job.data, name=job.name, limit=limit)
        analysis = analyse(document)
    except IngestError as error:
        return Done(error=error, seconds=time.perf_counter() - begun)
    except Exception as error:  # noqa: BLE001 - one document's failure is its outcome
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        message = f"{job.name} was read but its analysis failed ({what}): please report it with the file"
        return Done(error=AnalysisError("analysis", message), seconds=time.perf_counter() - begun)
    return Done(document, analysis, seconds=time.perf_counter() - begun)


class Here:
    """Jobs done in this process, one at a time."""

    def __init__(self, analyse: Analyse, *, limit: int) -> None:
        self._analyse = analyse
        self._limit = limit
        self._waiting: deque[Job] = deque()

    def give(self, job: Job) -> None:
        self._waiting.append(job)

    def full(self) -> bool:
        return bool(self._waiting)

    def take(self) -> Done:
        return run_job(self._waiting.popleft(), analyse=self._analyse, limit=self._limit)

    def __len__(self) -> int:
        return len(self._waiting)

    def __enter__(self) -> Here:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.clear()


class Workers:
    """Jobs done in processes of their own. A job that takes more than `timeout` seconds, or whose process dies, fails
    alone. Leaving early (an error, Ctrl-C) kills what is under way."""

    def __init__(self, analyse: Analyse, *, limit: int, workers: int, timeout: float) -> None:
        self._analyse = analyse
        self._limit = limit
        self._timeout = timeout
        self._workers = workers
        self._pool = ProcessPool(workers, initializer=_ignore_interrupts, context=get_context("spawn"))
        self._under_way: deque[tuple[Job, Any]] = deque()
        self._bytes = 0

    def give(self, job: Job) -> None:
        work = {"analyse": self._analyse, "limit": self._limit}
        with _no_interrupts():  # the first job starts the workers
            future = self._pool.schedule(run_job, args=[job], kwargs=work, timeout=self._timeout)
        self._under_way.append((job, future))
        self._bytes += len(job.data)

    def full(self) -> bool:
        return len(self._under_way) >= AHEAD * self._workers or self._bytes > BYTES_AHEAD

    def take(self) -> Done:
        """The result of the oldest job."""
        job, future = self._under_way.popleft()
        self._bytes -= len(job.data)
        try:
            done: Done = future.result()
        except FutureTimeout:
            message = f"{job.name} was given up after {self._timeout:.0f} seconds: split it or allow more time"
            return Done(error=AnalysisError("timeout", message), seconds=self._timeout)
        except ProcessExpired as error:
            message = f"{job.name} ended its worker process (exit {error.exitcode}): it may need more memory; split it"
            return Done(error=AnalysisError("crash", message))
        return done

    def __len__(self) -> int:
        return len(self._under_way)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


Work = Here | Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSettings:
    """`limit` is bytes a file, `timeout` seconds a document."""

    limit: int
    workers: int
    timeout: float


def open_work(analyse: Analyse, settings: PoolSettings, *, here: bool) -> Work:
    """Where jobs are done: in this process when `here`, else in worker processes."""
    if here or settings.workers < 1:
        return Here(analyse, limit=settings.limit)
    return Workers(analyse, limit=settings.limit, workers=settings.workers, timeout=settings.timeout)


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Processes and threads that are started meanwhile hear no Ctrl-C from their first moment on; this one hears it
    afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it unblocks what is blocked when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
