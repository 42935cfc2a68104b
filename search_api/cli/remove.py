"""gouji remove: drop documents from a corpus."""

from __future__ import annotations

import click

from corpus.errors import NotFoundError
from search_api import actions
from search_api.cli.options import corpus_option, settings_of


@click.command("remove")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@corpus_option
def command(documents: tuple[str, ...], corpus: str | None) -> int:
    """Drop documents, with all that was kept of them. They are named by id, eight or more digits of it, or path."""
    removed = failed = 0
    with actions.open_corpus(settings_of(corpus)) as opened:
        for name in documents:
            try:
                click.echo(f"removed {actions.remove(opened, name)}")
                removed += 1
            except NotFoundError as error:
                click.echo(f"gouji: {error}", err=True)
                failed += 1
    if failed and not removed:
        return 2
    return 1 if failed else 0
