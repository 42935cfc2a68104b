"""Words. jieba with our own dictionary; a faster compatible segmenter is an option whose name goes into the stamp."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nlp.cutter import Cutter

Segment = Callable[[str], list[str]]

SEGMENTERS = ("jieba", "rjieba")


class SegmenterError(Exception):
    """The segmenter that was asked for is not known, or not installed."""


def words(text: str, segmenter: str = "jieba") -> list[str]:
    """The words of a text that hold a letter, digit or Han character, in lower case, in order."""
    return [word.casefold() for word in segment(segmenter)(text) if any(map(str.isalnum, word))]


def is_word(text: str) -> bool:
    """Whether a dictionary has it, jieba's or ours: what a segmenter only takes for a word is none."""
    return _jieba().knows(text)


def segmenter_name(segmenter: str) -> str:
    """Name and version, as they stand in an analyser's stamp."""
    return f"{segmenter}-{version(segmenter)}"


@cache
def segment(segmenter: str = "jieba") -> Segment:
    """The function that cuts a text into words, loaded once. "".join of its result is the text."""
    if segmenter == "jieba":
        return _jieba()
    if segmenter == "rjieba":
        return _rjieba()
    raise SegmenterError(f"no segmenter {segmenter!r}: use one of {', '.join(SEGMENTERS)}")


@cache
def _jieba() -> Cutter:
    import jieba

    from nlp.cutter import Cutter

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_private_cache())
    tokenizer.initialize()
    for line in user_words():
        tokenizer.add_word(line)
    return Cutter(tokenizer)


def _rjieba() -> Segment:
    try:
        from rjieba import Jieba
    except ImportError as error:
        raise SegmenterError("rjieba is not installed: pip install 'gouji[fast]'") from error
    tokenizer = Jieba()
    for line in user_words():
        tokenizer.add_word(line, 100, "n")
    return lambda text: list(tokenizer.cut(text))


def user_words() -> list[str]:
    """The words of our own dictionary."""
    lines = files("nlp.lexicon").joinpath("words.tsv").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _private_cache() -> Path:
    """A folder that only this user can write: what lies in it is loaded without further checks."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "gouji"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
