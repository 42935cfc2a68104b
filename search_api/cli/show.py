"""gouji show: one document, its figures marked in the text."""

from __future__ import annotations

from typing import TextIO

import click

from search_api import actions
from search_api.cli.options import corpus_option, settings_of
from search_api.cli.output import open_output, open_text
from search_api.export import json_line
from search_api.records import document_record

FIELDS = ("path", "issuer", "number", "date", "region", "kind", "document", "encoding", "figures", "programs", "issues")


@click.command("show")
@click.argument("document")
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", help="How to print.")
@click.option("-o", "--output", metavar="OUT", help="Write to this file instead.")
@corpus_option
def command(document: str, form: str, output: str | None, corpus: str | None) -> None:
    """Show a document, its figures marked. It is named by its id, eight or more digits of it, or its path."""
    with actions.open_corpus(settings_of(corpus)) as opened:
        shown = actions.show(opened, document)
    if form == "jsonl":
        with open_output(output) as out:
            out.write(json_line(document_record(shown.document, shown.analysis, shown.editions)).encode("utf-8"))
        return
    with open_text(output) as text:
        _print(text, shown)


def _print(text: TextIO, shown: actions.Shown) -> None:
    from search_api.cli.tables import bracketed, marked, open_console, visible

    console = open_console(text)
    record = document_record(shown.document, shown.analysis, shown.editions)
    console.print(visible(record["title"] or "no title"), style="bold")
    for name in FIELDS:
        if record[name] is not None:
            console.print(f"{name:<9} {visible(record[name])}", style="dim")
    for block in shown.document.blocks:
        content = shown.document.block_text(block)
        places = [(figure.start - block.start, figure.end - block.start) for figure in shown.figures_of(block)]
        console.print()
        if console.is_terminal:
            console.print(marked(content, places), style="bold" if block.kind in ("title", "heading") else "")
        else:
            text.write(bracketed(content, places) + "\n")
