"""How a path is spelled: ed/a.txt, ./ed/a.txt and ed//a.txt are one place, kept under the spelling that came first."""

from __future__ import annotations

import re

NOTHING = re.compile(r"/(?:\.?/)+|/\.$")
"""Parts of a path that lead nowhere: // and /./"""


def tidy(path: str) -> str:
    """A path as it was given, without the parts that lead nowhere; one ./ at its beginning stays."""
    while path.startswith("././"):
        path = path[2:]
    return NOTHING.sub("/", path)


def bare(path: str) -> str:
    """A path by which two spellings of one place are told to be the same: ./ed/a.txt is ed/a.txt."""
    return path.removeprefix("./")


def other_spelling(name: str) -> str | None:
    """The other way to write a path from here: with ./ before it, or without; None where there is none."""
    if name.startswith("./"):
        return name[2:]
    return None if name.startswith(("/", "../")) else f"./{name}"


def spellings(path: str) -> tuple[str, ...]:
    """The ways in which the place of a path may be kept, its own first."""
    name = tidy(path)
    other = other_spelling(name)
    return (name,) if other is None else (name, other)
