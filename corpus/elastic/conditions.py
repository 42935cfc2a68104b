"""Conditions on records, from filters. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.escape import escape
from corpus.query import FACETS, Filters
from corpus.reference.regions import regions_below

Clause = dict[str, Any]
NEVER: Clause = {"match_none": {}}


def equals(field: str, value: str | None) -> list[Clause]:
    """No condition for None."""
    return [] if value is None else [{"term": {field: escape(value)}}]


def among(field: str, values: Iterable[str]) -> Clause:
    """A field's value is one of some."""
    return {"terms": {field: [escape(value) for value in values]}}


def all_of(clauses: Iterable[Clause], *, without: Iterable[Clause] = ()) -> Clause:
    """All of some conditions, none of some others."""
    found: dict[str, list[Clause]] = {"filter": list(clauses)}
    if excluded := list(without):
        found["must_not"] = excluded
    return {"bool": found}


def any_of(clauses: Iterable[Clause]) -> Clause:
    """At least one of some conditions."""
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def below(regions: Iterable[str]) -> list[str]:
    """Some places and all that lie in them."""
    return sorted(frozenset().union(*map(regions_below, regions)))


def compile_filters(filters: Filters, *, part: bool = False, leave: str = "") -> list[Clause]:
    """Which documents count, or with `part` which of their parts (whose records have no program and no dimension of
    their document: see required.narrow_parts); `leave` names a field that is left aside."""
    kept = []
    for field in (*FACETS, "document"):
        values = getattr(filters, field)
        if values and field != leave:
            name = f"doc_{field}" if part and field != "document" else field
            kept.append(among(name, below(values) if field == "region" else values))
    return kept
