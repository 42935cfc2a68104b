"""A file of an older schema brought up to this one, in place, in the transaction that its caller holds.

What the new schema has and the file has not is added: tables, columns, indices. What was read of the documents stays as
it was read, so they are stale, and `gouji rebuild` fills the new columns from the originals.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from corpus.codec import pack

OLDEST = 1
"""The first schema that can be brought up."""
EMPTY = {"TEXT": "''", "INTEGER": "0", "REAL": "0", "BLOB": "x''"}
"""What a new column that may not be null holds until the document is read again."""
PACKED = {"relations": f"x'{pack([]).hex()}'"}
"""Columns that hold a packed list: an empty one."""

Create = Callable[[sqlite3.Connection], None]


def bring_up(connection: sqlite3.Connection, create: Create) -> None:
    """Add what a file lacks of the schema that `create` makes in an empty one."""
    with sqlite3.connect(":memory:") as fresh:
        create(fresh)
        wanted = _objects(fresh)
        columns = {name: _columns(fresh, name) for (kind, name) in wanted if kind == "table"}
    fresh.close()
    found = _objects(connection)
    for (kind, name), statement in wanted.items():
        if (kind, name) not in found:
            if kind == "table":
                connection.execute(statement)
        elif kind == "table":
            _add_columns(connection, name, columns[name])
    for (kind, name), statement in wanted.items():
        if kind == "index" and (kind, name) not in found:
            connection.execute(statement)


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Tables and indices with the statements that make them; not the tables that an engine of full text keeps of its
    own."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    own = [name for _, name, sql in rows if sql.startswith("CREATE VIRTUAL TABLE")]
    return {
        (kind, name): sql
        for kind, name, sql in rows
        if name in own or not any(name.startswith(f"{table}_") for table in own)
    }


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table as they are added to one that has rows already."""
    return {
        name: f"{name} {kind}" + (f" NOT NULL DEFAULT {PACKED.get(name, EMPTY[kind])}" if required else "")
        for _, name, kind, required, _, _ in connection.execute(f"PRAGMA table_info({table})")
    }


def _add_columns(connection: sqlite3.Connection, table: str, columns: dict[str, str]) -> None:
    kept = _columns(connection, table)
    for name, column in columns.items():
        if name not in kept:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
