"""gouji export: a whole corpus into one file."""

from __future__ import annotations

from pathlib import Path

import click

from search_api import actions
from search_api.cli.options import corpus_option, settings_of
from search_api.cli.output import check_output


@click.command("export")
@click.option("--all", "file", metavar="FILE", required=True, help="The file, as in corpus.jsonl.zst.")
@corpus_option
def command(file: str, corpus: str | None) -> None:
    """Write everything that the corpus holds to a file: documents, analyses, paths and originals.

    `gouji import` puts it into another corpus. Figures alone, as a table, come from `gouji figures`.
    """
    check_output(file)
    with actions.open_corpus(settings_of(corpus)) as opened:
        moved = actions.export_corpus(opened, Path(file))
    counts = ", ".join(f"{count:,} {name}" for name, count in moved.counts.items())
    click.echo(f"wrote {counts} to {file} (SHA-256 of its lines {moved.sha256[:16]}…)")
