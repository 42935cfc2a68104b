"""What the routes are given: the corpus, the settings, the filters of a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from corpus.backend import Corpus
from corpus.query import Filters
from search_api.parse_query import parse_filters
from search_api.settings import Settings

Words = Annotated[list[str], Query(max_length=50)]


def _corpus(request: Request) -> Corpus:
    corpus: Corpus = request.app.state.corpus
    return corpus


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _filters(
    region: Annotated[Words, Query(description="A place and all below it.")] = [],  # noqa: B006 - FastAPI copies it
    year: Annotated[Words, Query(description="The year of the document.")] = [],  # noqa: B006
    issuer: Annotated[Words, Query(description="Who issued it.")] = [],  # noqa: B006
    kind: Annotated[Words, Query(description="工作报告, 统计公报, 政策文件, 新闻 …")] = [],  # noqa: B006
    program: Annotated[Words, Query(description="A program that it names, by its entity.")] = [],  # noqa: B006
    dimension: Annotated[Words, Query(description="money, people, ratio …: it has a figure of this.")] = [],  # noqa: B006
) -> Filters:
    return parse_filters(region=region, year=year, issuer=issuer, kind=kind, program=program, dimension=dimension)


CorpusOf = Annotated[Corpus, Depends(_corpus)]
SettingsOf = Annotated[Settings, Depends(_settings)]
FiltersOf = Annotated[Filters, Depends(_filters)]
PAGE = 200
"""Things on a page, at most."""
Limit = Annotated[int, Query(ge=1, le=PAGE, description="How many on a page.")]
Cursor = Annotated[str | None, Query(max_length=4000, description="From the page before.")]
