"""GET /api/health/live and /api/health/ready."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from search_api import actions
from search_api.problems import described
from search_api.routes.depends import CorpusOf
from search_api.schemas import LiveOut, ReadyOut

router = APIRouter(prefix="/api/health", tags=["health"])


@router.get("/live", response_model=LiveOut, summary="The process answers")
def live() -> dict[str, str]:
    """Whether to keep the process: it touches nothing, and needs no token."""
    return {"status": "live"}


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
