"""An ingest that is stopped, run twice at once, or fed what is odd leaves a whole corpus."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.backend import open_corpus

FILES = 80


@pytest.fixture
def many(tmp_path):
    """A folder of reports, each of its own."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(FILES):
        text = f"安宁市第{number}号简报\n\n全市完成投资{number + 1}.5亿元，同比增长6.{number}%。\n" * 8
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


def start(*arguments):
    command = [sys.executable, "-m", "search_api.cli.main", *map(str, arguments)]
    environ = {**os.environ, "GOUJI_WORKERS": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ)


def documents(url):
    with open_corpus(url) as corpus:
        return corpus.status().documents


def wait_for_documents(url, process, file):
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if file.exists() and documents(url) > 3:
            return
        time.sleep(0.05)


def numbers(out):
    return [int(count) for count in re.findall(r"\d+", out.splitlines()[0].replace(",", ""))]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks /proc for the workers")
def test_ctrl_c_while_the_workers_start_is_heard_once(many, tmp_path):
    command = [
        sys.executable,
        "-m",
        "search_api.cli.main",
        "ingest",
        str(many),
        "--corpus",
        f"sqlite:///{tmp_path}/c.db",
    ]
    environ = {**os.environ, "GOUJI_WORKERS": "2"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ, start_new_session=True) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        deadline = time.monotonic() + 60
        while process.poll() is None and len(children.read_text().split()) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.2)  # a worker has begun to import
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_a_whole_corpus_and_the_next_run_goes_on(gouji, many, tmp_path, sent):
    file = tmp_path / "corpus.db"
    url = f"sqlite:///{file}"
    with start("ingest", many, "--corpus", url) as process:
        wait_for_documents(url, process, file)
        process.send_signal(sent)
        out, err = process.communicate(timeout=60)
    seen, *parts = numbers(out)
    assert process.returncode == 130
    assert "run it again" in err
    assert "Traceback" not in err
    assert 0 < seen < FILES
    assert seen == sum(parts)
    assert documents(url) == parts[0]
    again = gouji("ingest", many, "--corpus", url)
    assert again.status == 0
    assert numbers(again.out) == [FILES, FILES - seen, seen, 0, 0, 0, 0]


def test_two_processes_ingest_at_once_and_nothing_is_lost_or_doubled(many, tmp_path):
    url = f"sqlite:///{tmp_path}/corpus.db"
    with start("ingest", many, "--corpus", url) as first, start("ingest", many, "--corpus", url) as second:
        outs = [process.communicate(timeout=300)[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert [numbers(out)[0] for out in outs] == [FILES, FILES]
    assert documents(url) == FILES


def test_a_corpus_of_a_newer_version_is_refused(gouji, report, tmp_path):
    url = f"sqlite:///{tmp_path}/corpus.db"
    gouji("ingest", report, "--corpus", url)
    with sqlite3.connect(tmp_path / "corpus.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    for command in (("ingest", report), ("search", "投资"), ("status",)):
        ran = gouji(*command, "--corpus", url)
        assert (ran.status, ran.out) == (2, "")
        assert "newer" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="file names are text on Windows")
def test_a_name_that_is_no_text_and_a_loop_of_links_are_told(gouji, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/\xb1\xa8.txt", "wb") as out:
        out.write("投资3.2亿元。\n".encode())
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    ran = gouji("ingest", folder)
    assert numbers(ran.out) == [3, 1, 0, 0, 0, 1, 1]
    assert ran.status == 1
    assert gouji("search", "投资", "--format", "jsonl").records[0]["path"].endswith("\\xb1\\xa8.txt")


def test_a_line_of_ten_million_characters_is_read(gouji, tmp_path):
    file = tmp_path / "line.txt"
    file.write_text("Anning reports " * 666_667 + "投资3.2亿元。", "utf-8")
    ran = gouji("extract", file, "--format", "jsonl")
    assert ran.status == 0
    assert [record["value"] for record in ran.records] == ["320000000"]
