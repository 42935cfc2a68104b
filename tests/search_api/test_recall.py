"""Every part of a block is found by it, as a person would type it: a smaller run of bench/recall.py on the samples."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from corpus.backend import open_corpus
from corpus.index_text import fold
from corpus.query import Filters
from search_api.parse_query import parse_query
from search_api.settings import corpus_address

COUNT = 400
ADJACENT = re.compile(r"[^\W_]{2}")


@pytest.mark.parametrize("seed", [1, 2])
def test_any_substring_in_quotes_finds_the_documents_that_hold_it(samples_made: Path, seed: int) -> None:
    choose = random.Random(seed)
    with open_corpus(corpus_address(samples_made / "corpus.db")) as corpus:
        documents = [corpus.document(row.document) for row in corpus.documents(Filters(), limit=50).items]
        folded = {one.id: [fold(one.block_text(block)) for block in one.blocks] for one in documents}
        asked = 0
        while asked < COUNT:
            document = choose.choice(documents)
            text = document.block_text(choose.choice(document.blocks))
            start = choose.randrange(max(1, len(text) - 1))
            part = text[start : start + choose.randint(2, 30)]
            if not ADJACENT.search(part):
                continue
            asked += 1
            quoted = '"' + part.replace('"', '\\"') + '"'
            wanted = fold(part)
            holding = {one for one, blocks in folded.items() if any(wanted in block for block in blocks)}
            assert set(corpus.matching(parse_query(quoted))) == holding, part
            assert document.id in holding
