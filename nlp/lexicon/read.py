"""The loader of word lists: tab-separated rows under a named head, '#' for comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The rows of nlp/lexicon/<name>.tsv; ValueError when the head or a row has other columns or a row stands twice."""
    text = files("nlp.lexicon").joinpath(f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise ValueError(f"{name}.tsv must begin with the columns {columns}")
    rows = tuple(tuple(line.split("\t")) for line in lines[1:])
    for row in rows:
        if len(row) != len(columns) or not row[0]:
            raise ValueError(f"{name}.tsv: {len(columns)} columns expected in {row}")
    if len({row[0] for row in rows}) != len(rows):
        twice = sorted({row[0] for row in rows if sum(row[0] == other[0] for other in rows) > 1})
        raise ValueError(f"{name}.tsv names twice: {twice}")
    return rows
