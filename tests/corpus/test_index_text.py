from hypothesis import given
from hypothesis import strategies as st

from corpus.index_text import FOLDING, find_folded, fold, gram_text, grams, word_text

texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("全市生产总值１４.47亿元％ ，。ＡaßŒ①㎡ﬁ\u3000")
    )
)


def test_white_space_punctuation_width_and_case_do_not_count() -> None:
    assert fold("生产总值：１４.４７ 亿元，Ａ b") == "生产总值1447亿元ab"


def test_symbols_and_scripts_count() -> None:
    assert fold("3<5") != fold("35")
    assert fold("億") != fold("亿")


@given(texts, texts)
def test_a_part_of_a_text_folds_to_a_part_of_it(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)


def test_grams_are_the_bigrams_and_the_last_character() -> None:
    assert list(grams("甲乙丙")) == ["甲乙", "乙丙", "丙"]
    assert gram_text(["甲乙", "", "丙丁"]) == "甲乙 乙 丙丁 丁"


@given(st.text(max_size=40))
def test_a_text_folds_as_its_code_points_do(text: str) -> None:
    assert fold(text) == text.translate(FOLDING)


@given(st.lists(st.text(max_size=5).map(fold), max_size=6))
def test_the_grams_of_texts_are_those_of_each(folded: list[str]) -> None:
    assert gram_text(folded) == " ".join(gram for text in folded if text for gram in grams(text))


@given(st.lists(st.text(max_size=4), max_size=6))
def test_words_are_indexed_folded(words: list[str]) -> None:
    assert word_text(words) == " ".join(map(fold, words))


@given(texts, texts, texts)
def test_what_is_found_folds_to_what_was_asked_for(before: str, phrase: str, after: str) -> None:
    span = find_folded(before + phrase + after, phrase)
    if not fold(phrase):
        assert span is None
    else:
        assert span is not None
        assert fold(phrase) in fold((before + phrase + after)[span.start : span.end])


def test_the_place_of_a_phrase_has_nothing_around_it() -> None:
    text = "其中，一般公共预算 收入１２.5亿元。"
    span = find_folded(text, "预算收入12.5亿")
    assert span is not None
    assert text[span.start : span.end] == "预算 收入１２.5亿"
