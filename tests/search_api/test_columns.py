from hypothesis import given
from hypothesis import strategies as st

from search_api.cli.columns import column_lines, fit, text_width, wrap


def test_chinese_characters_take_two_places():
    assert list(column_lines(("项目", "值"), [("就业", "1"), ("a", "22")])) == [
        "项目   值",
        "─────────",
        "就业   1",
        "a      22",
    ]


def test_a_column_is_set_flush_right():
    assert list(column_lines(("n",), [("1",), ("10",)], right="n")) == [" n", "──", " 1", "10"]


def test_a_cell_that_does_not_fit_goes_on_below():
    lines = list(column_lines(("a", "b"), [("一般公共预算收入", "1")], width=14))
    assert lines[2:] == ["一般公共预   1", "算收入"]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=9), st.integers(1, 400))
def test_widths_fit_the_room_or_are_as_narrow_as_they_go(widths, room):
    fitted = fit(widths, room)
    assert all(new <= old for new, old in zip(fitted, widths, strict=True))
    assert sum(fitted) <= room or all(new <= 6 or new == old for new, old in zip(fitted, widths, strict=True))
    if sum(widths) <= room:
        assert fitted == widths


@given(st.text(max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing_and_is_never_too_wide(text, width):
    pieces = wrap(text, width)
    assert "".join(pieces) == text
    assert all(text_width(piece) <= width for piece in pieces)
