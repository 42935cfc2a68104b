"""A whole corpus as lines of JSON, and back: how it moves from one engine to another, and is kept safe.

The first line names the format. Then a line a document: all of it, its analysis, what persons corrected of it, the
paths where it stands with what stood there before, and its bytes as they came. Then a line a saved search. The last
line counts the documents and holds the SHA-256 of all lines before it.
Documents come in the order of their ids, fields always in the same one: two corpora that hold the same give the same
lines.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from corpus.backend import Corpus, Entry, put_many
from corpus.corrections import by_place
from corpus.errors import CorpusError, NotFoundError
from corpus.model import Edition, Span
from corpus.plain import Packed, plain_correction, plain_reading, plain_saved, read_correction, read_reading, read_saved
from corpus.query import Filters, Saved

FORMAT = 2
READ = (1, 2)
"""Formats that are read; the first had no corrections."""
ZSTD = bytes.fromhex("28b52ffd")
"""How a compressed file begins."""
PAGE = 500
NO_EXPORT = "this file is no export of a corpus: make one with `gouji export --all FILE.jsonl.zst`"
HEAD: dict[str, Any] = {"gouji": "corpus", "format": FORMAT}


class MoveError(CorpusError):
    """A file that is no export, or not a whole one."""


@dataclass(slots=True)
class Moved:
    """What was moved: how many of each, how many documents were there already, what was refused and why, and the
    SHA-256 of the lines."""

    documents: int = 0
    passages: int = 0
    figures: int = 0
    programs: int = 0
    issues: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    sha256: str = ""

    def add(self, line: Mapping[str, Any]) -> None:
        """Count a document's line."""
        self.documents += 1
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + len(line["analysis"][name]))

    @property
    def counts(self) -> dict[str, int]:
        return {"documents": self.documents, **{name: getattr(self, name) for name in COUNTED}}


COUNTED = ("passages", "figures", "programs", "issues")


def export_lines(corpus: Corpus, moved: Moved) -> Iterator[bytes]:
    """All lines of a corpus; `moved` counts as they are read. A document that is removed meanwhile is left out."""
    digest = hashlib.sha256()
    for line in _all_lines(corpus, moved):
        encoded = _encode(line)
        digest.update(encoded)
        yield encoded
    moved.sha256 = digest.hexdigest()
    yield _encode({"end": moved.counts, "sha256": moved.sha256})


def _all_lines(corpus: Corpus, moved: Moved) -> Iterator[dict[str, Any]]:
    yield HEAD
    for document in sorted(_ids(corpus)):
        with suppress(NotFoundError):
            line = document_line(corpus, document)
            moved.add(line)
            yield line
    for saved in sorted(corpus.saved(), key=lambda one: one.name):
        yield {"saved": plain_saved(saved)}


def _ids(corpus: Corpus) -> Iterator[str]:
    cursor = None
    while True:
        page = corpus.documents(Filters(), limit=PAGE, cursor=cursor)
        yield from (row.document for row in page.items)
        if (cursor := page.cursor) is None:
            return


def document_line(corpus: Corpus, document: str) -> dict[str, Any]:
    """One document with all that belongs to it."""
    packed = plain_reading(corpus.document(document), corpus.analysis(document))
    editions = [[e.path, e.seen_at, list(e.earlier)] for e in corpus.editions(document)]
    original = b64encode(corpus.original(document)).decode()
    return {
        "document": packed.document,
        "analysis": packed.analysis,
        "corrections": [plain_correction(one) for one in corpus.corrections(document)],
        "editions": editions,
        "original": original,
    }


def _encode(line: Mapping[str, Any]) -> bytes:
    """One line. Escapes throughout where the text holds what UTF-8 has no bytes for."""
    try:
        return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def import_lines(corpus: Corpus, lines: Iterable[bytes], moved: Moved) -> Iterator[str]:
    """Put what an export holds; gives the id of each document that is kept now. What is there already stays.

    Raises MoveError for a file that is no export, was cut short or damaged: what was given before is kept, and
    importing the whole file later goes on.
    """
    for entry, refused in put_many(corpus, _entries(corpus, lines, moved)):
        if refused is None:
            yield entry.document.id
        else:
            moved.refused.append((entry.path, str(refused)))


def _entries(corpus: Corpus, lines: Iterable[bytes], moved: Moved) -> Iterator[Entry]:
    for line in checked_lines(lines, moved):
        if "saved" in line:
            _save(corpus, read_saved(line["saved"]))
            continue
        entry = read_entry(line)
        document = entry.document.id
        _correct(corpus, document, line)
        if corpus.has(document) and {e.path for e in entry.editions} <= {e.path for e in corpus.editions(document)}:
            moved.unchanged += 1
        else:
            yield entry


