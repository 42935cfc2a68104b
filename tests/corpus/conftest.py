"""A corpus in a file, and made-up reports to fill it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_reports import Report, Statement, make_report, make_statement

from corpus.backend import Corpus, open_corpus


@pytest.fixture
def corpus_url(tmp_path: Path) -> str:
    """The address of a corpus that is not there yet."""
    return f"sqlite:///{tmp_path}/corpus.db"


@pytest.fixture
def corpus(corpus_url: str) -> Iterator[Corpus]:
    with open_corpus(corpus_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def report() -> Callable[..., Report]:
    return make_report


@pytest.fixture(scope="session")
def statement() -> Callable[..., Statement]:
    return make_statement
