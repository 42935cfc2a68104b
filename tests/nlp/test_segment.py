"""Words for ranking, and the stamp that names who made them."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.segment import SegmenterError, is_word, segment, segmenter_name, user_words, words
from nlp.stamp import fingerprint


def test_words_are_folded_and_marks_are_none() -> None:
    assert words("全市GDP增长，5%！") == [word.casefold() for word in words("全市GDP增长，5%！")]
    assert "，" not in words("全市GDP增长，5%！")


def test_words_join_to_the_text() -> None:
    text = "一般公共预算收入 88.4亿元，比上年增长7.0%。"
    assert "".join(segment()(text)) == text


@pytest.mark.parametrize("word", ["一般公共预算", "城镇新增就业", "建档立卡"])
def test_our_own_words_stay_whole(word: str) -> None:
    assert word in user_words()
    assert word in words(f"全市{word}工作")


def test_the_cache_is_for_this_user_alone(tmp_path: Path) -> None:
    code = "from nlp.segment import words; words('全市')"
    subprocess.run([sys.executable, "-c", code], check=True, env={"XDG_CACHE_HOME": str(tmp_path), "PATH": ""})
    assert stat.S_IMODE((tmp_path / "gouji").stat().st_mode) == 0o700
    assert (tmp_path / "gouji" / "jieba.cache").exists()


def test_an_unknown_segmenter_is_refused_with_those_there_are() -> None:
    with pytest.raises(SegmenterError, match="jieba"):
        segment("nonsense")


def test_the_fast_segmenter_keeps_the_text() -> None:
    pytest.importorskip("rjieba", reason="rjieba is an extra: pip install 'gouji[fast]'")
    text = "全市城镇新增就业4.12万人。"
    assert "".join(segment("rjieba")(text)) == text


def test_the_stamp_names_version_segmenter_and_a_digest() -> None:
    version, name, digest = fingerprint().split("+")
    assert version
    assert name == segmenter_name("jieba") == "jieba-0.42.1"
    assert len(digest) == 12


def test_a_word_is_one_that_a_dictionary_has() -> None:
    assert is_word("养老")
    assert not is_word("造老")
