"""Options that several commands share, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from search_api.settings import Settings, read_settings

if TYPE_CHECKING:
    from corpus.query import Filters

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "jsonl", "csv", "xlsx", "parquet")
ENDINGS = {".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet", ".txt": "table"}

corpus_option = click.option("--corpus", metavar="URL", help="The corpus to use; GOUJI_CORPUS names it too.")


def format_options(command: F) -> F:
    """--format and -o."""
    kind = click.Choice(FORMATS)
    command = click.option("-o", "--output", metavar="OUT", help="Write to this file instead.")(command)
    text = "How to print; by default what OUT's ending says (.jsonl, .csv, .xlsx, .parquet, .txt), else a table."
    return click.option("--format", "form", type=kind, help=text)(command)


FILTERS = {
    "region": "Documents of this place and the places below it.",
    "year": "Documents of this year.",
    "issuer": "Documents of this issuer.",
    "kind": "Documents of this kind: 工作报告, 统计公报, 政策文件, 新闻 …",
    "program": "Documents that name this program, by its entity.",
    "dimension": "Documents with a figure of this dimension: money, people, ratio …",
}


def filter_options(*names: str) -> Callable[[F], F]:
    """Which documents count; each option may be given again for an alternative."""

    def decorate(command: F) -> F:
        for name in reversed(names):
            text = f"{FILTERS[name]} Repeatable."
            command = click.option(f"--{name}", multiple=True, metavar=name.upper(), help=text)(command)
        return command

    return decorate


def filters_of(options: dict[str, tuple[str, ...]]) -> Filters:
    """The filters of a command's options."""
    from search_api.parse_query import parse_filters

    return parse_filters(**options)


def settings_of(corpus: str | None) -> Settings:
    """The settings of this run: the command's --corpus, else gouji's own, else the environment's."""
    context = click.get_current_context(silent=True)
    outer = context.find_root().obj if context else None
    return read_settings(corpus=corpus or outer)


def format_of(form: str | None, output: str | None) -> str:
    """The format that was asked for, else the one that the output's ending names, else a table on standard output.
    Raises click.UsageError for a file of another ending."""
    if form:
        return form
    if output is None or output == "-" or _is_device(output):
        return "table"
    ending = PurePath(output).suffix.lower()
    if ending not in ENDINGS:
        raise click.UsageError(f"{output} says no format: end it in {', '.join(ENDINGS)}, or give --format")
    return ENDINGS[ending]


def _is_device(output: str) -> bool:
    path = Path(output)
    return path.exists() and not path.is_file() and not path.is_dir()
