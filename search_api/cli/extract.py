"""gouji extract: the statistics of a new document, now."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from corpus.model import Issue
from search_api import actions
from search_api.actions import Extracted
from search_api.cli.options import format_of, format_options, settings_of
from search_api.cli.output import emit, open_text, refuse_overwriting
from search_api.records import KINDS_OF_RECORD, Record, analysis_records, issue_record


class NothingRead(click.ClickException):
    """No file could be read; each was named already."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("none of the files could be read")


@click.command("extract")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--what", type=click.Choice(KINDS_OF_RECORD), default="figures", show_default=True, help="What to print.")
@click.option(
    "--in", "scales", metavar="SCALE", multiple=True, help="Show values in this unit: 亿元, 万人. Repeatable."
)
@format_options
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], what: str, scales: tuple[str, ...], form: str | None, output: str | None
) -> int:
    """Print the figures of documents, with no corpus. `-` reads standard input."""
    refuse_overwriting(files, output)
    asked = actions.parse_scales(scales) if scales else ()
    run = _Run(settings_of(None).file_limit, what, asked)
    chosen = format_of(form, output)
    if chosen == "table":
        _print_tables(run, files, output)
    else:
        emit(run.records(files), kind=what, form=chosen, output=output, scaled=bool(asked))
    return run.status


class _Run:
    """The files one after the other, the ones that failed told on standard error and counted."""

    def __init__(self, limit: int, what: str, scales: tuple[actions.Scale, ...]) -> None:
        self.limit, self.what, self.scales = limit, what, scales
        self.done = self.failed = self.scaled = 0

    def files(self, files: Iterable[str]) -> Iterator[Extracted]:
        """The files that could be read (for issues the others too). Raises NothingRead at the end when none could."""
        stdin = sys.stdin.buffer
        for found in actions.extract(files, limit=self.limit, annotated=self.what != "blocks", stdin=stdin):
            if found.document is None:
                self.failed += 1
                click.echo(f"gouji: {found.failure}", err=True)
            self.done += found.document is not None
            if found.document is not None or self.what == "issues":
                yield found
        if not self.done:
            raise NothingRead

    def records(self, files: Iterable[str]) -> Iterator[Record]:
        """The records of all files."""
        for found in self.files(files):
            yield from self.records_of(found)

    def records_of(self, found: Extracted) -> Iterator[Record]:
        """The records of one file, their values in the scales that were asked for too."""
        if found.document is None:  # not read at all: that is its issue
            issue = Issue(code=found.code, message=found.failure or "")
            yield issue_record(issue, file=found.file, document=None)
            return
        records = analysis_records(self.what, found.document, found.analysis, file=found.file)
        if self.what == "figures" and self.scales:
            records = map(self._scaled, records)
        yield from records

    def _scaled(self, record: Record) -> Record:
        record = actions.scale_record(record, self.scales)
        self.scaled += record["scale"] is not None
        return record

    @property
    def status(self) -> int:
        """The exit status; tells when no value was of the kind that was asked for with --in."""
        if self.scales and not self.scaled:
            names = ", ".join(scale.name for scale in self.scales)
            click.echo(f"gouji: no figure is measured in {names}: values are shown in their own units", err=True)
        return 1 if self.failed else 0


def _print_tables(run: _Run, files: tuple[str, ...], output: str | None) -> None:
    from search_api.cli.tables import PRINTERS, open_console, visible

    with open_text(output) as text:
        console = open_console(text)
        for number, found in enumerate(run.files(files)):
            records = list(run.records_of(found))
            console.print(("\n" if number else "") + visible(_caption(run, found, len(records))), style="bold")
            if records:
                PRINTERS[run.what](console, records)


def _caption(run: _Run, found: Extracted, count: int) -> str:
    title = found.document.metadata.title if found.document else None
    return f"{found.file} · {title or 'no title'} · {count} {run.what if count != 1 else run.what[:-1]}"
