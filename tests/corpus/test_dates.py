import pytest

from corpus.dates import day_range


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("2018", "2018"),
        ("2018-06", "2018"),
        ("2018-06-30", "2018-06"),
        ("2018-01..2018-06", "2018"),
        ("2018", "2016..2020"),
        ("2018", "2018-01..2018-12"),
        ("2020-01..2020-06", "2020-01-01..2020-06-30"),
    ],
)
def test_a_period_lies_inside_another(inner: str, outer: str) -> None:
    a, b = day_range(inner), day_range(outer)
    assert a is not None
    assert b is not None
    assert b[0] <= a[0] <= a[1] <= b[1]


@pytest.mark.parametrize(
    "text", ["", "..", "去年", "18", "2018-6", "2018-06-30-01", "2018..", "²018", "2018-13", "0000"]
)
def test_what_is_no_period_has_no_days(text: str) -> None:
    assert day_range(text) is None
