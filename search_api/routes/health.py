"""GET /api/health/live and /api/health/ready."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from search_api import actions
from search_api.parse_query import LENGTH
from search_api.problems import described
from search_api.routes.depends import PAGE, CorpusOf, SettingsOf
from search_api.routes.search import PASSAGES, VALUES
from search_api.schemas import LimitsOut, LiveOut, ReadyOut

router = APIRouter(prefix="/api/health", tags=["health"])


@router.get("/live", response_model=LiveOut, summary="The process answers")
def live() -> dict[str, str]:
    """Whether to keep the process: it touches nothing, and needs no token."""
    return {"status": "live"}


@router.get("/limits", response_model=LimitsOut, responses=described(), summary="What is too much")
def limits(settings: SettingsOf) -> dict[str, int | float]:
    """The limits of this server. What goes beyond is refused with a problem that says so; exports have none."""
    return {
        "query": LENGTH,
        "page": PAGE,
        "passages": PASSAGES,
        "facet_values": VALUES,
        "upload_bytes": settings.upload_limit,
        "seconds": settings.timeout,
    }


@router.get("/ready", response_model=ReadyOut, responses=described(), summary="The corpus can be read")
def ready(corpus: CorpusOf) -> dict[str, Any]:
    """Whether to send requests here: it reads the corpus."""
    status = actions.status(corpus)
    return {
        "status": "ready",
        "analyser": status.analyser,
        "documents": status.documents,
        "figures": status.figures,
    }
