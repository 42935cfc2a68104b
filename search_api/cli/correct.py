"""gouji correct: a person's better reading of a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from search_api import actions
from search_api.cli.options import corpus_option, format_of, format_options, settings_of
from search_api.cli.output import emit, open_text

if TYPE_CHECKING:
    from corpus.backend import Corpus

FIELDS = {
    "value": "The number, as in 14.47亿元 or 1447000000; empty for none.",
    "value-max": "The upper end of a range; empty for none.",
    "unit": "元, 人, 亩, % …",
    "dimension": "money, people, ratio … (follows from the unit).",
    "qualifier": "exact, approx, more_than, at_least, less_than, at_most or range.",
    "qualifier-text": "The word that says so, as printed.",
    "measure": "level, share, change, growth, multiple or per_unit.",
    "direction": "up or down; empty for neither.",
    "basis": "yoy, mom, base or none.",
    "role": "reported, target or other.",
    "indicator": "What is measured.",
    "region": "The place it is about; empty for unknown.",
    "period": "2018, 2018-06, 2018-06-30 or 2016..2020; empty for unknown.",
    "per": "The base of a per-unit value; empty for none.",
}


def field_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each field that may be corrected."""
    for name, text in reversed(FIELDS.items()):
        command = click.option(f"--{name}", metavar="TEXT", help=text)(command)
    return command


@click.command("correct")
@click.argument("document", required=False)
@click.argument("figure", required=False)
@field_options
@click.option("--by", metavar="WHO", help="Who corrects.")
@click.option("--undo", is_flag=True, help="Take back what was corrected of the figure.")
@click.option("--undo-field", "undone", metavar="FIELD", multiple=True, help="Take back this field only. Repeatable.")
@click.option("--list", "listing", is_flag=True, help="List the corrections of a document, or of all.")
@format_options
@corpus_option
def command(
    document: str | None,
    figure: str | None,
    by: str | None,
    undo: bool,
    undone: tuple[str, ...],
    listing: bool,
    form: str | None,
    output: str | None,
    corpus: str | None,
    **fields: str | None,
) -> None:
    """Read fields of a FIGURE of a DOCUMENT better. The figure is named by its place in the reading text (120, or
    120-127, as `gouji figures --format jsonl` has it), or by its printed text where that stands once. The correction is
    shown, found and exported in place of what the program read, which is kept; it lasts when the document is read
    again, and in a new edition where the same sentence stands."""
    given = {name: text for name, text in fields.items() if text is not None}
    _check(document, figure, given, by, undo=undo or bool(undone), listing=listing)
    with actions.open_corpus(settings_of(corpus)) as opened:
        if listing:
            _list(opened, document, form, output)
        else:
            _change(opened, document or "", figure or "", given, by or "", undo=undo, undone=undone)


def _check(
    document: str | None, figure: str | None, given: dict[str, str], by: str | None, *, undo: bool, listing: bool
) -> None:
    if listing:
        if figure or given or undo:
            raise click.UsageError("--list takes a document at most: leave the rest away")
        return
    if document is None or figure is None:
        raise click.UsageError("name a document and a figure of it, or give --list")
    if undo and given:
        raise click.UsageError("--undo takes back: give no field beside it")
    if not undo and not given:
        raise click.UsageError("give a field to correct, such as --indicator 一般公共预算收入, or --undo")
    if not undo and not (by or "").strip():
        raise click.UsageError("say who corrects: --by NAME")


def _change(
    corpus: Corpus, document: str, figure: str, given: dict[str, str], by: str, *, undo: bool, undone: tuple[str, ...]
) -> None:
    from search_api import corrections
    from search_api.cli.tables import open_console, print_figures
    from search_api.records import corrected_records, figure_record

    found = corrections.find_figure(corpus, document, figure)
    if undo or undone:
        fields = () if undo else tuple(name.replace("-", "_") for name in undone)
        now = corrections.undo(corpus, found, fields)
    else:
        now = corrections.correct(corpus, found, given, by=by)
        if now == found.figure:
            click.echo("it is read so already: nothing was changed", err=True)
    record = figure_record(now, file=document, document=found.document, analyser=found.analyser)
    print_figures(open_console(), [record | {"corrected": corrected_records(now)}])


def _list(corpus: Corpus, document: str | None, form: str | None, output: str | None) -> None:
    from search_api.cli.tables import open_console, print_corrections
    from search_api.corrections import correction_records

    chosen = format_of(form, output)
    records = correction_records(corpus, document)
    if chosen != "table":
        emit(records, kind="corrections", form=chosen, output=output, scaled=False)
        return
    shown = list(records)
    with open_text(output) as text:
        if shown:
            print_corrections(open_console(text), shown)
    click.echo(f"{len(shown)} correction{'' if len(shown) == 1 else 's'}", err=True)
