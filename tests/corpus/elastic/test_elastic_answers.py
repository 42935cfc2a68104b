"""Part of an answer is none."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.elastic.connections import whole
from corpus.errors import BusyCorpusError


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"_shards": {"total": 2, "failed": 1}, "hits": {}}, "part of the cluster did not answer"),
        ({"_shards": {"total": 2, "failed": 0}, "timed_out": True, "hits": {}}, "part of the cluster did not answer"),
        ({"error": {"type": "search_phase_execution_exception", "reason": "all shards failed"}, "status": 503},
         "all shards failed"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_whole_is_an_error(answer: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BusyCorpusError, match=sentence):
        whole(answer)


def test_a_whole_answer_is_given_back() -> None:
    answer = {"_shards": {"total": 2, "failed": 0}, "timed_out": False, "hits": {"hits": []}}
    assert whole(answer) is answer
