"""A list of queries: a CSV file whose head names the columns `id` and `query`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from search_api.query_error import QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One query, empty where the line has none; `line` is its line in the file, from 1."""

    line: int
    id: str
    query: str


def parse_batch(text: str, *, name: str) -> list[BatchRow]:
    """The queries of a CSV text, in order; further columns are left aside. Raises QueryError for another head."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[BatchRow] = []
    try:
        head = [cell.strip().lower() for cell in next(reader, [])]
        if "id" not in head or "query" not in head:
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
