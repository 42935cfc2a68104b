"""From the paths a person gives to the files they mean, in a fixed order."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.path_spelling import bare, tidy
from ingest.detect import over_limit
from ingest.errors import PathError, UnreadableError
from ingest.report import Outcome


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: `path` opens it, `name` is what the corpus records and messages say."""

    path: str
    name: str
    size: int


def find_files(paths: Iterable[str], suffixes: Iterable[str]) -> Iterator[Found | Outcome]:
    """Files of the paths, folders walked in sorted order; what is passed over or cannot be read as an outcome with its
    reason. A path named twice counts once, however it is spelled."""
    known = frozenset(suffixes)
    seen: set[str] = set()
    for path in paths:
        for found in _find(tidy(path), known, entered=(), given=True):
            name = found.name if isinstance(found, Found) else found.path
            if bare(name) not in seen:
                seen.add(bare(name))
                yield found


def lies_in(name: str, folders: Iterable[str]) -> bool:
    """Whether a path lies in one of some folders, by how they are spelled."""
    heads = (bare(folder).rstrip("/") for folder in folders)
    return any((head in ("", ".") and not os.path.isabs(name)) or bare(name).startswith(f"{head}/") for head in heads)


def printable(path: str) -> str:
    """A path as text that can be stored and shown: bytes that are no UTF-8 are written \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _find(path: str, known: frozenset[str], *, entered: tuple[str, ...], given: bool) -> Iterator[Found | Outcome]:
    try:
        mode = os.stat(path)
    except OSError as error:
        yield _failed(path, path_error(path, error))
        return
    except ValueError:
        yield Outcome(
            path=path.replace("\0", "\\0"), outcome="failed", reason="the path holds a NUL: name a file", code="missing"
        )
        return
    if stat.S_ISDIR(mode.st_mode):
        yield from _walk(path, known, entered)
    elif not stat.S_ISREG(mode.st_mode):
        yield _skipped(path, "it is no regular file", "not_a_file")
    elif not given and os.path.basename(path).startswith("."):
        yield _skipped(path, "it is hidden: name it to have it read", "hidden")
    elif not given and os.path.splitext(path)[1].lower() not in known:
        yield _skipped(path, f"its kind is not read: {', '.join(sorted(known))} are", "unknown_format")
    else:
        yield Found(path, printable(path), mode.st_size)


def _walk(folder: str, known: frozenset[str], entered: tuple[str, ...]) -> Iterator[Found | Outcome]:
    real = os.path.realpath(folder)
    if real in entered:
        yield _skipped(folder, "it is a link to a folder it lies in", "loop")
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield _failed(folder, path_error(folder, error))
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.startswith(".") and os.path.isdir(path):
            yield _skipped(path, "it is a hidden folder: name it to have it read", "hidden")
        else:
            yield from _find(path, known, entered=(*entered, real), given=False)


def read_bytes(found: Found, limit: int) -> bytes:
    """A file's bytes. Raises PathError, and UnreadableError for one over the limit, which is not read to its end."""
    try:
        with open(found.path, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise path_error(found.path, error) from None
    if len(data) > limit:
        size = max(found.size, len(data))
        raise UnreadableError("too_large", f"{found.name} has {size:,} bytes, {over_limit(limit)}")
    return data


def path_error(path: str, error: OSError) -> PathError:
    """What an operating system's error means for the person who gave the path."""
    name = printable(path)
    if isinstance(error, FileNotFoundError):
        return PathError("missing", f"{name} is not there: check the path")
    if isinstance(error, PermissionError):
        return PathError("denied", f"{name} may not be read: change its permissions or run as another user")
    if isinstance(error, NotADirectoryError):
        return PathError("missing", f"{name} is not there: a part of the path is a file")
    if error.errno == errno.ELOOP:  # links that lead to each other
        return PathError("loop", f"{name} is a link that leads in a circle: name the file itself")
    return PathError("unreadable", f"{name} cannot be read: {(error.strerror or 'unknown error').lower()}")


def _skipped(path: str, reason: str, code: str) -> Outcome:
    return Outcome(path=printable(path), outcome="skipped", reason=reason, code=code)


def _failed(path: str, error: PathError) -> Outcome:
    return Outcome(path=printable(path), outcome="failed", reason=error.message, code=error.code)
