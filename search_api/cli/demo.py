"""gouji demo: what the program does, shown on the example reports that come with it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.query import FigureQuery, Filters
from search_api import actions
from search_api.cli.options import corpus_option, settings_of
from search_api.parse_query import parse_figure_query
from search_api.records import figure_row_record
from search_api.settings import Settings, corpus_address, data_folder

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.backend import Corpus

REPORT = "工作报告"
"""The kind of document whose newest example is shown as a table."""
QUESTION = "青年就业创业有哪些支持措施？"
INDICATOR, VALUE = "一般公共预算收入", ">=50亿元"
ROWS = 40


@click.command("demo")
@click.option("--serve/--no-serve", default=True, help="Serve the pages afterwards.")
@corpus_option
def command(serve: bool, corpus: str | None) -> int:
    """Show all of it on example reports. They are read into a corpus of their own, which is then served."""
    settings = demo_settings(corpus)
    failed = _show(settings)
    if serve:
        from search_api.cli.serve import run

        click.echo("\nTry the search box, click on a figure, or ask for '>1亿元' on the page of figures.")
        run(settings)
    else:
        click.echo(f"\nNext: gouji --corpus {settings.corpus} serve")
    return 1 if failed else 0


def demo_settings(corpus: str | None) -> Settings:
    """The user's own corpus stays as it is: without --corpus the demo has one beside it, whatever GOUJI_CORPUS says."""
    context = click.get_current_context(silent=True)
    asked = corpus or (context.find_root().obj if context else None)
    return settings_of(asked or corpus_address(data_folder() / "demo.db"))


def _show(settings: Settings) -> int:
    from search_api.cli.ingest import print_summary
    from search_api.cli.tables import open_console

    with ExitStack() as stack:
        samples = stack.enter_context(as_file(files("corpus") / "samples"))
        corpus = stack.enter_context(actions.open_corpus(settings, must_exist=False))
        folder = _as_typed(samples)
        texts = sorted(str(folder / path.name) for path in samples.iterdir() if path.suffix in (".txt", ".md"))
        report = actions.ingest(corpus, texts, settings=settings)
        actions.rebuild(corpus, settings=settings)  # an older demo, read by an older version
        console = open_console()
        _step(console, settings, "The example reports", f"ingest {folder}/*.txt {folder}/*.md")
        print_summary(report)
        _documents(console, corpus)
        _table(console, corpus, settings)
        _search(console, corpus, settings)
        _values(console, corpus, settings)
    return report.counts["failed"]


def _as_typed(folder: Path) -> Path:
    """The folder as a person would type it: from here, when it lies below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _step(console: Console, settings: Settings, title: str, typed: str) -> None:
    """A heading, and the command that shows the same."""
    console.print(f"\n{title}", style="bold")
    console.print(f"$ gouji --corpus {settings.corpus} {typed}", style="dim", soft_wrap=True)


def _documents(console: Console, corpus: Corpus) -> None:
    from search_api.cli.tables import file_stem, print_table

    page = actions.documents(corpus, Filters())
    heads = ("document", "name", "date", "region", "kind", "figures", "programs")
    rows = (
        (r.document[:8], file_stem(r.path), r.metadata.date, r.metadata.region, r.metadata.kind, r.figures, r.programs)
        for r in page.items
    )
    print_table(console, heads, rows, right="figures")


def _table(console: Console, corpus: Corpus, settings: Settings) -> None:
    from search_api.cli.tables import file_stem, print_figures

    page = actions.documents(corpus, Filters(kind=(REPORT,)), limit=1)
    if not page.items:
        return
    document = page.items[0].document
    title = f"The figures of one report: {file_stem(page.items[0].path)}"
    _step(console, settings, title, f"figures --document {document[:8]}")
    found = actions.figures(corpus, FigureQuery(filters=Filters(document=(document,)), limit=ROWS))
    print_figures(console, map(figure_row_record, found.items))


def _search(console: Console, corpus: Corpus, settings: Settings) -> None:
    from search_api.cli.tables import print_hits

    _step(console, settings, "A search, asked as a question", f"search {QUESTION} --top 3")
    print_hits(console, actions.search(corpus, actions.Search(text=QUESTION), settings=settings, limit=3).items)


def _values(console: Console, corpus: Corpus, settings: Settings) -> None:
    from search_api.cli.tables import print_figures

    _step(console, settings, "A search by value", f"figures --indicator {INDICATOR} --value '{VALUE}'")
    query = replace(parse_figure_query(indicator=(INDICATOR,), value=VALUE), limit=10)
    print_figures(console, map(figure_row_record, actions.figures(corpus, query).items), document=True)
