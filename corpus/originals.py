"""The bytes as they came, by content hash, in a folder beside the corpus: `corpus.originals/ab/abcdef…`."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NotFoundError, UnusableCorpusError


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of originals. Ids are hexadecimal content hashes."""

    folder: Path

    def keep(self, document: str, content: bytes) -> None:
        """Write an original, whole or not at all, also when the process is killed. One that is there whole stays as
        it is: a file cut short by a power cut is written anew."""
        path = self._path(document)
        if path.is_file() and path.stat().st_size == len(content):
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
        except OSError as error:
            raise UnusableCorpusError(f"cannot keep originals in {self.folder}: {error.strerror}") from error

    def read(self, document: str) -> bytes:
        """The bytes. Raises NotFoundError when the file is gone, UnusableCorpusError when it cannot be read."""
        try:
            return self._path(document).read_bytes()
        except FileNotFoundError:
            raise NotFoundError(
                f"the original of {document[:12]} is gone from {self.folder}: ingest it again"
            ) from None
        except OSError as error:
            raise UnusableCorpusError(f"cannot read originals in {self.folder}: {error.strerror}") from error

    def drop(self, document: str) -> None:
        """Remove an original, and its folder when that is empty then."""
        path = self._path(document)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UnusableCorpusError(f"cannot remove originals in {self.folder}: {error.strerror}") from error
        with suppress(OSError):
            path.parent.rmdir()

    def _path(self, document: str) -> Path:
        return self.folder / document[:2] / document


def _write_whole(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new.")
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
