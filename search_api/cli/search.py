"""gouji search: documents by relevance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO

import click

from corpus.query import Filters
from search_api import actions
from search_api.batch import BatchRow
from search_api.cli.options import corpus_option, filter_options, filters_of, format_of, format_options, settings_of
from search_api.cli.output import emit, open_text
from search_api.records import Record, hit_record

if TYPE_CHECKING:
    from corpus.query import Hit, Page

TOP = 10
"""Documents a query, unless asked otherwise."""


@click.command("search")
@click.argument("query", required=False)
@click.option("--batch", metavar="CSV", help="Ask every query of a CSV file (head: id,query) as it stands.")
@click.option("--top", type=click.IntRange(1, 10_000), default=TOP, show_default=True, help="Documents a query.")
@filter_options("region", "year", "issuer", "kind")
@format_options
@corpus_option
def command(query: str | None, batch: str | None, top: int, form: str | None, output: str | None, **rest: Any) -> int:
    """Find documents. Words rank; a part in double quotes ("…") must stand in the document as it is."""
    if (query is None) == (batch is None):
        raise click.UsageError('give one query ("…" around it for the shell), or a list of them with --batch')
    settings, filters = settings_of(rest.pop("corpus")), filters_of(rest)
    form = format_of(form, output)
    with actions.open_corpus(settings) as corpus:
        actions.require_fresh(corpus, segmenter=settings.segmenter)
        ask = actions.Asker(corpus=corpus, filters=filters, limit=top, settings=settings)
        if batch is not None:
            return _batch(ask, batch, form, output)
        page = ask(query or "")
        if not page.items:
            click.echo(_nothing(ask, query or ""), err=True)
    if form == "table":
        with open_text(output) as text:
            _print(text, page)
    else:
        emit(_records(page), kind="hits", form=form, output=output)
    return 0


def _records(page: Page[Hit]) -> Iterator[Record]:
    return (hit_record(hit, rank) for rank, hit in enumerate(page.items, 1))


class _Batch:
    """Queries one after the other; a row that holds none is told on standard error and counted."""

    def __init__(self, ask: actions.Asker) -> None:
        self.ask = ask
        self.done = self.failed = 0

    def records(self, rows: list[BatchRow]) -> Iterator[Record]:
        for row in rows:
            try:
                page = self._ask(row)
            except actions.QueryError as error:
                self.failed += 1
                click.echo(f"gouji: line {row.line}: {error}", err=True)
                continue
            self.done += 1
            for record in _records(page):
                yield {"query_id": row.id, "query": row.query} | record
        if self.failed and not self.done:
            raise actions.ActionError("none of the queries could be asked")

    def _ask(self, row: BatchRow) -> Page[Hit]:
        if not row.query:
            raise actions.QueryError("there is no query")
        return self.ask(row.query, operators=False)


def _batch(ask: actions.Asker, file: str, form: str, output: str | None) -> int:
    batch = _Batch(ask)
    rows = actions.read_batch(file, limit=ask.settings.file_limit)
    if form != "table":
        emit(batch.records(rows), kind="batch", form=form, output=output)
        return 1 if batch.failed else 0
    from search_api.cli.tables import open_console, print_table

    heads = ("query_id", "rank", "score", "title", "path")
    with open_text(output) as text:
        records = list(batch.records(rows))
        print_table(open_console(text), heads, ([record[head] for head in heads] for record in records))
    return 1 if batch.failed else 0


def _nothing(ask: actions.Asker, query: str) -> str:
    """What to say when nothing was found, and whether it was the filters."""
    if ask.filters == Filters():
        return "nothing found"
    found = replace(ask, filters=Filters())(query).total
    return f"nothing found with these filters; without them {found} documents"


def _print(text: TextIO, page: Page[Hit]) -> None:
    from search_api.cli.tables import open_console, print_hits

    if page.items:
        print_hits(open_console(text), page.items)
        click.echo(f"{len(page.items)} of {page.total} documents", err=True)
