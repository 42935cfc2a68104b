"""Bytes to text: which encoding a file is in, and which files are no text at all.

A byte order mark decides. Without one the whole file is decoded strictly in each candidate encoding, and of the
decodings that succeed the most plausible one is taken: the one whose characters are those that Chinese prose is made
of. Nothing is ever replaced or left out; what no encoding can read is refused with the place where it breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.errors import UnreadableError

LIMIT = 20_000_000
"""Bytes; a larger file is refused unless the caller says otherwise."""

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"),
)
ENOUGH = 0.3
"""Least plausibility that is believed. Tried on every document of the reference set in each encoding: right decodings
of 16 characters and more scored .45 and up, wrong ones .2 and less."""
LEAST = 0.25
"""Plausibility of a few characters that are well-formed UTF-8 and no prose, a mark or a unit among figures."""
UNMARKED = 0.8
"""Weight of UTF-16, which nearly always bears its mark."""
SURE = 0.9
"""Plausibility of well-formed UTF-8 that needs no comparison with other readings."""
SAMPLE = 10_000
"""Characters that are looked at for plausibility; the decoding itself is of the whole file."""

NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
STRANGE = re.compile(
    "[\x80-\x9f\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff\uac00-\ud7af\uff61-\uff9f\u0530-\u1fff]"
)
USUAL = re.compile(r"[、-】〔〕—-―‘’“”…·％！（），．：；？～０-９\u3000①-⑳《》「」『』ⅰ-ↀ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in. The byte order mark is not part of the text."""

    text: str
    encoding: str


@cache
def common_characters() -> frozenset[str]:
    """The characters of common.tsv."""
    lines = files("ingest").joinpath("common.tsv").read_text("utf-8").splitlines()
    return frozenset("".join(line.split("\t")[1] for line in lines if line and not line.startswith("#")))


def plausibility(text: str) -> float:
    """How much the characters beyond ASCII look like Chinese prose: 1 at best, 0 and less for mojibake; 1 for none."""
    beyond = "".join(NOT_ASCII.findall(text))
    if len(beyond) > SAMPLE:
        step = len(beyond) // SAMPLE + 1
        beyond = beyond[::step]
    if not beyond:
        return 1.0
    common = common_characters()
    known = sum(map(common.__contains__, beyond)) + len(USUAL.findall(beyond))
    return (known - 2 * len(STRANGE.findall(beyond))) / len(beyond)


def decode(data: bytes, *, name: str, limit: int = LIMIT) -> Decoded:
    """The text of a file's bytes. `name` is only used in messages.

    Raises UnreadableError for an empty file, one over `limit` bytes, a binary one, and one no encoding can read.
    """
    _refuse_size(data, name, limit)
    _refuse_binary(data, name)
    decoded = _by_mark(data, name) or _by_trial(data, name)
    _refuse_control(decoded.text, name)
    return decoded


def over_limit(limit: int) -> str:
    """The rest of a sentence on a file with more bytes than are read."""
    return f"more than the limit of {limit:,} bytes: split it, or raise the limit (GOUJI_FILE_LIMIT)"


def _refuse_size(data: bytes, name: str, limit: int) -> None:
    if not data.strip(b" \t\r\n\x0c"):
        raise UnreadableError("empty", f"{name} is empty: there is nothing to read")
    if len(data) > limit:
        raise UnreadableError("too_large", f"{name} has {over_limit(limit)}")


def _refuse_binary(data: bytes, name: str) -> None:
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError("binary", f"{name} is {what}, not a text: save its text as .txt and try again")


def _by_mark(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                offset = error.start + len(mark)
                raise _undecodable(
                    name, f"its byte order mark says {encoding.upper()}, but byte {offset} breaks it"
                ) from None
    return None


def _by_trial(data: bytes, name: str) -> Decoded:
    """The most plausible of the strict decodings; of equals the first in CANDIDATES."""
    texts: dict[str, str] = {}
    breaks: dict[str, int] = {}
    for encoding in CANDIDATES:
        try:
            texts[encoding] = data.decode(encoding)
        except UnicodeDecodeError as error:
            breaks[encoding] = error.start
        if encoding == "utf-8" and encoding in texts and _score(encoding, texts[encoding]) >= SURE:
            return Decoded(texts[encoding], encoding)
    scores = {encoding: _score(encoding, text) for encoding, text in texts.items()}
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    if best is not None and scores[best] >= ENOUGH:
        return Decoded(texts[best], best)
    nul = data.find(b"\0")
    if nul >= 0:
        raise UnreadableError(
            "binary", f"{name} holds a NUL at byte {nul}: it is no text; save it as UTF-8 text and try again"
        )
    raise _undecodable(name, _where(data, breaks))


def _score(encoding: str, text: str) -> float:
    """Plausibility, and the word of UTF-8 itself: a text of several hundred bytes is not well-formed by accident."""
    if "\0" in text:
        return -1.0
    score = plausibility(text)
    if encoding == "utf-8":
        beyond = sum(map(len, NOT_ASCII.findall(text)))
        return max(score, SURE) if beyond >= 12 else max(score, LEAST) + ENOUGH
    return score * UNMARKED if encoding.startswith("utf-16") else score


def _where(data: bytes, breaks: dict[str, int]) -> str:
    """Which byte stands in the way: of UTF-8 alone where the text up to there is UTF-8, else of what is meant most."""
    broken = breaks.get("utf-8")
    if broken is not None and len(NOT_ASCII.sub("", data[:broken].decode("utf-8"))) + 6 < broken:
        return f"it is UTF-8 up to byte {broken}, which breaks it"
    tried = [f"{name.upper()} at byte {breaks[name]}" for name in ("utf-8", "gb18030") if name in breaks]
    return f"it breaks {' and '.join(tried)}" if tried else "no encoding makes Chinese text of it, from byte 0 on"


def _undecodable(name: str, why: str) -> UnreadableError:
    return UnreadableError("undecodable", f"{name} cannot be decoded: {why}; save it as UTF-8 and try again")


def _refuse_control(text: str, name: str) -> None:
    """Text has no NUL and hardly any control characters."""
    nul = text.find("\0")
    if nul >= 0:
        raise UnreadableError(
            "binary", f"{name} holds a NUL at character {nul}: it is no text; save it as text and try again"
        )
    found = sum(1 for _ in CONTROL.finditer(text))
    if found > max(2, len(text) // 200):
        raise UnreadableError(
            "binary", f"{name} holds {found:,} control characters: it is no text; save it as text and try again"
        )
