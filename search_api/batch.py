"""A list of queries: a CSV file whose head names the columns `id` and `query`, set apart by commas, semicolons or tabs,
as spreadsheets write them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from search_api.query_error import QueryError

DELIMITERS = (",", ";", "\t")
NEEDED = {"id", "query"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One query, empty where the line has none; `line` is its line in the file, from 1."""

    line: int
    id: str
    query: str


def parse_batch(text: str, *, name: str) -> list[BatchRow]:
    """The queries of a CSV text, in order; further columns are left aside. Raises QueryError for another head."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[BatchRow] = []
    try:
        head = _names(next(reader, []))
        if not NEEDED.issubset(head):
            raise QueryError(f"{name} has no columns id and query: begin it with the line id,query")
        for cells in reader:
            if any(map(str.strip, cells)):
                named = dict(zip(head, cells, strict=False))
                rows.append(
                    BatchRow(line=reader.line_num, id=named.get("id", "").strip(), query=named.get("query", "").strip())
                )
    except csv.Error as error:
        raise QueryError(f"{name}, line {reader.line_num}: {error}: put quotes around a query with commas") from error
    return rows


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _delimiter(text: str) -> str:
    """What sets the columns apart: with it the first line names both that are needed."""
    first = text.lstrip("\r\n").partition("\n")[0].strip("\r")
    return next(
        (one for one in DELIMITERS if NEEDED.issubset(_names(next(csv.reader([first], delimiter=one), [])))), ","
    )
