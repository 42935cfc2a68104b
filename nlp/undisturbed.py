"""Python's collector of cycles, held back while a document is read.

Reading makes thousands of small tuples that stay, or are freed without a collector: it would look through them again
and again, a seventh of all the time. What it did not look at meanwhile it looks at afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_one = Lock()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold the collector back. It is the whole process's: of several threads that read, one at a time does so, that
    between two documents it runs. Where it was switched off already it is left alone."""
    if not gc.isenabled() or not _one.acquire(blocking=False):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        _one.release()
