"""gouji status: what a corpus holds."""

from __future__ import annotations

import click

from search_api import actions
from search_api.cli.options import corpus_option, settings_of
from search_api.export import json_line
from search_api.records import status_record


@click.command("status")
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", help="How to print.")
@corpus_option
def command(form: str, corpus: str | None) -> None:
    """Say what the corpus holds, and whether it wants `gouji rebuild`."""
    settings = settings_of(corpus)
    with actions.open_corpus(settings) as opened:
        record = status_record(actions.status(opened))
        stale = actions.count_stale(opened, segmenter=settings.segmenter)
    record["stale"] = stale
    if form == "jsonl":
        click.echo(json_line(record), nl=False)
        return
    for name, value in record.items():
        click.echo(f"{name:<10} {f'{value:,}' if isinstance(value, int) else value or 'none yet'}")
    if stale:
        click.echo("some documents were read by another version of the analyser: run `gouji rebuild`", err=True)
