"""The loader of word lists: tab-separated rows under a named head, '#' for comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str, columns: tuple[str, ...], key: int = 0) -> tuple[tuple[str, ...], ...]:
    """The rows of nlp/lexicon/<name>.tsv; ValueError when the head or a row has other columns or
    the column `key` names one thing twice."""
    text = files("nlp.lexicon").joinpath(f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise ValueError(f"{name}.tsv must begin with the columns {columns}")
    rows = tuple(tuple(line.split("\t")) for line in lines[1:])
    for row in rows:
        if len(row) != len(columns) or not row[key]:
            raise ValueError(f"{name}.tsv: {len(columns)} columns expected in {row}")
    if len({row[key] for row in rows}) != len(rows):
        twice = sorted({row[key] for row in rows if sum(row[key] == other[key] for other in rows) > 1})
        raise ValueError(f"{name}.tsv names twice: {twice}")
    return rows
