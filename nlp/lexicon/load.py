"""The loader of the word lists: tab-separated, `#` lines are the head, every row has the same columns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


class LexiconError(Exception):
    """A word list that is not what it should be: the file, the line, and what is wrong with it."""


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of nlp/lexicon/<name>.tsv. LexiconError for a row with another number of columns, an empty first cell,
    or that stands twice."""
    found: dict[tuple[str, ...], None] = {}
    text = files("nlp.lexicon").joinpath(f"{name}.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if len(cells) != columns or not cells[0]:
            raise LexiconError(f"{name}.tsv, line {number}: {columns} columns wanted, found {len(cells)}: {line!r}")
        if cells in found:
            raise LexiconError(f"{name}.tsv, line {number}: {line!r} stands twice")
        found[cells] = None
    return tuple(found)


def trained(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table of weights that `make train` writes; LexiconError that says so where it is missing."""
    try:
        return rows(name, columns)
    except FileNotFoundError:
        raise LexiconError(
            f"nlp/lexicon/{name}.tsv is missing, without which no figure has a confidence: "
            "install the package anew, or run `make train` in its repository"
        ) from None
