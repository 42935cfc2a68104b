"""The cutter gives jieba's words, word for word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jieba
from hypothesis import given
from hypothesis import strategies as st

from nlp.cutter import SHORT, Cutter

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
CHARACTERS = st.sampled_from("我市全年实现地区生产总值增长百分之乌噶瑜晗，。\r\n 12.5%GDP龘〇\x0b\u2028")


@cache
def _tokenizer() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    tokenizer.add_word("城镇新增就业")
    return tokenizer


@cache
def _cutter() -> Cutter:
    return Cutter(_tokenizer())


def test_samples_are_cut_as_jieba_cuts_them() -> None:
    cut = _cutter()
    for path in SAMPLES.glob("*.txt"):
        text = path.read_bytes().decode("utf-8", "replace")
        assert cut(text) == _tokenizer().lcut(text)


@given(st.text(CHARACTERS, max_size=60) | st.text(max_size=30))
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    assert _cutter()(text) == _tokenizer().lcut(text)


def test_unknown_characters_of_any_number_are_cut_as_jieba_cuts_them() -> None:
    cut = _cutter()
    for length in (1, 2, SHORT, SHORT + 1, 200):
        assert cut("噶瑜晗" * length) == _tokenizer().lcut("噶瑜晗" * length)
