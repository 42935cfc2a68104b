"""A file's place is one however it is spelled, and a file that moves takes its document along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from wayward import analyse
from wrapped_pages import PARAGRAPHS

from corpus.backend import Corpus, open_corpus
from corpus.path_spelling import bare, other_spelling, spellings, tidy
from corpus.query import Filters
from ingest.files import lies_in
from ingest.report import Report
from ingest.run import ingest


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """A corpus, and a folder `ed` of three files in the present one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ed" / "sub").mkdir(parents=True)
    for name, text in zip(("a.txt", "b.txt", "sub/c.txt"), PARAGRAPHS, strict=False):
        (tmp_path / "ed" / name).write_text(text, "utf-8")
    with open_corpus(f"sqlite:///{tmp_path}/c.db") as opened:
        yield opened


def run(corpus: Corpus, *paths: str) -> Report:
    return ingest(paths, corpus, analyse)


def paths(corpus: Corpus) -> list[str]:
    return sorted(row.path for row in corpus.documents(Filters()).items)


@pytest.mark.parametrize("first", ["ed", "./ed", "ed/", "ed//", "././ed", "ed/."])
@pytest.mark.parametrize("again", ["ed", "./ed", "./ed/", "ed/./", ".//ed"])
def test_a_place_is_one_however_it_is_spelled(corpus: Corpus, first: str, again: str) -> None:
    assert run(corpus, first).counts["new"] == 3
    kept = paths(corpus)
    report = run(corpus, again)
    assert report.counts["unchanged"] == report.seen == 3
    assert paths(corpus) == kept
    head = "./ed" if first.startswith("./") else "ed"
    assert kept == [f"{head}/a.txt", f"{head}/b.txt", f"{head}/sub/c.txt"]


def test_a_new_edition_takes_the_place_under_its_first_spelling(corpus: Corpus) -> None:
    run(corpus, "./ed")
    Path("ed/a.txt").write_text(PARAGRAPHS[3], "utf-8")
    report = run(corpus, "ed")
    assert (report.counts["replaced"], report.counts["unchanged"]) == (1, 2)
    assert paths(corpus)[0] == "./ed/a.txt"


def test_paths_of_two_spellings_in_one_run_count_once(corpus: Corpus) -> None:
    assert run(corpus, "ed", "./ed", "ed/a.txt", "./ed/./b.txt").seen == 3


def test_a_file_that_moved_in_its_folder_takes_its_document_and_history_along(corpus: Corpus) -> None:
    run(corpus, "ed")
    Path("ed/a.txt").write_text(PARAGRAPHS[3], "utf-8")
    run(corpus, "ed")
    before = corpus.edition("ed/a.txt")
    assert before is not None
    shutil.move("ed/a.txt", "ed/sub/renamed.txt")
    report = run(corpus, "./ed")
    (moved,) = [one for one in report.outcomes if one.code == "moved"]
    assert (moved.path, moved.outcome) == ("./ed/sub/renamed.txt", "duplicate")
    assert "ed/a.txt" in moved.reason
    assert corpus.edition("ed/a.txt") is None
    after = corpus.edition("./ed/sub/renamed.txt")
    assert after is not None
    assert (after.document, after.earlier, after.seen_at) == (before.document, before.earlier, before.seen_at)
    assert len(paths(corpus)) == 3
    assert run(corpus, "ed").counts["unchanged"] == 3


def test_a_copy_is_no_move(corpus: Corpus) -> None:
    run(corpus, "ed")
    shutil.copy("ed/a.txt", "ed/z.txt")
    report = run(corpus, "ed")
    assert (report.counts["duplicate"], report.counts["unchanged"]) == (1, 3)
    assert corpus.edition("ed/a.txt") is not None


def test_what_is_gone_from_a_folder_that_was_not_given_stays(corpus: Corpus) -> None:
    run(corpus, "ed")
    Path("other").mkdir()
    shutil.move("ed/a.txt", "other/a.txt")
    assert run(corpus, "other").counts["duplicate"] == 1
    assert corpus.edition("ed/a.txt") is not None


def test_a_document_is_named_by_its_path_however_it_is_spelled(corpus: Corpus) -> None:
    run(corpus, "ed")
    assert len({corpus.resolve(name) for name in ("ed/a.txt", "./ed/a.txt", "ed/./a.txt", ".//ed//a.txt")}) == 1


def test_spellings() -> None:
    assert tidy("a//b/./c") == "a/b/c"
    assert tidy("/a/./") == "/a/"
    assert tidy("../a") == "../a"
    assert tidy("a./.b/..c") == "a./.b/..c"
    assert [other_spelling(name) for name in ("a", "./a", "/a", "../a")] == ["./a", "a", None, None]
    assert spellings("ed//a") == ("ed/a", "./ed/a")
    assert spellings("/ed/a") == ("/ed/a",)
    assert bare("./a/b") == "a/b"
    assert lies_in("./ed/a", ["ed/"])
    assert not lies_in("edge/a", ["ed"])
    assert lies_in("ed/a", ["."])
    assert not lies_in("/x/a", ["."])
