from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from corpus.interval import Interval
from corpus.order_key import high_key, low_key, middle_key, order_key

decimals = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.integers(-20, 20).map(Decimal),
    st.builds(
        lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(-999, 999), st.integers(-500, 500)
    ),
)
intervals = st.builds(
    Interval, st.one_of(st.none(), decimals), st.one_of(st.none(), decimals), st.booleans(), st.booleans()
)


def is_proper(i: Interval) -> bool:
    """Whether it holds a point."""
    return i.lo is None or i.hi is None or i.lo < i.hi or (i.lo == i.hi and not (i.lo_open or i.hi_open))


@given(decimals, decimals)
def test_keys_sort_as_the_numbers_do(a: Decimal, b: Decimal) -> None:
    assert (order_key(a) < order_key(b)) == (a < b)
    assert (order_key(a) == order_key(b)) == (a == b)


@given(decimals, decimals)
def test_just_above_a_number_lies_below_every_greater_one(a: Decimal, b: Decimal) -> None:
    assert order_key(a, -1) < order_key(a) < order_key(a, 1)
    if a < b:
        assert order_key(a, 1) < order_key(b, -1)


@given(intervals, intervals)
def test_intervals_meet_when_their_keys_say_so(a: Interval, b: Interval) -> None:
    if is_proper(a) and is_proper(b):
        assert (low_key(a) <= high_key(b) and low_key(b) <= high_key(a)) == a.meets(b)


def test_a_number_of_four_hundred_digits_differs_from_its_neighbour() -> None:
    great = Decimal("9" * 400)
    assert order_key(great) < order_key(Decimal("1" + "0" * 400))
    assert order_key(Decimal("9" * 399 + "8")) < order_key(great)


def test_an_interval_sorts_by_its_middle_or_its_only_end() -> None:
    assert middle_key(Interval(Decimal(1), Decimal(3))) == order_key(Decimal(2))
    assert middle_key(Interval(Decimal(5), None)) == order_key(Decimal(5))
