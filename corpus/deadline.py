"""How long a question may take: set by who asks for a person that waits, kept by whoever runs it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)


def deadline() -> float | None:
    """The moment (time.monotonic) after which nobody waits any more; None where there is no limit."""
    return _DEADLINE.get()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What is asked inside ends with SlowCorpusError when it takes longer."""
    token = _DEADLINE.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _DEADLINE.reset(token)
