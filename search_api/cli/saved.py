"""gouji saved: searches that are kept, and what is new."""

from __future__ import annotations

from dataclasses import replace

import click

from search_api import actions, searches
from search_api.cli.options import corpus_option, format_of, format_options, settings_of
from search_api.cli.search import TOP, print_page


@click.command("saved")
@click.argument("name", required=False)
@click.option("--forget", is_flag=True, help="Drop the search.")
@click.option("--again", is_flag=True, help="Leave what is found now new to the next run.")
@click.option("--top", type=click.IntRange(1, 10_000), default=TOP, show_default=True, help="Documents, at most.")
@format_options
@corpus_option
def command(
    name: str | None, forget: bool, again: bool, top: int, form: str | None, output: str | None, corpus: str | None
) -> int:
    """Run a saved search: which documents it finds that its last run did not. Without NAME, list those that are saved.

    `gouji search QUERY --save NAME` saves one.
    """
    settings = settings_of(corpus)
    with actions.open_corpus(settings) as opened:
        if name is None:
            listed = list(opened.saved())
            for saved in listed:
                asked = searches.read_saved(saved)
                click.echo(f"{saved.name}\t{asked.text}\t{len(saved.seen)} documents on {saved.run_at}")
            if not listed:
                click.echo("no search is saved: `gouji search QUERY --save NAME` saves one", err=True)
            return 0
        if forget:
            opened.forget(name)
            return 0
        actions.require_fresh(opened, segmenter=settings.segmenter)
        saved = searches.find_saved(opened, name)
        page, total = searches.run_saved(opened, saved, settings=settings, limit=top, keep=not again)
    click.echo(f"{page.total} new of {total} documents since {saved.run_at}", err=True)
    return print_page(replace(page, cursor=None), format_of(form, output), output)
