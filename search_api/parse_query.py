"""What a person types, understood: a text query with its phrases, or a value with its unit.

A text is never refused for its form: whatever is no quoted phrase is words, and words rank. Only characters that are
no text (NUL, lone surrogates) are an error. A value expression is a small language of its own (`parse_value`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.query import FigureQuery, Filters, Query
from corpus.reference.regions import gazetteer
from search_api.query_error import QueryError

if TYPE_CHECKING:
    from search_api.parse_value import AskedValue

__all__ = ["QueryError", "check_text", "parse_figure_query", "parse_filters", "parse_query", "understood"]

LENGTH = 20_000
"""Code points of a query; a longer one is no query but a document."""

# stands alone or between spaces: one inside a sentence (“双减”政策有哪些？) only ranks. In straight quotes \" is a
# quote and any other backslash stands for itself.
PHRASE = re.compile(r'(?<!\S)(?:"((?:\\"|[^"])*)"|“([^”]*)”|「([^」]*)」)(?!\S)')
NO_TEXT = re.compile("[\x00\ud800-\udfff]")

YEAR = re.compile(r"(\d{4})年?")
PERIOD_END = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
PERIOD = re.compile(rf"{PERIOD_END}(?:\.\.{PERIOD_END})?")
WRITTEN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def parse_query(
    text: str,
    *,
    filters: Filters | None = None,
    operators: bool = True,
    limit: int = 10,
    cursor: str | None = None,
    segmenter: str = "jieba",
) -> Query:
    """A text query. Without `operators` quotes are punctuation, as in a list of questions.

    Raises QueryError for characters that are no text and for more than LENGTH of them.
    """
    check_text(text)
    phrases = find_phrases(text) if operators else ()
    rest = PHRASE.sub(" ", text).strip() if operators else text.strip()
    return Query(
        text=rest,
        words=_words(rest, segmenter),
        phrases=phrases,
        filters=filters or Filters(),
        limit=limit,
        cursor=cursor,
    )


def find_phrases(text: str) -> tuple[str, ...]:
    """The quoted parts that stand alone, without their quotes; empty ones are none."""
    found = (match[1].replace('\\"', '"') if match[1] is not None else match[2] or match[3] for match in _quoted(text))
    return tuple(phrase for phrase in found if phrase and phrase.strip())


def understood(text: str) -> str:
    """What a text query is taken for, in words: which parts must stand as they are, and what ranks."""
    exact = "、".join(f"“{phrase}”" for phrase in find_phrases(text))
    ranked = " ".join(PHRASE.sub(" ", text).split())
    parts = (exact and f"原文须有 {exact}", ranked and f"按词排序：{ranked}")
    return "；".join(part for part in parts if part)


def _quoted(text: str) -> list[re.Match[str]]:
    return list(PHRASE.finditer(text))


def _words(text: str, segmenter: str) -> tuple[str, ...]:
    if not text:
        return ()
    from nlp.segment import words  # jieba loads its dictionary: not for a phrase alone

    return tuple(words(text, segmenter))


def check_text(text: str) -> str:
    """The text, when it is one. Raises QueryError."""
    if found := NO_TEXT.search(text):
        raise QueryError(
            f"the query holds a character that is no text (U+{ord(found[0]):04X} at {found.start()}): take it out"
        )
    if len(text) > LENGTH:
        raise QueryError(f"the query has {len(text)} characters: write one of at most {LENGTH}")
    return text


def parse_filters(
    *,
    region: Iterable[str] = (),
    year: Iterable[str] = (),
    issuer: Iterable[str] = (),
    kind: Iterable[str] = (),
    document: Iterable[str] = (),
) -> Filters:
    """Filters on documents, a place by its full or short name. Raises QueryError for a year that is none."""
    regions = [full for name in region for full in find_regions(name)]
    return Filters(
        region=tuple(dict.fromkeys(regions)),
        year=tuple(map(_year, year)),
        issuer=tuple(map(check_text, issuer)),
        kind=tuple(map(check_text, kind)),
        document=tuple(document),
    )


def find_regions(name: str) -> tuple[str, ...]:
    """The full names that a name may stand for, the highest level only; the name itself where none is known."""
    name = check_text(name).strip()
    if name in gazetteer().by_name:
        return (name,)
    bearers = gazetteer().bearers.get(name, ())
    top = min((bearer.level for bearer in bearers), default=0)
    return tuple(bearer.name for bearer in bearers if bearer.level == top) or (name,)


def _year(text: str) -> str:
    if found := YEAR.fullmatch(text.strip()):
        return found[1]
    raise QueryError(f"{text!r} is no year: write four digits, as 2018")


def parse_figure_query(
    *,
    indicator: Iterable[str] = (),
    value: str | None = None,
    region: str | None = None,
    period: str | None = None,
    unit: str | None = None,
    sort: str = "document",
    filters: Filters | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> FigureQuery:
    """A query for figures. A unit beside a value must be the value's own. Raises QueryError."""
    words = tuple(word for part in indicator for word in check_text(part).split())
    asked = _asked(value)
    name = _unit(unit) if unit else None
    return FigureQuery(
        indicator=words,
        interval=asked.interval if asked else None,
        near=asked.near if asked else None,
        dimension=asked.dimension if asked else None,
        unit=name or (asked.unit if asked else None),
        region=_one_region(region) if region else None,
        period=parse_period(period) if period else None,
        filters=filters or Filters(),
        sort=sort,
        limit=limit,
        cursor=cursor,
    )


def _asked(value: str | None) -> AskedValue | None:
    if value is None:
        return None
    from search_api.parse_value import parse_value  # reads the table of units: only for a value

    return parse_value(check_text(value))


def _unit(text: str) -> str:
    from corpus.reference.units import units

    found = units().get(check_text(text).strip())
    return found.name if found else text.strip()


def _one_region(name: str) -> str:
    found = find_regions(name)
    if len(found) > 1:
        raise QueryError(f"{name} may be {', '.join(found[:6])}: write one of them in full")
    return found[0]


def parse_period(text: str) -> str:
    """A period as figures have it: `2018`, `2018-06`, `2016..2020`; also 2018年6月. Raises QueryError."""
    plain = WRITTEN.sub(_written, check_text(text).strip())
    if PERIOD.fullmatch(plain):
        return plain
    raise QueryError(f"{text!r} is no period: write it like 2018, 2018-06, 2018-06-30 or 2016..2020")


def _written(found: re.Match[str]) -> str:
    return "-".join(part.zfill(2) for part in found.groups() if part)
