"""gouji figures: figures of a corpus by what they count, their value, place and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from corpus.query import FigureQuery
from search_api import actions
from search_api.cli.options import corpus_option, filter_options, filters_of, format_of, format_options, settings_of
from search_api.cli.output import emit, open_text
from search_api.comparable import alike_record
from search_api.entities import find_entity
from search_api.parse_query import parse_figure_query
from search_api.records import Record, figure_row_record

if TYPE_CHECKING:
    from corpus.backend import Corpus
    from corpus.query import FigureRow

ON_SCREEN = 50
SORTS = ("document", "relevance", "value", "-value", "date", "-date")


@click.command("figures")
@click.option("--indicator", multiple=True, help="Words of what is counted. Repeatable: all of them.")
@click.option("--value", help="A value: '>1亿元', '3%..5%', '约50万人', '>=1000亩', '14.47亿元'.")
@click.option("--region", help="The place that a figure is about, and the places below it.")
@click.option("--period", help="When it holds: 2018, 2018-06, 2016..2020.")
@click.option("--unit", help="The unit as the figure has it: 元, %, 人.")
@click.option(
    "--document", "documents", multiple=True, help="A document's id, a prefix of it, or its path. Repeatable."
)
@click.option(
    "--like",
    metavar="DOCUMENT:START",
    help="Figures of other documents whose indicator is that of the figure at START of a document (`start` in the "
    "exports), most alike first.",
)
@click.option("--program", help="Figures that belong to this program: its whole name, or a document number.")
@click.option("--sort", type=click.Choice(SORTS), default="document", show_default=True, help="The order.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="At most so many (a table 50, else all).")
@click.option("--count", is_flag=True, help="Print how many match, and no more.")
@click.option(
    "--in", "scales", metavar="SCALE", multiple=True, help="Show values in this unit: 亿元, 万人. Repeatable."
)
@filter_options("kind", "issuer", "year")
@format_options
@corpus_option
def command(
    documents: tuple[str, ...], like: str | None, program: str | None, top: int | None, scales: tuple[str, ...],
    count: bool, form: str | None, output: str | None, **rest: Any,
) -> int:  # fmt: skip
    """Find figures by what they count, value, place and time. Each comes with its sentence and document."""
    settings = settings_of(rest.pop("corpus"))
    asked, form = actions.parse_scales(scales), format_of(form, output)
    filters = filters_of({name: rest.pop(name) for name in ("kind", "issuer", "year")})
    query = parse_figure_query(filters=filters, **rest)
    with actions.open_corpus(settings) as corpus:
        actions.require_fresh(corpus, segmenter=settings.segmenter)
        found = tuple(corpus.resolve(name) for name in documents)
        query = replace(query, filters=replace(filters, document=found))
        if program:
            query = replace(query, program=find_entity(corpus, program).entities)
        if like is not None:
            _emit_alike(actions.comparable(corpus, like, query), top, asked, form, output)
        elif count:
            click.echo(actions.figures(corpus, replace(query, limit=1)).total)
        elif form == "table":
            _print(corpus, query, top or ON_SCREEN, asked, output)
        else:
            records = islice(_records(actions.export_figures(corpus, query), asked), top)
            emit(records, kind="figure_rows", form=form, output=output, scaled=bool(asked))
    return 0


def _records(rows: Iterable[FigureRow], asked: tuple[actions.Scale, ...]) -> Iterator[Record]:
    for row in rows:
        record = figure_row_record(row)
        yield actions.scale_record(record, asked) if asked else record


def _emit_alike(
    found: actions.Comparable, top: int | None, asked: tuple[actions.Scale, ...], form: str, output: str | None
) -> None:
    records = [alike_record(one) for one in found.found[: top or (ON_SCREEN if form == "table" else None)]]
    records = [actions.scale_record(record, asked) if asked else record for record in records]
    if form != "table":
        emit(records, kind="figures_alike", form=form, output=output, scaled=bool(asked))
        return
    from search_api.cli.tables import open_console, print_figures

    with open_text(output) as text:
        if records:
            print_figures(open_console(text), records, document=True)
    click.echo(f"{len(records)} of {len(found.found)} figures like {found.figure.indicator}", err=True)


def _print(corpus: Corpus, query: FigureQuery, top: int, asked: tuple[actions.Scale, ...], output: str | None) -> None:
    from search_api.cli.tables import open_console, print_figures

    page = actions.figures(corpus, replace(query, limit=top))
    with open_text(output) as text:
        if page.items:
            print_figures(open_console(text), _records(page.items, asked), document=True)
    rest = "; --top N shows more, --format csv writes all" if len(page.items) < page.total else ""
    click.echo(f"{len(page.items)} of {page.total} figures{rest}" if page.items else "nothing found", err=True)
