from pathlib import Path

import pytest

from corpus.errors import NotFoundError, UnusableCorpusError
from corpus.originals import Originals

ID = "ab" + "0" * 62


def test_bytes_come_back_from_a_folder_named_by_the_first_two_digits(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "o")
    originals.keep(ID, b"\x00\xff")
    assert originals.read(ID) == b"\x00\xff"
    assert [path.name for path in (tmp_path / "o" / "ab").iterdir()] == [ID]


def test_dropping_leaves_nothing_behind_and_may_be_done_twice(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep(ID, b"x")
    originals.drop(ID)
    originals.drop(ID)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotFoundError, match="ingest it again"):
        originals.read(ID)


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableCorpusError, match="cannot keep originals"):
        Originals(tmp_path / "file").keep(ID, b"x")


def test_an_original_that_was_cut_short_is_written_anew(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep(ID, b"")
    originals.keep(ID, b"whole")
    assert originals.read(ID) == b"whole"
