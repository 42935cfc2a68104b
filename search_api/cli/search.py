"""gouji search: documents by relevance."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO

import click

from search_api import actions, searches
from search_api.batch import BatchRow
from search_api.cli.options import corpus_option, filter_options, filters_of, format_of, format_options, settings_of
from search_api.cli.output import emit, open_text
from search_api.records import Record, hit_record

if TYPE_CHECKING:
    from corpus.backend import Corpus
    from corpus.query import Hit, Page
    from search_api.settings import Settings

TOP = 10
"""Documents a query, unless asked otherwise."""
SORTS = ("relevance", "date", "-date")

LANGUAGE = """Find documents. Words rank and are never required: a whole question is a good query.

What stands apart is meant exactly: "短语"; 养老 AND 津贴, OR, NOT (也 或 非), -词, brackets; 标题:词, 发文机关:
文号: 地区: 年份: 文种: 项目: 指标: (title: issuer: number: region: year: kind: program: indicator:);
研发经费 >1亿元, 3%..5%, 约50万人. What was understood is told on standard error."""


@click.command("search", help=LANGUAGE)
@click.argument("query", required=False)
@click.option(
    "--batch",
    metavar="CSV",
    help="Ask every query of a CSV file (head: id,query; - reads standard input) as it stands.",
)
@click.option("--like", metavar="DOCUMENT", help="Documents like this one: its id, a prefix of it, or its path.")
@click.option("--top", type=click.IntRange(1, 10_000), default=TOP, show_default=True, help="Documents a query.")
@click.option("--all", "everything", is_flag=True, help="All documents that match, however many.")
@click.option("--count", is_flag=True, help="Print how many documents match, and no more.")
@click.option("--plain", is_flag=True, help="Read no operators: everything is words.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="The order.")
@click.option("--passages", type=click.IntRange(1, 10), default=1, help="Places that a document shows, at most.")
@click.option("--explain", is_flag=True, help="Say what each part of the ranking gave a document.")
@click.option("--save", metavar="NAME", help="Keep the search under a name: `gouji saved NAME` tells what is new.")
@filter_options("region", "year", "issuer", "kind", "program", "dimension")
@format_options
@corpus_option
def command(
    query: str | None, batch: str | None, like: str | None, top: int, everything: bool, count: bool, plain: bool,
    sort: str, passages: int, explain: bool, save: str | None, form: str | None, output: str | None, **rest: Any,
) -> int:  # fmt: skip
    """See LANGUAGE."""
    if sum(given is not None for given in (query, batch, like)) != 1:
        raise click.UsageError(
            'give one query ("…" around it for the shell), a list of them with --batch, or a document with --like'
        )
    settings, filters = settings_of(rest.pop("corpus")), filters_of(rest)
    form = format_of(form, output)
    asked = actions.Search(
        text=query or "", filters=filters, sort=sort, operators=not plain and batch is None, passages=passages,
        explain=explain,
    )  # fmt: skip
    with actions.open_corpus(settings) as corpus:
        actions.require_fresh(corpus, segmenter=settings.segmenter)
        if batch is not None:
            return _batch(_Batch(corpus, asked, settings, top, batch), batch, form, output)
        if like is not None:
            return print_page(actions.similar(corpus, like, limit=top), form, output)
        return _search(corpus, asked, settings, top, everything, count, save, form, output)


def _search(
    corpus: Corpus, asked: actions.Search, settings: Settings, top: int, everything: bool, count: bool,
    save: str | None, form: str, output: str | None,
) -> int:  # fmt: skip
    understood = asked.understood(settings)
    if understood.parts or understood.notes:
        click.echo(f"understood: {understood.sentence}", err=True)
    if save is not None:
        saved = searches.save_search(corpus, save, asked, settings=settings)
        click.echo(f"saved as {saved.name}: `gouji saved {saved.name}` tells what is new from now on", err=True)
    page = actions.search(corpus, asked, settings=settings, limit=1 if count else top)
    if count:
        click.echo(page.total)
        return 0
    if not page.items:
        for line in _nothing(corpus, asked, settings):
            click.echo(line, err=True)
    if everything and form != "table":
        hits = actions.search_all(corpus, asked, settings=settings)
        emit(_records(hits), kind="hits", form=form, output=output)
        return 0
    if everything:
        page = replace(page, items=tuple(actions.search_all(corpus, asked, settings=settings)))
    return print_page(page, form, output)


def _records(hits: Iterable[Hit]) -> Iterator[Record]:
    return (hit_record(hit, rank) for rank, hit in enumerate(hits, 1))


class _Batch:
    """Queries one after the other; a row that holds none is told on standard error and counted."""

    def __init__(self, corpus: Corpus, asked: actions.Search, settings: Settings, top: int, file: str) -> None:
        self.corpus, self.asked, self.settings, self.top = corpus, asked, settings, top
        self.name = "standard input" if file == "-" else file
        self.done = self.failed = 0

    def records(self, rows: list[BatchRow]) -> Iterator[Record]:
        for row in rows:
            try:
                page = self._ask(row)
            except actions.QueryError as error:
                self.failed += 1
                click.echo(f"gouji: {self.name}, line {row.line}: {error}", err=True)
                continue
            self.done += 1
            for record in _records(page.items):
                yield {"query_id": row.id, "query": row.query} | record
        if self.failed and not self.done:
            raise actions.ActionError(f"none of the queries of {self.name} could be asked")

    def _ask(self, row: BatchRow) -> Page[Hit]:
        if not row.query:
            raise actions.QueryError("there is no query: write one, or take the line out")
        asked = replace(self.asked, text=row.query)
        return actions.search(self.corpus, asked, settings=self.settings, limit=self.top)


def _batch(batch: _Batch, file: str, form: str, output: str | None) -> int:
    rows = actions.read_batch(file, limit=batch.settings.file_limit, stdin=sys.stdin.buffer)
    if form != "table":
        emit(batch.records(rows), kind="batch", form=form, output=output)
        return 1 if batch.failed else 0
    from search_api.cli.tables import open_console, print_table

    heads = ("query_id", "rank", "score", "title", "path")
    with open_text(output) as text:
        records = list(batch.records(rows))
        print_table(open_console(text), heads, ([record[head] for head in heads] for record in records))
    return 1 if batch.failed else 0


def _nothing(corpus: Corpus, asked: actions.Search, settings: Settings) -> Iterator[str]:
    """What to say when nothing was found: which filter or part did it, and how words may be meant."""
    from search_api.nothing import explain_nothing

    why = explain_nothing(corpus, asked, settings=settings)
    yield "nothing found" + ("" if why.without or why.near else ": try other words")
    for one in why.without:
        yield f"  without {one.text}: {one.documents} documents"
    for near in why.near:
        yield f"  for {near.word} perhaps {'、'.join(near.instead)}"


def print_page(page: Page[Hit], form: str, output: str | None) -> int:
    """Print documents that were found."""
    if form != "table":
        emit(_records(page.items), kind="hits", form=form, output=output)
        return 0
    with open_text(output) as text:
        _print_table(text, page)
    return 0


def _print_table(text: TextIO, page: Page[Hit]) -> None:
    from search_api.cli.tables import open_console, print_hits

    if page.items:
        print_hits(open_console(text), page.items)
        click.echo(f"{len(page.items)} of {page.total} documents", err=True)
