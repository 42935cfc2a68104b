"""The HTTP application: the API under /api, the pages at the root."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from corpus.backend import open_corpus
from search_api import guard, problems
from search_api.body_limit import LimitsBody
from search_api.head import AnswersHead
from search_api.routes import (
    correction_pages,
    corrections,
    documents,
    extract,
    figures,
    health,
    pages,
    program_pages,
    programs,
    saved,
    search,
)
from search_api.settings import Settings

ABOUT = """Figures and named programs of Chinese policy reports, with their evidence.

Every number is given as it is printed first, normalised second, and with its place: `start` and `end` in the reading
text of its document, `source` in the decoded file, all in Unicode code points. Lists are paged by `cursor`: send back
what a page gave. Errors are problem details (RFC 9457) whose `detail` says what to do.
"""

ROUTES = (
    search, saved, figures, programs, documents, corrections, extract, health, pages, program_pages, correction_pages,
)  # fmt: skip


def make_app(settings: Settings) -> FastAPI:
    """The application on the corpus that the settings name. It opens the corpus when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_corpus(settings.corpus) as corpus:
            app.state.corpus = corpus
            yield

    app = FastAPI(
        title="Gouji 勾稽",
        version=version("gouji"),
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.settings = settings
    app.add_middleware(LimitsBody, limit=settings.upload_limit)  # inmost: what it raises is answered as a problem
    app.middleware("http")(guard.make_guard(settings))
    app.add_middleware(AnswersHead)
    problems.install(app)
    for module in ROUTES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(files("search_api.web") / "static")), name="static")
    return app
