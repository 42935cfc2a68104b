import pytest

from corpus.model import Metadata
from corpus.ranking import (
    LARGE,
    MOST,
    nearness,
    ranking_grams,
    ranking_words,
    rarity,
    telling_terms,
    text_score,
    title_terms,
    title_text,
)


def test_words_that_ask_do_not_rank() -> None:
    assert ranking_grams("请问高龄津贴怎么领？") == ("高龄", "龄津", "津贴")
    assert ranking_words(("请问", "高龄", "津贴", "怎么", "领", "吗")) == ("高龄", "津贴", "领")


def test_a_question_of_asking_words_alone_still_ranks() -> None:
    assert ranking_grams("为什么？") == ("为什", "什么")


@pytest.mark.parametrize("text", ["", "？", "  "])
def test_punctuation_alone_has_nothing_to_rank(text: str) -> None:
    assert ranking_grams(text) == ()


def test_each_term_counts_once_and_their_number_is_bounded() -> None:
    assert ranking_grams("津贴津贴") == ("津贴", "贴津")
    assert ranking_grams("税") == ("税",)
    assert len(ranking_grams("".join(chr(0x4E00 + n) for n in range(10_000)))) == MOST


def test_a_title_is_known_by_its_characters_too() -> None:
    metadata = Metadata(title="公共租赁住房办法", number="青府〔2019〕3号", issuer="青石市政府", region="青石市")
    indexed = title_text(metadata).split(" ")
    assert set(title_terms(ranking_grams("公租房"))) & set(indexed) == {"公", "租", "房"}
    assert {"公共", "20", "石市"} <= set(indexed)
    assert indexed.count("石市") == 1, "the place stands in the issuer already"


def test_a_rare_term_tells_more_and_none_tells_less_than_nothing() -> None:
    assert rarity(100, 1) > rarity(100, 50) > rarity(100, 100) >= 0


def test_terms_close_together_count_more_than_far_apart() -> None:
    weights = {"高龄": 2.0, "津贴": 1.0}
    assert nearness("高龄老人的津贴", weights) == 3.0
    assert nearness("高龄" + "老" * 200 + "津贴", weights) == 2.0
    assert nearness("津贴津贴津贴", weights) == 1.0
    assert nearness("", weights) == 0.0


def test_the_beginning_stands_in_for_a_title_that_lacks() -> None:
    weights = {"高龄": 2.0}
    assert text_score("高龄津贴", weights, titled=False) > text_score("高龄津贴", weights, titled=True)
    assert text_score("老" * 500 + "高龄", weights, titled=False) == text_score("高龄", weights, titled=True)


def test_common_terms_are_left_to_closeness_in_a_large_corpus_only() -> None:
    weights = {"的工": rarity(LARGE, LARGE), "高龄": rarity(LARGE, 9), "津贴": rarity(LARGE, 20)}
    assert telling_terms(weights, ("的工", "高龄"), LARGE) == (["高龄", "津贴"], ["高龄"])
    assert telling_terms(weights, ("的工", "高龄"), LARGE - 1) == (["的工", "高龄", "津贴"], ["的工", "高龄"])


def test_a_query_of_common_terms_alone_keeps_them() -> None:
    weights = {"工作": rarity(LARGE, LARGE), "作要": rarity(LARGE, LARGE)}
    assert telling_terms(weights, ("工作",), LARGE) == (["工作", "作要"], ["工作"])
