"""gouji import: what `gouji export` wrote, into a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from search_api import actions
from search_api.cli.options import corpus_option, settings_of


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@corpus_option
def command(file: str, corpus: str | None) -> int:
    """Put everything that an export holds into the corpus. What is there already stays; a run that was stopped is taken
    up again by the same command."""
    with actions.open_corpus(settings_of(corpus), must_exist=False) as opened:
        moved = actions.import_corpus(opened, Path(file))
    counts = ", ".join(f"{count:,} {name}" for name, count in moved.counts.items())
    click.echo(f"{file} holds {counts}: all counted and its checksum is right")
    new = moved.documents - moved.unchanged - len(moved.refused)
    click.echo(
        f"{moved.documents:,} documents = {new:,} new + {moved.unchanged:,} unchanged + {len(moved.refused):,} failed"
    )
    for path, reason in moved.refused:
        click.echo(f"failed   {path}: {reason}")
    return 1 if moved.refused else 0
