"""What another analyser made is made anew from the originals, and a run that was stopped is taken up."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from wayward import analyse, analyse_anew
from wrapped_pages import PARAGRAPHS

from corpus.backend import Corpus, open_corpus
from ingest.rebuild import rebuild
from ingest.report import Progress
from ingest.run import Settings, ingest


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    for number, paragraph in enumerate(PARAGRAPHS):
        (tmp_path / f"{number}.txt").write_bytes(paragraph.encode("gb18030"))
    with open_corpus(f"sqlite:///{tmp_path / 'c.db'}") as opened:
        ingest([str(tmp_path / f"{number}.txt") for number in range(4)], opened, analyse)
        for number in range(4):
            (tmp_path / f"{number}.txt").unlink()
        yield opened


@pytest.mark.parametrize("settings", [Settings(), Settings(workers=2, few=0)])
def test_every_stale_document_is_analysed_from_its_original(corpus: Corpus, settings: Settings) -> None:
    assert len(list(corpus.stale("test/2"))) == 4
    assert rebuild(corpus, analyse_anew, "test/2", settings).counts["replaced"] == 4
    assert list(corpus.stale("test/2")) == []
    assert rebuild(corpus, analyse_anew, "test/2", settings).seen == 0


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(corpus: Corpus) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 3:
            signal.raise_signal(signal.SIGINT)

    assert rebuild(corpus, analyse_anew, "test/2", Settings(), stop).interrupted
    assert len(list(corpus.stale("test/2"))) == 1
    assert rebuild(corpus, analyse_anew, "test/2").counts["replaced"] == 1


def test_an_original_that_is_gone_fails_alone(corpus: Corpus, tmp_path: Path) -> None:
    gone = next(corpus.stale("test/2"))
    (tmp_path / "c.originals" / gone[:2] / gone).unlink()
    report = rebuild(corpus, analyse_anew, "test/2")
    assert (report.counts["replaced"], report.counts["failed"]) == (3, 1)
    assert gone[:12] in report.troubled[0].reason
