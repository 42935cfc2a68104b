"""What a person would expect a search of the samples to give: the cases are data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import pytest

from corpus.backend import Corpus, open_corpus
from search_api.searches import Search, search_all
from search_api.settings import Settings, corpus_address

CASES = Path(__file__).parent / "cases.tsv"


@dataclass(frozen=True)
class Case:
    """A query with what it must give."""

    kind: str
    query: str
    documents: tuple[str, ...]
    other: str = ""


def read_cases() -> Iterator[Any]:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        for part, kind, query, documents, *other in rows:
            assert part in ("tuned", "unseen")
            yield pytest.param(Case(kind, query, tuple(documents.split()), *other), id=f"{part}-{kind}-{query}")


@pytest.fixture(scope="module")
def samples(samples_made: Path) -> Iterator[Corpus]:
    with open_corpus(corpus_address(samples_made / "corpus.db")) as corpus:
        yield corpus


def ranked(corpus: Corpus, query: str) -> list[str]:
    hits = search_all(corpus, Search(text=query), settings=Settings(corpus=""))
    return [PurePath(hit.row.path).stem for hit in hits]


@pytest.mark.parametrize("case", list(read_cases()))
def test_a_search_gives_what_is_expected(samples: Corpus, case: Case) -> None:
    found = ranked(samples, case.query)
    match case.kind:
        case "first":
            assert found[0] == case.documents[0]
        case "finds":
            assert set(case.documents) <= set(found)
        case "only":
            assert sorted(found) == sorted(case.documents)
        case "before":
            first, second = case.documents
            assert found.index(first) < (found.index(second) if second in found else len(found))
        case "alike":
            (document,) = case.documents
            assert found.index(document) <= ranked(samples, case.other).index(document)
        case _:
            pytest.fail(f"no kind {case.kind}")
