"""/api/saved: searches that are kept under a name, and what is new."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response

from corpus.query import Saved
from search_api import searches
from search_api.problems import described
from search_api.records import hit_record
from search_api.routes.depends import CorpusOf, Limit, SettingsOf
from search_api.routes.search import Asked
from search_api.search_schemas import NewsOut, SavedListOut, SavedOut

router = APIRouter(prefix="/api/saved", tags=["saved"])

Name = Annotated[str, Path(min_length=1, max_length=searches.NAME, description="What the search is called.")]


@router.get("", response_model=SavedListOut, responses=described(), summary="List saved searches")
def saved_searches(corpus: CorpusOf) -> dict[str, Any]:
    """All that are kept, by name."""
    return {"saved": [saved_record(saved) for saved in corpus.saved()]}


@router.put("/{name}", response_model=SavedOut, responses=described(422), summary="Save a search")
def save(corpus: CorpusOf, settings: SettingsOf, name: Name, asked: Asked) -> dict[str, Any]:
    """Keep a search under a name, in place of the one that had it; what it finds now is no news."""
    return saved_record(searches.save_search(corpus, name, asked, settings=settings))


@router.get("/{name}", response_model=NewsOut, responses=described(404, 422), summary="What is new")
def look(corpus: CorpusOf, settings: SettingsOf, name: Name, limit: Limit = 10) -> dict[str, Any]:
    """Documents that the search finds and its last run did not. They stay new."""
    return _news(corpus, settings, name, limit, keep=False)


@router.post("/{name}", response_model=NewsOut, responses=described(404, 422), summary="Run it")
def run(corpus: CorpusOf, settings: SettingsOf, name: Name, limit: Limit = 10) -> dict[str, Any]:
    """Documents that the search finds and its last run did not. What it finds now is no news to the next run."""
    return _news(corpus, settings, name, limit, keep=True)


@router.delete("/{name}", status_code=204, responses=described(404, 422), summary="Drop it")
def forget(corpus: CorpusOf, name: Name) -> Response:
    """Drop a saved search."""
    corpus.forget(name)
    return Response(status_code=204)


def _news(corpus: CorpusOf, settings: SettingsOf, name: str, limit: int, *, keep: bool) -> dict[str, Any]:
    saved = searches.find_saved(corpus, name)
    page, total = searches.run_saved(corpus, saved, settings=settings, limit=limit, keep=keep)
    hits = [hit_record(hit, rank) for rank, hit in enumerate(page.items, 1)]
    return {"name": saved.name, "since": saved.run_at, "total": total, "new": page.total, "hits": hits}


def saved_record(saved: Saved) -> dict[str, Any]:
    """A saved search as the API gives it."""
    asked = searches.read_saved(saved)
    return {"name": saved.name, "q": asked.text, "documents": len(saved.seen), "run_at": saved.run_at}
