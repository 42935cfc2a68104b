"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.report import Progress

Advance = Callable[["Progress"], None]


@contextmanager
def progress_bar(title: str) -> Iterator[Advance]:
    """A function to call with each step; it does nothing when nobody watches."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(file=sys.stderr)
    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None, file="")
        yield lambda step: bar.update(task, completed=step.done, total=step.total, file=_end(step.last.path))


def _end(path: str, width: int = 30) -> str:
    """The end of a path, which tells more than its beginning, without markup."""
    shown = path if len(path) <= width else "…" + path[1 - width :]
    return shown.replace("[", "(")
