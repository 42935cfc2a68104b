import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from search_api.cli.serve import is_loopback, listen


@pytest.fixture
def taken():
    """A port that somebody else listens at."""
    with listen("127.0.0.1", 0) as listener:
        yield listener.getsockname()[1]


def test_the_next_free_port_is_taken(taken):
    with listen("127.0.0.1", taken) as listener:
        assert taken < listener.getsockname()[1] <= taken + 50


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.8.8.8", True), ("0.0.0.0", False), ("::", False),
     ("192.168.1.5", False), ("example.org", False), ("127.0.0.1.example.org", False), ("", False)],
)  # fmt: skip
def test_only_this_machine_reaches_a_loopback_address(host, loopback):
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_beyond_this_machine_a_token_is_asked_for(gouji, host, monkeypatch):
    monkeypatch.delenv("GOUJI_TOKEN", raising=False)
    ran = gouji("serve", "--host", host)
    assert ran.status == 2
    assert "GOUJI_TOKEN" in ran.err


def test_an_address_that_is_not_ours_is_said(gouji):
    ran = gouji("serve", "--host", "127.0.0.1.nowhere.invalid", "--port", "0")
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1


def test_a_file_that_is_no_corpus_is_refused_before_serving(gouji, tmp_path):
    (tmp_path / "no.db").write_text("no database at all" * 100)
    ran = gouji("serve", "--corpus", f"sqlite:///{tmp_path}/no.db")
    assert ran.status == 2
    assert "no.db" in ran.err


def test_the_pages_are_served_at_the_address_that_is_printed(tmp_path, taken):
    command = [
        sys.executable,
        "-m",
        "search_api.cli.main",
        "serve",
        "--port",
        str(taken),
        "--corpus",
        f"sqlite:///{tmp_path}/a.db",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())[0]
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.status == 200
                assert "勾稽" in answer.read().decode("utf-8")
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""


def test_a_port_is_free_again_after_use():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    with listen("127.0.0.1", port) as again:
        assert again.getsockname()[1] == port
        assert again.family == socket.AF_INET
