"""gouji backup: a copy of the corpus while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from search_api import actions
from search_api.cli.options import corpus_option, settings_of


@click.command("backup")
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False))
@corpus_option
def command(folder: str, corpus: str | None) -> None:
    """Copy the corpus into a folder while others use it, and say how the copy is used. On Elasticsearch with
    ?snapshots=NAME in the address a snapshot is made in that repository instead."""
    with actions.open_corpus(settings_of(corpus)) as opened:
        click.echo(actions.backup(opened, Path(folder)))
