"""Texts that an engine does not take, as texts that it takes, and back: bytes of a file name that are no UTF-8 are
lone surrogates in Python."""

from __future__ import annotations

import re

MARK = "\ufdd0"
"""A code point that stands for no character: it marks what was escaped."""
UNPRINTABLE = re.compile(f"[\ud800-\udfff{MARK}]")
ESCAPED = re.compile(f"{MARK}([0-9a-f]{{4}})")


def escape(text: str) -> str:
    """A text without lone surrogates; texts keep their order but for those."""
    return UNPRINTABLE.sub(lambda found: f"{MARK}{ord(found[0]):04x}", text)


def unescape(text: str) -> str:
    """The text that was escaped."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
