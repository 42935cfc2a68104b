"""gouji ingest: files and folders into a corpus."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from search_api import actions
from search_api.cli.options import corpus_option, settings_of
from search_api.cli.output import check_output, open_output
from search_api.cli.progress import progress_bar
from search_api.export import json_lines

if TYPE_CHECKING:
    from ingest.report import Report

INTERRUPTED = 130


@click.command("ingest")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--report", metavar="FILE", help="Write one JSON line a file: its path, what became of it and why.")
@corpus_option
def command(paths: tuple[str, ...], report: str | None, corpus: str | None) -> int:
    """Put files and folders into the corpus. What is there already stays as it is."""
    settings = settings_of(corpus)
    check_output(report)
    with (
        _ended_as_interrupted(),
        actions.open_corpus(settings, must_exist=False) as opened,
        progress_bar("ingest") as advance,
    ):
        done = actions.ingest(opened, paths, settings=settings, on_progress=advance)
    print_summary(done)
    if report is not None:
        with open_output(report) as out:
            out.writelines(line.encode("utf-8") for line in json_lines(done.rows()))
    return exit_status(done)


@contextmanager
def _ended_as_interrupted() -> Iterator[None]:
    """What ends a service (SIGTERM) leaves a run as Ctrl-C does: counted, kept, without workers left behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def print_summary(done: Report) -> None:
    """The sum of a run, and each skipped or failed input with its reason."""
    counts = " + ".join(f"{count:,} {name}" for name, count in done.counts.items())
    click.echo(f"seen {done.seen:,} = {counts}")
    if moved := sum(outcome.code == "moved" for outcome in done.outcomes):
        click.echo(f"{moved:,} of the duplicates moved: their old path in this folder was given up (--report names it)")
    for outcome in done.troubled:
        where = "" if outcome.path in outcome.reason else f"{outcome.path}: "
        click.echo(f"{outcome.outcome:<8} {where}{outcome.reason}")
    if done.stopped:
        click.echo(f"gouji: {done.stopped}", err=True)
    if done.interrupted:
        click.echo("interrupted: what is counted is done and kept; run it again to go on", err=True)


def exit_status(done: Report) -> int:
    """0 all done, 1 some inputs failed, 2 nothing could be done."""
    if done.interrupted:
        return INTERRUPTED
    counts = done.counts
    kept = done.seen - counts["failed"] - counts["skipped"]
    if kept == 0 and (done.seen or done.stopped):
        return 2
    return 1 if counts["failed"] or done.stopped else 0
