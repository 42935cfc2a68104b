"""Which currency a printed unit of money is, from currencies.tsv."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from corpus.reference.regions import ancestors

COLUMNS = "unit\tregion\tcode"
Currencies = dict[str, dict[str, str]]
"""ISO 4217 codes by unit, then by region; "" where the unit says it all."""


def parse_currencies(text: str) -> Currencies:
    """The table's rows; ValueError names a row that is not sound."""
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    if not rows or rows[0] != COLUMNS:
        raise ValueError(f"currencies.tsv must begin with the columns {COLUMNS!r}")
    found: Currencies = {}
    for row in rows[1:]:
        unit, region, code = row.split("\t")
        if len(code) != 3 or not code.isupper() or region in found.setdefault(unit, {}):
            raise ValueError(f"currencies.tsv: {row!r} has no code of ISO 4217, or stands there twice")
        found[unit][region] = code
    return found


@cache
def _currencies() -> Currencies:
    return parse_currencies(files("corpus.reference").joinpath("currencies.tsv").read_text("utf-8"))


@lru_cache(4096)
def currency_of(unit: str, region: str | None) -> str | None:
    """The ISO 4217 code of a unit of money (`corpus.model.Figure.unit`); a bare 元 is that of the place its figure is
    about. None for other units, and for a 元 of an unknown place."""
    found = _currencies().get(unit)
    if found is None or "" in found:
        return found[""] if found else None
    if region is None:
        return None
    places = (region, *ancestors(region))
    return next((found[place] for place in places if place in found), found.get("全国"))
