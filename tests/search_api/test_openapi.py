"""Every route of the OpenAPI description, asked with what schemathesis makes of it: no answer is a 500, and each is as
the description says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import schemathesis.checks
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from search_api.app import make_app
from search_api.settings import Settings, corpus_address

EXAMPLES = 12


@pytest.fixture(scope="module")
def api(samples_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a server on a copy of the samples."""
    folder = tmp_path_factory.mktemp("openapi")
    shutil.copytree(samples_made, folder / "corpus")
    app = make_app(Settings(corpus=corpus_address(folder / "corpus" / "corpus.db"), upload_limit=200_000))
    with TestClient(app, base_url="http://127.0.0.1"):  # opens the corpus
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "127.0.0.1"})


CHECKS = (
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
)


def test_every_route_answers_as_it_is_described(api: Any) -> None:
    asked = set()
    for operation in [result.ok() for result in api.get_all_operations()]:
        asked.add(operation.label)

        @settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.headers = {**dict(case.headers or {}), "host": "127.0.0.1"}
            case.validate_response(case.call(), checks=list(CHECKS))

        ask()
    assert {
        "GET /api/search",
        "GET /api/figures/export",
        "POST /api/documents",
        "DELETE /api/documents/{name}",
    } <= asked
