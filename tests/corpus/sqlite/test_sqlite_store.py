"""What is SQLite's own: one file, its versions, other processes, threads, hard ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from corpus.backend import Corpus, open_corpus
from corpus.errors import BusyCorpusError, CorpusError, NewerCorpusError, UnusableCorpusError
from corpus.query import FigureQuery, Query
from corpus.sqlite import connections
from corpus.sqlite.schema import SCHEMA

Make = Callable[..., Any]
WRITER = """
import sys
sys.path.insert(0, sys.argv[3])
from conftest import make_report
from corpus.backend import open_corpus
with open_corpus(sys.argv[1]) as corpus:
    for number in range(int(sys.argv[4])):
        make_report(f"{sys.argv[2]}第{number}篇", "养老服务" * 50).put(corpus, f"{sys.argv[2]}/{number}.txt")
        print(number, flush=True)
"""


def writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, name, here, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def raw(url: str) -> sqlite3.Connection:
    return sqlite3.connect(url.removeprefix("sqlite:///"))


@pytest.fixture
def closed_corpus(corpus_url: str, report: Make) -> str:
    """The address of a corpus that holds one document and is not open."""
    with open_corpus(corpus_url) as corpus:
        report("甲", "养老服务").put(corpus, "a")
    return corpus_url


def test_its_folder_is_made_and_originals_stand_beside_it(tmp_path: Path, report: Make) -> None:
    with open_corpus(f"sqlite:///{tmp_path}/new/dir/corpus.db") as corpus:
        report("甲").put(corpus, "a")
    assert sorted(path.name for path in (tmp_path / "new" / "dir").iterdir()) == ["corpus.db", "corpus.originals"]


def test_a_relative_address_is_below_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_corpus("sqlite:///a %?#/库.db") as corpus:
        assert corpus.status().documents == 0
    assert (tmp_path / "a %?#" / "库.db").is_file()


def test_a_corpus_of_a_newer_version_is_refused(closed_corpus: str) -> None:
    connection = raw(closed_corpus)
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    with pytest.raises(NewerCorpusError, match="newer version"):
        open_corpus(closed_corpus)


def test_another_program_s_database_is_left_alone(corpus_url: str) -> None:
    connection = raw(corpus_url)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    with pytest.raises(UnusableCorpusError, match="another program"):
        open_corpus(corpus_url)


def test_a_file_that_is_no_database_is_refused(corpus_url: str) -> None:
    Path(corpus_url.removeprefix("sqlite:///")).write_text("这是一份报告，不是语料库。" * 100)
    with pytest.raises(UnusableCorpusError, match="is not a corpus"):
        open_corpus(corpus_url)


def test_a_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(UnusableCorpusError, match="is a folder"):
        open_corpus(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableCorpusError, match="cannot make the folder"):
        open_corpus(f"sqlite:///{tmp_path}/file/corpus.db")


def test_a_damaged_corpus_gives_one_sentence(closed_corpus: str) -> None:
    path = Path(closed_corpus.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(UnusableCorpusError, match=r"damaged|gives an error"), open_corpus(closed_corpus) as corpus:
        corpus.search(Query(text="养老"))


def test_a_full_disk_is_said_and_leaves_the_corpus_as_it_was(corpus: Corpus, corpus_url: str, report: Make) -> None:
    report("甲", "养老服务").put(corpus, "a")
    with corpus._connections.borrow() as connection:  # type: ignore[attr-defined]
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    big = report("乙", "".join(chr(0x4E00 + i) for i in range(20000)))
    with pytest.raises(UnusableCorpusError, match="full"):
        big.put(corpus, "b")
    assert not corpus.has(big.id)
    assert corpus.search(Query(text="养老")).total == 1


def test_a_lock_held_too_long_is_said(closed_corpus: str, report: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "WAIT", 0.1)
    other = raw(closed_corpus)
    other.execute("BEGIN IMMEDIATE")
    with open_corpus(closed_corpus) as corpus:
        with pytest.raises(BusyCorpusError, match="another process"):
            report("乙").put(corpus, "b")
        assert corpus.search(Query(text="养老")).total == 1
        other.close()
        report("乙").put(corpus, "b")


def test_a_closed_corpus_says_so(corpus: Corpus) -> None:
    corpus.close()
    with pytest.raises(CorpusError, match="closed"):
        corpus.status()


def test_two_processes_that_write_at_once_both_succeed(corpus_url: str) -> None:
    writers = [writer(corpus_url, name, 15) for name in ("甲", "乙")]
    for process in writers:
        process.communicate(timeout=120)
        assert process.returncode == 0
    with open_corpus(corpus_url) as corpus:
        assert corpus.status().documents == 30
        assert corpus.search(Query(phrases=("第14篇",))).total == 2


@pytest.mark.parametrize("after", [0, 3, 9])
def test_a_killed_writer_leaves_a_whole_corpus_and_loses_nothing_it_acknowledged(corpus_url: str, after: int) -> None:
    process = writer(corpus_url, "甲", 100000)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(after + 1)][-1]
    time.sleep(0.003 * after)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    with open_corpus(corpus_url) as corpus:
        kept = corpus.status().documents
        assert kept > acknowledged
        assert corpus.search(Query(phrases=("养老服务",), limit=1)).total == kept
        edition = corpus.edition(f"甲/{acknowledged}.txt")
        assert edition is not None
        assert corpus.original(edition.document)
    connection = raw(corpus_url)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_removed_document_leaves_no_row_in_any_table(closed_corpus: str, statement: Make, report: Make) -> None:
    with open_corpus(closed_corpus) as corpus:
        kept = report(
            "乙", figures=(statement("7万元", "70000", "投入7万元。"),), programs=(("乙行动", "action", "乙"),)
        )
        kept.put(corpus, "b")
        corpus.remove(kept.id)
        corpus.remove(corpus.resolve("a"))
    connection = raw(closed_corpus)
    for table in ("document", "content", "edition", "sentence", "figure", "program"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    for table in ("document_grams", "document_words", "title_grams", "sentence_grams"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        assert connection.execute(f"SELECT max(length(block)) FROM {table}_data").fetchone()[0] < 64, table
    assert connection.execute("SELECT count(*) FROM gram_counts").fetchone() == (0,)
    connection.close()


def test_many_threads_read_while_one_writes(corpus: Corpus, report: Make) -> None:
    def read(turn: int) -> int:
        corpus.figures(FigureQuery())
        return corpus.search(Query(text="养老", words=("养老",))).total

    with ThreadPoolExecutor(8) as pool:
        totals = pool.map(read, range(40))
        for number in range(20):
            report(f"第{number}篇", "养老服务").put(corpus, str(number))
        assert all(0 <= total <= 20 for total in totals)
    assert read(0) == 20
