"""What a person types, understood: words that rank, what must hold, or a value with its unit.

A text is never refused for its form: whatever is nothing else is words, and words rank. Only characters that are no
text (NUL, lone surrogates) are an error. Operators, fields and quantities are read by `query_tokens` and
`parse_condition`; a value expression is a small language of its own (`parse_value`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import DIMENSIONS
from corpus.query import Also, Condition, FigureQuery, Filters, Query, wanted_phrases
from corpus.reference.regions import gazetteer
from search_api.query_error import QueryError

if TYPE_CHECKING:
    from search_api.parse_condition import Part
    from search_api.parse_value import AskedValue

__all__ = ["QueryError", "check_text", "parse_figure_query", "parse_filters", "parse_query", "understand"]

LENGTH = 20_000
"""Code points of a query; a longer one is no query but a document."""
INDICATOR_WORDS = 64
"""Words of an indicator, at most: each is a condition."""
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
OPERATING = re.compile(
    r"""["“「(（:：<>=≥≤≧≦≈＜＞＝\d一二三四五六七八九十百千万亿两半]|(?:^|\s)(?:AND|OR|NOT|也|和|或|非|[-－]\S)"""
)
"""What a text without operators has none of: most are told at once."""

YEAR = re.compile(r"(\d{4})年?")
PERIOD_END = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
PERIOD = re.compile(rf"{PERIOD_END}(?:\.\.{PERIOD_END})?")
WRITTEN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a text is taken for. `ranked` are the words that rank; `phrases` and `condition` must hold, and `parts` tell
    them one by one; `notes` say what was not understood and is taken as words."""

    text: str
    ranked: str
    phrases: tuple[str, ...] = ()
    condition: Condition | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """In words: which parts must hold, what ranks, and what was not understood."""
        must = "、".join(part.text for part in self.parts)
        told = (must and f"须满足 {must}", self.ranked and f"按词排序：{' '.join(self.ranked.split())}", *self.notes)
        return "；".join(part for part in told if part)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The texts that must stand in a document."""
        return wanted_phrases(Query(phrases=self.phrases, condition=self.condition))

    def without(self, part: Part) -> str:
        """The query without one of its parts."""
        return " ".join((self.text[: part.start] + " " + self.text[part.end :]).split())


def understand(text: str, *, operators: bool = True, segmenter: str = "jieba") -> Understood:
    """What a text is taken for; without `operators` it is words alone.

    Raises QueryError for characters that are no text and for more than LENGTH of them.
    """
    check_text(text)
    if not operators or not OPERATING.search(text):
        return Understood(text=text, ranked=text.strip())
    from search_api.parse_condition import Reader
    from search_api.query_tokens import read_tokens

    reader = Reader(parse_filters, lambda indicator: _words(indicator, segmenter))
    reading = reader.read(read_tokens(text))
    return Understood(
        text=text,
        ranked=_ranked(text, reading.cut),
        phrases=tuple(reading.phrases),
        condition=reading.condition,
        parts=tuple(reading.parts),
        notes=tuple(dict.fromkeys(reading.notes)),
    )


def _ranked(text: str, cut: Iterable[tuple[int, int]]) -> str:
    """The text without some stretches of it."""
    kept, at = [], 0
    for start, end in sorted(cut):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*kept, text[at:]]).strip()


def parse_query(
    text: str,
    *,
    filters: Filters | None = None,
    operators: bool = True,
    sort: str = "relevance",
    passages: int = 1,
    explain: bool = False,
    limit: int = 10,
    cursor: str | None = None,
    segmenter: str = "jieba",
) -> Query:
    """A text query. Without `operators` quotes are punctuation, as in a list of questions.

    Raises QueryError for characters that are no text and for more than LENGTH of them.
    """
    found = understand(text, operators=operators, segmenter=segmenter)
    return Query(
        text=found.ranked,
        words=_words(found.ranked, segmenter),
        also=_also(found.ranked),
        phrases=found.phrases,
        condition=found.condition,
        filters=filters or Filters(),
        sort=sort,
        passages=passages,
        explain=explain,
        limit=limit,
        cursor=cursor,
    )


def _simplified(text: str) -> str:
    if not text or text.isascii():
        return text
    from nlp.script import simplified

    return simplified(text)


def _also(text: str) -> tuple[Also, ...]:
    """What means the same as a text or a part of it: synonyms, and the text in the other script, so that a report in
    traditional characters is found by simplified ones and the other way round."""
    if not text or text.isascii():
        return ()
    from corpus.reference.synonyms import find_synonyms
    from nlp.script import traditional_forms

    simple = _simplified(text)
    forms = dict.fromkeys((simple, *traditional_forms(simple)))
    synonyms = [Also(said, meant) for said, meant in find_synonyms(simple)]
    return (*synonyms, *(Also(text, form, script=True) for form in forms if form != text))


def _words(text: str, segmenter: str) -> tuple[str, ...]:
    if not text:
        return ()
    from nlp.segment import words  # jieba loads its dictionary: not for a phrase alone

    forms = dict.fromkeys((_simplified(text), text))
    return tuple(dict.fromkeys(word for form in forms for word in words(form, segmenter)))


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
    program: Iterable[str] = (),
    dimension: Iterable[str] = (),
    document: Iterable[str] = (),
) -> Filters:
    """Filters on documents, a place by its full or short name. QueryError for a year or dimension that is none."""
    regions = [full for name in region for full in find_regions(name)]
    return Filters(
        region=tuple(dict.fromkeys(regions)),
        year=tuple(map(_year, year)),
        issuer=tuple(map(check_text, issuer)),
        kind=tuple(map(check_text, kind)),
        program=tuple(map(check_text, program)),
        dimension=tuple(map(_dimension, dimension)),
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


def _dimension(text: str) -> str:
    if text in DIMENSIONS:
        return text
    raise QueryError(f"{text!r} is no dimension: use one of {', '.join(DIMENSIONS)}")


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
    if len(words) > INDICATOR_WORDS:
        raise QueryError(f"an indicator of {len(words):,} words: name it in {INDICATOR_WORDS} or fewer")
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
