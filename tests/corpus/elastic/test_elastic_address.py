"""Addresses of a corpus on Elasticsearch."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.elastic.address import parse_address
from corpus.errors import UnusableCorpusError


def test_a_password_may_hold_any_character_percent_encoded() -> None:
    address = parse_address("https://ana:p%40ss%2Fw%3Ard@es.example:9243/reports")
    assert (address.user, address.password) == ("ana", "p@ss/w:rd")
    assert address.hosts == (("https", "es.example", 9243),)
    assert address.prefix == "reports"
    assert address.shown == "https://es.example:9243/reports"
    assert "p@ss" not in repr(address)


def test_an_unescaped_at_sign_or_slash_in_a_password_is_understood() -> None:
    assert parse_address("https://ana:p@ss@es.example/reports").password == "p@ss"
    assert parse_address("https://ana:p/w@es.example/reports").password == "p/w"


def test_an_unescaped_question_mark_in_a_password_is_refused_with_what_to_write_and_without_the_password() -> None:
    with pytest.raises(UnusableCorpusError, match="write https") as error:
        parse_address("https://ana:sec?ret@es.example:9200/reports")
    assert "sec" not in str(error.value)


def test_several_hosts_and_settings_are_read() -> None:
    address = parse_address("https://a:9201,[::1]/r?ca=/etc/ca.pem&api_key=abc&timeout=5&originals=/var/o&snapshots=s")
    assert address.hosts == (("https", "a", 9201), ("https", "::1", 9200))
    assert (address.ca, address.api_key, address.timeout) == ("/etc/ca.pem", "abc", 5.0)
    assert (address.originals, address.snapshots) == (Path("/var/o"), "s")
    assert "abc" not in address.shown + repr(address)


def test_plain_http_goes_to_this_machine_alone_unless_asked_for() -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        assert parse_address(f"http://{host}:9200/r").prefix == "r"
    with pytest.raises(UnusableCorpusError, match="insecure=1"):
        parse_address("http://u:secret@es.example/r")
    with pytest.raises(UnusableCorpusError, match="insecure=1"):
        parse_address("http://localhost,es.example/r")
    assert parse_address("http://es.example/r?insecure=1").prefix == "r"


@pytest.mark.parametrize(
    "url",
    [
        "https://u:secret@", "https://u:secret@h", "https://u:secret@h/", "https://u:secret@h/A", "https://u:secret@h/_a",
        "https://u:secret@h/a/b", "https://u:secret@h:x/a", "https://u:secret@h:99999/a", "https://u:secret@h/a?colour=1",
        "https://u:secret@h/a?timeout=soon", "ftp://u:secret@h/a", "https://u:secret@h,,i/a", "https://u:secret@h/报告",
    ],
)  # fmt: skip
def test_other_addresses_are_refused_without_their_secrets(url: str) -> None:
    with pytest.raises(UnusableCorpusError) as error:
        parse_address(url)
    assert "secret" not in str(error.value)
