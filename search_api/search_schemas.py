"""What a search gives over the HTTP API, as its OpenAPI description shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from search_api.schemas import Place


class ExtractOfOut(BaseModel):
    """A further place of a document that was found."""

    snippet: str
    start: int = Field(description="In the reading text, code points.")
    end: int
    source: Place


class HitOut(BaseModel):
    """A document that was found, by its best passage."""

    rank: int
    score: float
    document: str
    path: str
    title: str | None
    snippet: str
    start: int = Field(description="Of the hit, in the reading text, code points.")
    end: int
    source: Place
    passages: list[ExtractOfOut] = Field([], description="The next best places, when more than one is asked for.")
    parts: dict[str, float] = Field(
        {},
        description="With `explain`, what each part of the ranking gave: bigrams, title, words, synonyms, closeness, "
        "beginning. They add up to the score.",
    )


class Facet(BaseModel):
    """A value and how many of the documents found have it."""

    value: str
    documents: int


class FacetsOut(BaseModel):
    """Counts of documents; a facet's own choice is left aside in its own counts. A region also counts the documents of
    the places below it."""

    region: list[Facet]
    year: list[Facet]
    issuer: list[Facet]
    kind: list[Facet]
    program: list[Facet]
    dimension: list[Facet]


class PartOut(BaseModel):
    """A part of a query that must hold, and the query without it."""

    kind: Literal["phrase", "field", "value", "logic"]
    text: str
    without: str = Field(description="The query without this part.")


class UnderstoodOut(BaseModel):
    """How a query was read."""

    text: str = Field(description="In one sentence.")
    parts: list[PartOut] = Field(description="What must hold.")
    ranked: str = Field(description="The words that rank.")
    notes: list[str] = Field(description="What was not understood and is taken as words.")


class NothingOut(BaseModel):
    """Why nothing was found: how many documents there would be without one filter or part of the query, and words of
    the corpus that are spelt nearly like those asked for."""

    without: list[WithoutOut]
    near: list[NearOut]


class WithoutOut(BaseModel):
    """What was left away, and how many documents are found then."""

    text: str
    documents: int


class NearOut(BaseModel):
    """A word that stands nowhere, and words that do."""

    word: str
    instead: list[str]


class SearchOut(BaseModel):
    """Documents by relevance or date."""

    understood: UnderstoodOut
    total: int
    cursor: str | None = Field(description="Send it back for the next page; null on the last one.")
    hits: list[HitOut]
    facets: FacetsOut
    nothing: NothingOut | None = Field(description="Only where nothing was found.")


class SimilarOut(BaseModel):
    """Documents like one, most alike first."""

    total: int
    hits: list[HitOut]


class SavedOut(BaseModel):
    """A search that is kept under a name."""

    name: str
    q: str
    documents: int = Field(description="Found by its last run.")
    run_at: str | None = Field(description="When that was, UTC.")


class SavedListOut(BaseModel):
    """All searches that are kept."""

    saved: list[SavedOut]


class NewsOut(BaseModel):
    """What a saved search finds that its last run did not."""

    name: str
    since: str | None
    total: int = Field(description="Documents that it finds in all.")
    new: int
    hits: list[HitOut] = Field(description="The new ones, best first.")
