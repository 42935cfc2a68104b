"""Records as Parquet, where pyarrow is installed (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

from search_api.export import flat, plain
from search_api.query_error import QueryError
from search_api.records import Record

ROWS = 10_000
"""Rows of a group, which is what is held in memory."""
WHOLE = frozenset(
    {
        "start", "end", "source_start", "source_end", "rank", "level", "mentions", "documents", "figures", "programs",
        "characters",
    }
)  # fmt: skip
"""Columns of whole numbers."""
REAL = frozenset({"confidence", "score"})
"""Columns of floating numbers. Values are decimals as text: none is rounded."""


def require_parquet() -> None:
    """Raise QueryError where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise QueryError("Parquet needs pyarrow: pip install 'gouji[parquet]', or take csv, xlsx or jsonl")


def write_parquet(records: Iterable[Record], columns: tuple[str, ...], out: BinaryIO) -> int:
    """A Parquet file, a group of rows after the other; gives how many rows. Raises QueryError without pyarrow."""
    require_parquet()
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, _kind(name)) for name in columns])
    rows = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(records):
            rows += len(group)
            cells = {name: [_cell(row.get(name), name) for row in group] for name in columns}
            writer.write_table(pyarrow.table(cells, schema=schema))
    return rows


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    rows = iter(records)
    while group := [flat(record) for record in islice(rows, ROWS)]:
        yield group


def _kind(name: str) -> str:
    return "int64" if name in WHOLE else "double" if name in REAL else "string"


def _cell(value: Any, name: str) -> Any:
    if value is None or name in WHOLE or name in REAL:
        return value
    return plain(str(value))
