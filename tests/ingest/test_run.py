"""Many files: each is seen once and has an outcome, the corpus is whole, and one bad file harms no other."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from wayward import analyse
from wrapped_pages import PARAGRAPHS

from corpus.backend import Corpus, open_corpus
from corpus.model import Document
from corpus.query import Filters
from ingest.files import Found, find_files
from ingest.report import Outcome, Progress, Report
from ingest.run import Settings, ingest

WORKERS = Settings(workers=2, few=0, timeout=5)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'corpus' / 'c.db'}"


@pytest.fixture
def corpus(url: str, tmp_path: Path) -> Iterator[Corpus]:
    (tmp_path / "corpus").mkdir()
    with open_corpus(url) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number, paragraph in enumerate(PARAGRAPHS):
        write(tmp_path / "in" / f"{number}.txt", paragraph)
    return tmp_path / "in"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def run(corpus: Corpus, *paths: Path | str, settings: Settings | None = None) -> Report:
    report = ingest([str(path) for path in paths], corpus, analyse, settings)
    assert report.seen == sum(report.counts.values())
    return report


def only(report: Report) -> Outcome:
    assert report.seen == 1
    return report.outcomes[0]


def count(corpus: Corpus) -> int:
    return corpus.documents(Filters()).total


@pytest.mark.parametrize("settings", [Settings(), WORKERS])
def test_a_folder_goes_in_and_a_second_time_changes_nothing(corpus: Corpus, folder: Path, settings: Settings) -> None:
    assert run(corpus, folder, settings=settings).counts["new"] == 4
    assert [row.path for row in corpus.documents(Filters()).items] == [str(folder / f"{n}.txt") for n in range(4)]
    assert run(corpus, folder, settings=settings).counts["unchanged"] == 4
    assert count(corpus) == 4


def test_outcomes_come_in_the_order_of_the_files(corpus: Corpus, folder: Path) -> None:
    assert [o.path for o in run(corpus, folder, settings=WORKERS).outcomes] == [
        str(folder / f"{n}.txt") for n in range(4)
    ]


def test_the_same_bytes_at_a_second_path_are_a_duplicate(corpus: Corpus, folder: Path) -> None:
    write(folder / "again.txt", PARAGRAPHS[0])
    report = run(corpus, folder)
    assert (report.counts["new"], report.counts["duplicate"], count(corpus)) == (4, 1, 4)


def test_changed_bytes_at_a_path_are_a_new_edition(corpus: Corpus, folder: Path) -> None:
    run(corpus, folder)
    before = corpus.edition(str(folder / "0.txt"))
    write(folder / "0.txt", PARAGRAPHS[0] + "工程已经完工。")
    assert run(corpus, folder).counts == {
        "new": 0,
        "unchanged": 3,
        "replaced": 1,
        "duplicate": 0,
        "skipped": 0,
        "failed": 0,
    }
    after = corpus.edition(str(folder / "0.txt"))
    assert before is not None
    assert after is not None
    assert after.earlier == (before.document,)


def test_a_file_named_twice_counts_once(corpus: Corpus, folder: Path) -> None:
    assert run(corpus, folder, folder / "0.txt", folder).seen == 4


BAD = {
    "empty.txt": (b"", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(40), "binary"),
    "broken.txt": (PARAGRAPHS[0].encode() + b"\xff\xfe", "undecodable"),
    "nul.txt": (PARAGRAPHS[0].encode() + b"\0", "binary"),
    "large.txt": (PARAGRAPHS[0].encode() * 100, "too_large"),
    "word.docx": (b"PK\x03\x04", "unknown_format"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_fails_alone_and_says_why(corpus: Corpus, folder: Path, name: str) -> None:
    data, code = BAD[name]
    (folder / name).write_bytes(data)
    report = run(corpus, folder / name, folder, settings=Settings(limit=9000))
    failed = [o for o in report.outcomes if o.outcome == "failed"]
    assert [(o.path, o.code) for o in failed] == [(str(folder / name), code)]
    assert name in failed[0].reason
    assert "\n" not in failed[0].reason
    assert report.counts["new"] == 4


def test_bad_files_fail_in_workers_as_they_do_here(corpus: Corpus, folder: Path) -> None:
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    named = [folder / name for name in BAD]
    report = run(corpus, *named, folder, settings=Settings(limit=9000, workers=2, few=0))
    assert sorted(o.code for o in report.troubled) == sorted(code for _, code in BAD.values())
    assert report.counts["new"] == 4


def test_in_a_folder_hidden_and_foreign_files_are_skipped_with_a_reason(corpus: Corpus, folder: Path) -> None:
    write(folder / ".hidden.txt", PARAGRAPHS[0])
    write(folder / ".git" / "a.txt", PARAGRAPHS[0])
    write(folder / "picture.png", "x")
    report = run(corpus, folder)
    assert [(o.outcome, o.code) for o in report.troubled] == [
        ("skipped", "hidden"),
        ("skipped", "hidden"),
        ("skipped", "unknown_format"),
    ]
    assert report.counts["new"] == 4


def test_a_path_that_is_not_there_fails(corpus: Corpus, tmp_path: Path) -> None:
    outcome = only(run(corpus, tmp_path / "nowhere.txt"))
    assert (outcome.outcome, outcome.code) == ("failed", "missing")


def test_a_file_that_vanishes_after_it_was_listed_fails_alone(corpus: Corpus, folder: Path) -> None:
    def vanish(progress: Progress) -> None:
        (folder / "3.txt").unlink(missing_ok=True)

    report = ingest([str(folder)], corpus, analyse, None, vanish)
    assert [o.code for o in report.troubled] == ["missing"]
    assert report.counts["new"] == 3


def test_a_folder_without_permission_fails_and_the_rest_goes_on(tmp_path: Path) -> None:
    closed = write(tmp_path / "in" / "closed" / "a.txt", PARAGRAPHS[0]).parent
    write(tmp_path / "in" / "open.txt", PARAGRAPHS[0])
    closed.chmod(0)
    with _bound_by_permissions(tmp_path):
        found = list(find_files([str(tmp_path / "in")], (".txt",)))
    closed.chmod(0o700)
    outcomes = [(o.outcome, o.code) for o in found if isinstance(o, Outcome)]
    assert outcomes == [("failed", "denied")]
    assert [f.name for f in found if isinstance(f, Found)] == [str(tmp_path / "in" / "open.txt")]


@contextmanager
def _bound_by_permissions(folder: Path) -> Iterator[None]:
    """Root may read everything: for a while, be somebody else who may enter `folder`."""
    if os.geteuid() != 0:
        yield
        return
    opened = [path for path in (folder, *folder.parents) if path != Path("/") and not path.stat().st_mode & 1]
    for path in opened:
        path.chmod(path.stat().st_mode | 0o011)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for path in opened:
            path.chmod(path.stat().st_mode & ~0o011)


def test_links_that_lead_in_a_circle_end(corpus: Corpus, folder: Path) -> None:
    (folder / "self").symlink_to(folder)
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    report = run(corpus, folder)
    assert [o.code for o in report.troubled] == ["loop", "loop", "loop"]
    assert report.counts["new"] == 4


def test_a_name_that_is_no_text_is_stored_with_its_bytes_written_out(corpus: Corpus, folder: Path) -> None:
    name = os.fsencode(folder) + b"/bad\xff.txt"
    with open(name, "wb") as file:
        file.write((PARAGRAPHS[0] * 2).encode())
    assert run(corpus, folder).counts["new"] == 5
    assert corpus.edition(f"{folder}/bad\\xff.txt") is not None
    assert run(corpus, folder).counts["unchanged"] == 5


def test_a_pipe_is_skipped(corpus: Corpus, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert [o.code for o in run(corpus, folder).troubled] == ["not_a_file"]


@pytest.mark.parametrize(("word", "code"), [("失败", "analysis"), ("死去", "crash"), ("不停", "timeout")])
def test_a_document_that_ends_or_stops_its_worker_fails_alone(
    corpus: Corpus, folder: Path, word: str, code: str
) -> None:
    write(folder / "1.txt", f"{PARAGRAPHS[1]}{word}。")
    report = run(corpus, folder, settings=Settings(workers=2, few=0, timeout=3))
    assert [(o.path, o.code) for o in report.troubled] == [(str(folder / "1.txt"), code)]
    assert report.counts["new"] == 3


def test_the_same_failing_bytes_fail_at_each_path(corpus: Corpus, folder: Path) -> None:
    for name in ("5.txt", "6.txt"):
        write(folder / name, PARAGRAPHS[1] + "失败。")
    report = run(corpus, folder, settings=WORKERS)
    assert [o.code for o in report.troubled] == ["analysis", "analysis"]


@pytest.mark.parametrize("settings", [Settings(), WORKERS])
def test_ctrl_c_leaves_what_was_done_and_a_second_run_goes_on(corpus: Corpus, folder: Path, settings: Settings) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 2:
            signal.raise_signal(signal.SIGINT)

    report = ingest([str(folder)], corpus, analyse, settings, stop)
    assert report.interrupted
    assert report.counts["new"] == report.seen == count(corpus) == 2
    assert run(corpus, folder, settings=settings).counts["new"] == 2


def test_progress_tells_how_far_it_is(corpus: Corpus, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    ingest([str(folder)], corpus, analyse, None, lambda progress: told.append((progress.done, progress.total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_one_line_of_ten_million_characters_works(corpus: Corpus, tmp_path: Path) -> None:
    line = "全县完成投资4.7亿元，"
    path = write(tmp_path / "long.txt", line * (10_000_000 // len(line)))
    assert path.stat().st_size > 20_000_000
    assert only(run(corpus, path, settings=Settings(limit=40_000_000))).outcome == "new"


def test_two_processes_may_ingest_at_once(corpus: Corpus, url: str, folder: Path) -> None:
    for number in range(30):
        write(folder / f"more{number}.txt", f"{PARAGRAPHS[0]}共{number}处。")
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_ingest_into, args=(url, str(folder))) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join(60)
    assert [other.exitcode for other in others] == [0, 0]
    assert count(corpus) == 34


def _ingest_into(url: str, folder: str) -> None:
    with open_corpus(url) as opened:
        report = ingest([folder], opened, analyse)
    raise SystemExit(0 if report.counts["failed"] == 0 and report.seen == 34 else 1)


def test_a_report_has_a_flat_row_for_each_file(corpus: Corpus, folder: Path) -> None:
    rows = list(run(corpus, folder).rows())
    assert [row["outcome"] for row in rows] == ["new"] * 4
    assert set(rows[0]) >= {"path", "outcome", "reason", "document", "encoding"}


def test_nothing_that_has_not_changed_is_analysed(corpus: Corpus, folder: Path) -> None:
    def refuse(document: Document) -> None:
        raise AssertionError(document)

    run(corpus, folder)
    report = ingest([str(folder)], corpus, refuse, Settings())  # type: ignore[arg-type]
    assert report.counts["unchanged"] == 4
