"""When two figures may be compared, and when they tell the same fact.

A fact is one indicator of one place in one period, said of what was or of what is wanted.

A planned amount and what was reached of it are two facts; a rate and the level it is of are two, since the indicator's
key begins with dimension and measure. What is not told, place or period, makes no fact that could be compared.
"""

from __future__ import annotations

from hashlib import blake2b

from corpus.dates import day_range
from corpus.model import Figure

DIGEST = 8
"""Bytes of a key: two of a billion facts share one with a chance of a few in a hundred."""


def gate_of(key: str) -> str:
    """All of an indicator's key but its last part, its closing bar included: the keys of one gate begin with it."""
    return key[: key.rfind("|") + 1]


def fact_key(figure: Figure) -> str | None:
    """Sixteen hexadecimal digits that figures of one fact share, in whatever document; None where the indicator, the
    region or the period is not told. A year and its days from first to last are one period."""
    if not (figure.indicator_key and figure.region and figure.period):
        return None
    period = "..".join(day_range(figure.period) or (figure.period,))
    told = "\n".join((figure.indicator_key, figure.role, figure.region, period))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=DIGEST).hexdigest()
