"""A copy of a corpus in a file while others read and write it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

PAGES = 2000
"""Pages that are copied at a time; others may write in between, then SQLite begins anew."""


def copy_corpus(connection: sqlite3.Connection, path: Path, originals: Path, folder: Path) -> str:
    """Copy the file and its originals into a folder; gives what was made. The file comes first: an original that it
    names is there then, and one that came later does no harm."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / path.name
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as target:
        connection.backup(target, pages=PAGES)
        (verdict,) = target.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
    count = _copy_originals(originals, folder / originals.name)
    part.replace(copy)
    return f"copied to {copy} with {count:,} originals beside it: use it as sqlite:///{copy.absolute()}"


def _copy_originals(source: Path, target: Path) -> int:
    """Files are named by their content, so those that are there whole stay; gives how many there are."""
    count = 0
    for path in sorted(source.glob("??/*")):
        copy = target / path.parent.name / path.name
        if path.name.startswith("."):
            continue
        count += 1
        if copy.exists() and copy.stat().st_size == path.stat().st_size:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_name(".part." + copy.name)
        try:
            shutil.copyfile(path, part)
        except FileNotFoundError:  # removed meanwhile
            count -= 1
            continue
        part.replace(copy)
    return count
