"""Why a search found nothing: what it would find without one filter or part, and how its words may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.backend import Corpus
from corpus.query import FACETS, Filters
from corpus.spelling import near_spellings
from search_api.searches import Search
from search_api.settings import Settings

NAMES = {
    "region": "地区", "year": "年份", "issuer": "发文机关", "kind": "文种", "program": "项目", "dimension": "维度",
    "document": "文献",
}  # fmt: skip
NEAR = 3
"""Near spellings of a word, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """Something that was left away, in words, the search that is left, and how many documents it finds."""

    text: str
    search: Search
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A word that stands in no document, and words that do; `search` is the search with the first of them."""

    word: str
    instead: tuple[str, ...]
    search: Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """What may be done where nothing was found."""

    without: tuple[Without, ...]
    near: tuple[Near, ...]


def explain_nothing(corpus: Corpus, asked: Search, *, settings: Settings) -> Nothing:
    """For a search that found nothing: each filter and part without which it finds something, and near spellings."""
    counted = (
        Without(text=text, search=left, documents=corpus.search(left.query(settings, limit=1)).total)
        for text, left in _lesser(asked, settings)
    )
    return Nothing(without=tuple(one for one in counted if one.documents), near=tuple(_near(corpus, asked, settings)))


def _lesser(asked: Search, settings: Settings) -> Iterator[tuple[str, Search]]:
    """The search without each of its filters and parts, and without all filters when there are several."""
    chosen = [name for name in (*FACETS, "document") if getattr(asked.filters, name)]
    for name in chosen:
        values = "、".join(value[:40] for value in getattr(asked.filters, name))
        yield f"{NAMES[name]}：{values}", replace(asked, filters=replace(asked.filters, **{name: ()}))
    if len(chosen) > 1:
        yield "全部筛选", replace(asked, filters=Filters())
    understood = asked.understood(settings)
    for part in understood.parts:
        if left := understood.without(part):
            yield part.text, replace(asked, text=left)


def _near(corpus: Corpus, asked: Search, settings: Settings) -> Iterator[Near]:
    from nlp.script import simplified
    from nlp.segment import is_word

    understood = asked.understood(settings)
    if (simple := simplified(asked.text)) != asked.text:
        better = replace(asked, text=simple)
        if corpus.search(better.query(settings, limit=1)).total:
            yield Near(word=asked.text, instead=(simple,), search=better)
            return
    for text in dict.fromkeys((*understood.wanted, understood.ranked)):
        for spelling in near_spellings(corpus, text, is_word, most=NEAR):
            better = replace(asked, text=asked.text.replace(spelling.said, spelling.meant[0]))
            yield Near(word=spelling.said, instead=spelling.meant, search=better)
