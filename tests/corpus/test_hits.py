from corpus.hits import SNIPPET, Place, apart, find_place
from corpus.index_text import fold
from corpus.model import Block

TITLE = "青石市养老服务办法"
BODY = (
    "第一条为了规范养老服务。第二条年满八十周岁的老人每月领取高龄津贴２００元，由区民政局发放。"
    "第三条本办法自公布之日起施行。"
)
TEXT = TITLE + "\n" + BODY
BLOCKS = (Block("title", 0, len(TITLE)), Block("paragraph", len(TITLE) + 1, len(TEXT)))


def place_in(text: str, blocks: tuple[Block, ...], phrases: list[str], weights: dict[str, float]) -> Place:
    return find_place(text, blocks, [fold(text[b.start : b.end]) for b in blocks], phrases, weights)


def test_a_phrase_is_marked_where_it_stands() -> None:
    place = place_in(TEXT, BLOCKS, ["津贴200元"], {})
    assert TEXT[place.start : place.end] == "津贴２００元"
    assert [place.snippet[mark.start : mark.end] for mark in place.marks] == ["津贴２００元"]


def test_words_are_shown_where_most_of_them_stand() -> None:
    place = place_in(TEXT, BLOCKS, [], {"高龄": 1.0, "津贴": 1.0, "每月": 1.0, "办法": 1.0})
    assert "高龄津贴" in place.snippet
    assert {fold(place.snippet[mark.start : mark.end]) for mark in place.marks} >= {"高龄津贴", "每月"}
    assert TEXT[place.start : place.end].startswith("每月")


def test_the_snippet_is_part_of_the_text_and_not_long() -> None:
    long = "甲" * 1000 + "乙丙" + "丁" * 1000
    place = place_in(long, (Block("paragraph", 0, len(long)),), [], {"乙丙": 1.0})
    assert place.snippet in long
    assert len(place.snippet) <= 2 * SNIPPET
    assert place.snippet[place.marks[0].start : place.marks[0].end] == "乙丙"


def test_without_a_hit_the_beginning_is_shown() -> None:
    place = place_in(TEXT, BLOCKS, [], {"石油": 1.0})
    assert (place.start, place.marks) == (0, ())


def test_an_empty_document_has_an_empty_place() -> None:
    assert place_in("", (), [], {"石油": 1.0}).snippet == ""


def test_the_beginning_that_is_shown_ends_no_number_early() -> None:
    text = "全市完成投资3.25亿元。" * 12
    place = place_in(text, (Block("paragraph", 0, len(text)),), [], {})
    assert place.snippet == "全市完成投资3.25亿元。" * 9
    endless = "3" * 500
    assert len(place_in(endless, (Block("paragraph", 0, 500),), [], {}).snippet) == SNIPPET


def test_no_two_places_show_the_same() -> None:
    one, two = Place(0, 2, "甲乙丙", ()), Place(1, 2, "甲乙丙", ())
    other = Place(5, 6, "丁", ())
    assert apart([one, two, other], 3) == [one, other]
    assert apart([one, other], 0) == [one]
