"""gouji programs: named policies, plans, projects, funds … of a corpus, and where each is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import click

from corpus.model import PROGRAM_KINDS
from search_api import actions
from search_api.cli.options import corpus_option, filter_options, filters_of, format_of, format_options, settings_of
from search_api.cli.output import emit, open_text
from search_api.records import Record, mention_records, program_row_record

if TYPE_CHECKING:
    from corpus.backend import Corpus

ON_SCREEN = 50


@click.command("programs")
@click.argument("query", default="")
@click.option("--kind", type=click.Choice(PROGRAM_KINDS), help="What it is.")
@click.option(
    "--document", "documents", multiple=True, help="Those that a document names: its id, a prefix of it, or its path."
)
@click.option(
    "--mentions", is_flag=True, help="Every place where QUERY, a name in full or a document number, is named."
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="At most so many (a table 50, else all).")
@filter_options("region", "year", "issuer")
@format_options
@corpus_option
def command(
    query: str, kind: str | None, documents: tuple[str, ...], mentions: bool, top: int | None,
    form: str | None, output: str | None, corpus: str | None, **filters: tuple[str, ...],
) -> int:  # fmt: skip
    """Find named programs whose name holds QUERY, those in most documents first.

    Policies and their numbers, plans, actions, projects, platforms, funds, parks … A paper that is named by its number
    is found with --mentions by either.
    """
    if mentions and not query:
        raise click.UsageError("--mentions wants the name of a program in full, or a document number")
    settings, form = settings_of(corpus), format_of(form, output)
    with actions.open_corpus(settings) as opened:
        actions.require_fresh(opened, segmenter=settings.segmenter)
        asked = replace(filters_of(filters), document=tuple(opened.resolve(name) for name in documents))
        if mentions:
            records: Iterable[Record] = _mentions(opened, query)
        else:
            records = map(program_row_record, actions.all_programs(opened, query, kind=kind, filters=asked))
        records = islice(records, top or (ON_SCREEN + 1 if form == "table" else None))
        what = "program_mentions" if mentions else "program_rows"
        if form == "table":
            _print(list(records), what, top or ON_SCREEN, output)
        else:
            emit(records, kind=what, form=form, output=output)
    return 0


def _mentions(corpus: Corpus, name: str) -> Iterator[Record]:
    from search_api.entities import find_entity, find_mentions

    entity, cursor = find_entity(corpus, name), None
    while True:
        page = find_mentions(corpus, entity, cursor=cursor)
        for named in page.items:
            yield from mention_records(named)
        cursor = page.cursor
        if cursor is None:
            return


def _print(records: list[Record], what: str, top: int, output: str | None) -> None:
    from search_api.cli.tables import open_console, print_program_mentions, print_program_rows

    shown = print_program_mentions if what == "program_mentions" else print_program_rows
    with open_text(output) as text:
        if records:
            shown(open_console(text), records[:top])
    rest = "; --top N shows more, --format csv writes all" if len(records) > top else ""
    click.echo(f"{len(records[:top])} shown{rest}" if records else "nothing found", err=True)