def _save(corpus: Corpus, saved: Saved) -> None:
    """Keep a saved search, but for one whose name is taken here."""
    if saved.name not in {one.name for one in corpus.saved()}:
        corpus.save(saved)


def _correct(corpus: Corpus, document: str, line: Mapping[str, Any]) -> None:
    """Keep the corrections of a document's line, but for figures that were corrected here too."""
    corrections = [read_correction(document, plain) for plain in line.get("corrections", ())]
    kept = by_place(corpus.corrections(document)) if corrections else {}
    for place, found in by_place(corrections).items():
        if place not in kept:
            corpus.correct(document, Span(*place), found)


def checked_lines(lines: Iterable[bytes], moved: Moved) -> Iterator[dict[str, Any]]:
    """The lines of saved searches and documents, counted and checked against the last line. Raises MoveError."""
    digest = hashlib.sha256()
    read = _decoded(lines)
    encoded, head = next(read, (b"", {}))
    if head.get("gouji") != HEAD["gouji"]:
        raise MoveError(NO_EXPORT)
    if head["format"] not in READ:
        raise MoveError(f"this export has format {head['format']}, this version reads {FORMAT}: use that of the export")
    digest.update(encoded)
    for encoded, line in read:
        if "end" in line:
            moved.sha256 = digest.hexdigest()
            if line["end"] != moved.counts or line["sha256"] != moved.sha256:
                raise MoveError("this export was changed since it was made: its counts or checksum differ")
            return
        digest.update(encoded)
        if "saved" not in line:
            moved.add(line)
        yield line
    raise MoveError("this export was cut short: what it holds was imported; copy the file anew and import it again")


def _decoded(lines: Iterable[bytes]) -> Iterator[tuple[bytes, dict[str, Any]]]:
    for number, encoded in enumerate(lines, 1):
        try:
            line = json.loads(encoded)
        except ValueError:
            if number == 1:
                raise MoveError(NO_EXPORT) from None
            if encoded.endswith(b"\n"):
                raise MoveError(f"line {number} of this export is damaged: copy the file anew") from None
            return  # cut in the middle of a line
        if not isinstance(line, dict):
            raise MoveError(f"line {number} of this export is damaged: copy the file anew")
        yield encoded, line


def read_entry(line: Mapping[str, Any]) -> Entry:
    """A document's line. Raises MoveError when its bytes are not those that its id is made from."""
    try:
        document, analysis = read_reading(Packed(line["document"], line["analysis"]))
        original = b64decode(line["original"])
        editions = tuple(
            Edition(path=path, document=document.id, seen_at=seen, earlier=tuple(earlier))
            for path, seen, earlier in line["editions"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MoveError(f"a document of this export is damaged ({error}): copy the file anew") from error
    if hashlib.sha256(original).hexdigest() != document.id:
        raise MoveError(f"the original of {document.id[:12]} in this export is damaged: copy the file anew")
    if not editions:
        raise MoveError(f"the document {document.id[:12]} of this export stands at no path: copy the file anew")
    return Entry(document=document, analysis=analysis, path=editions[0].path, original=original, editions=editions)


def export_file(corpus: Corpus, file: Path, moved: Moved) -> None:
    """Write a corpus to a file that is there whole or not at all; one that ends in .zst is compressed."""
    if file.exists() and not file.is_file():
        raise MoveError(f"{file} is no regular file: name another to write to")
    handle, name = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as out:
            write_lines(export_lines(corpus, moved), out, packed=file.suffix == ".zst")
        os.chmod(name, 0o600)
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def write_lines(lines: Iterable[bytes], out: BinaryIO, *, packed: bool) -> None:
    """Write lines, compressed if `packed`."""
    if not packed:
        out.writelines(lines)
        return
    import zstandard

    with zstandard.ZstdCompressor(level=6, write_checksum=True).stream_writer(out, closefd=False) as stream:
        for line in lines:
            stream.write(line)


def read_lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines of an export, compressed or not. Raises MoveError when it was damaged."""
    import zstandard

    start = source.read(len(ZSTD))
    rest = cast("BinaryIO", io.BufferedReader(_Chained(start, source)))
    if start != ZSTD:
        yield from rest
        return
    line = b""
    try:
        with zstandard.ZstdDecompressor().stream_reader(rest, read_across_frames=True) as stream:
            for line in io.BufferedReader(stream):
                yield line
    except zstandard.ZstdError as error:
        raise MoveError(f"this export is damaged ({error}): copy the file anew") from error
    if not line:
        raise MoveError("this export was cut short: copy the file anew")


class _Chained(io.RawIOBase):
    """What was read of a source already, and then the rest of it: a pipe cannot be wound back."""

    def __init__(self, start: bytes, source: BinaryIO) -> None:
        self.start, self.source = start, source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.start[: len(buffer)] or self.source.read(len(buffer))
        self.start = self.start[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
