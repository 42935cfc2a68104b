import pytest

from corpus.cursor import asked, decode_cursor, encode_cursor
from corpus.errors import BadCursorError
from corpus.query import FigureQuery, Query


def test_a_cursor_gives_back_its_place() -> None:
    cursor = encode_cursor("q", ["2018", "通辽", 7, None])
    assert decode_cursor("q", cursor, (str, str, int, str)) == ["2018", "通辽", 7, None]
    assert decode_cursor("q", None, (str,)) is None


@pytest.mark.parametrize(
    "cursor", ["", "x", "!!!", "é", "bnVsbA", encode_cursor("other", ["a"]), encode_cursor("q", [1]), "W10"]
)
def test_what_is_no_cursor_of_this_query_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursorError, match="ask again"):
        decode_cursor("q", cursor, (str,))


def test_limit_and_cursor_do_not_make_another_query() -> None:
    assert asked(Query(text="a", limit=3)) == asked(Query(text="a", cursor="c"))
    assert asked(Query(text="a")) != asked(Query(text="b"))
    assert asked(FigureQuery(sort="value")) != asked(FigureQuery())


@pytest.mark.parametrize("place", [[2**63], [True], ["1"], [1, 2], [1.5]])
def test_a_place_of_another_kind_or_size_is_refused(place: list[int]) -> None:
    with pytest.raises(BadCursorError, match="damaged"):
        decode_cursor("q", encode_cursor("q", place), (int,))
