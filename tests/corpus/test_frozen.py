"""A noun is made fast and stays frozen."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from corpus.frozen import swift


@swift
@dataclass(frozen=True, slots=True)
class Place:
    """A noun with a default."""

    row: int
    column: int = 3


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A noun whose fields are named."""

    name: str = ""
    size: int


def test_it_takes_fields_by_place_and_by_name() -> None:
    assert (Place(1).row, Place(1).column, Place(row=1, column=2).column) == (1, 3, 2)
    assert (Named(size=2).name, Named(name="a", size=1).size) == ("", 1)


def test_it_refuses_what_the_dataclass_refuses() -> None:
    with pytest.raises(TypeError, match="argument"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Named("a", 1)  # type: ignore[call-arg]


def test_it_stays_frozen_and_has_no_more_attributes() -> None:
    place = Place(1)
    with pytest.raises(FrozenInstanceError):
        place.row = 2  # type: ignore[misc]
    assert type(place) is Place
    assert not hasattr(place, "__dict__")


def test_it_is_equal_hashed_shown_replaced_copied_and_pickled_like_any() -> None:
    place = Place(1)
    assert place == Place(1, 3)
    assert hash(place) == hash(Place(1, 3))
    assert repr(place) == "Place(row=1, column=3)"
    assert replace(place, row=4) == Place(4)
    assert copy.deepcopy(place) == place == pickle.loads(pickle.dumps(place))


def test_a_field_that_is_made_anew_is_refused() -> None:
    with pytest.raises(TypeError, match="fields of its own"):

        @swift
        @dataclass(frozen=True, slots=True)
        class Listed:
            items: list[int] = field(default_factory=list)
