"""Connections to one file, each used by one thread at a time, and SQLite's errors put into our words."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from corpus.deadline import deadline
from corpus.errors import BusyCorpusError, CorpusError, SlowCorpusError, UnusableCorpusError
from corpus.index_text import fold
from corpus.sqlite.schema import prepare

WAIT = 60.0
"""Seconds to wait for another process's write."""

STEPS = 5000
"""Steps of SQLite's machine between two looks at the clock."""

SENTENCES = {
    sqlite3.SQLITE_FULL: "the disk of {name} is full: make room and run it again",
    sqlite3.SQLITE_CANTOPEN: "cannot open {name}: check that its folder is there and that you may write in it",
    sqlite3.SQLITE_PERM: "no permission for {name}: change its permissions, or name another corpus",
    sqlite3.SQLITE_READONLY: "{name} cannot be written: change its permissions, or name another corpus",
    sqlite3.SQLITE_NOTADB: "{name} is not a corpus: name another file, or move this one away",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged: restore it from a backup, or ingest again into a new one",
    sqlite3.SQLITE_IOERR: "cannot read or write {name}: check the disk",
}


class Connections:
    """A pool: whoever needs a connection borrows one. Closing closes those that are free now and those lent, when
    they come back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        with self.borrow() as connection:
            prepare(connection, str(path))

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A connection for this thread, in autocommit."""
        with translated(self.path):
            connection = self._take()
            _limit(connection, deadline())
            try:
                yield connection
            finally:
                _limit(connection, None)
                self._give(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the corpus throughout."""
        with self.borrow() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _end(connection, "ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: committed as a whole, or not at all."""
        with self.borrow() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                _end(connection, "ROLLBACK")

    def close(self) -> None:
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise UnusableCorpusError(f"{self.path} is closed: open it again")
            if self._free:
                return self._free.pop()
        return _open(self.path)

    def _give(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._free.append(connection)
                return
        connection.close()


def _limit(connection: sqlite3.Connection, until: float | None) -> None:
    """Stop what runs on a connection at a moment; None takes the limit away."""
    handler = None if until is None else lambda: time.monotonic() > until
    connection.set_progress_handler(handler, STEPS)


def _open(path: Path) -> sqlite3.Connection:
    if path.is_dir():
        raise UnusableCorpusError(f"{path} is a folder: name a file in it, as in sqlite:///{path}/corpus.db")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableCorpusError(f"cannot make the folder of {path}: {error.strerror}") from error
    connection = sqlite3.connect(
        f"file:{quote(str(path))}", uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # survives a killed process at any moment; a power cut may cost the last documents, never the file
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("folded", 1, lambda text: text and fold(text), deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _end(connection: sqlite3.Connection, how: str) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute(how)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, with a sentence that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _ours(error, str(path)) from error


def _ours(error: sqlite3.Error, name: str) -> CorpusError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyCorpusError(f"another process has been writing {name} for {WAIT:.0f} s: wait for it, then run again")
    if code == sqlite3.SQLITE_INTERRUPT:
        return SlowCorpusError("this took too long and was stopped: ask for less, with more words or a filter")
    if code in SENTENCES:
        return UnusableCorpusError(SENTENCES[code].format(name=name))
    return UnusableCorpusError(f"the corpus {name} gives an error: {error}")
