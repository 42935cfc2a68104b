"""Conditions: pieces of SQL with their values. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.facets import dimension_bits
from corpus.query import Filters
from corpus.reference.regions import regions_below

FIELDS = ("region", "year", "issuer", "kind", "document")
"""Filters that a column of the document meets."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition on a row; without one it is always true."""

    sql: str = "true"
    values: tuple[Any, ...] = ()

    def __and__(self, other: Clause) -> Clause:
        if self.sql == "true":
            return other
        if other.sql == "true":
            return self
        return Clause(f"{self.sql} AND {other.sql}", self.values + other.values)


def equals(column: str, value: Any) -> Clause:
    """Always true for None."""
    return Clause() if value is None else Clause(f"{column} = ?", (value,))


def among(column: str, values: Iterable[Any]) -> Clause:
    """A column's value is one of some."""
    return Clause(f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(list(values)),))


def holds(column: str, text: str) -> Clause:
    """A column's text holds another; always true for an empty one."""
    return Clause(f"instr({column}, ?) > 0", (text,)) if text else Clause()


def below(regions: Iterable[str]) -> list[str]:
    """Some places and all that lie in them."""
    return sorted(frozenset().union(*map(regions_below, regions)))


def compile_filters(filters: Filters) -> Clause:
    """Which documents (as `d`) count."""
    kept = Clause()
    for field in FIELDS:
        if values := getattr(filters, field):
            column = "d.id" if field == "document" else f"d.{field}"
            kept &= among(column, below(values) if field == "region" else values)
    if filters.dimension:
        kept &= Clause("d.dimensions & ? <> 0", (dimension_bits(filters.dimension),))
    if filters.program:
        named = among("entity", filters.program)
        kept &= Clause(f"d.number IN (SELECT document FROM program WHERE {named.sql})", named.values)
    return kept
