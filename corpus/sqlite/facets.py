"""Documents counted by what they are and have."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable

from corpus.facets import MOST, Counts, dimension_bits, dimensions_of, entities_of, most_first, with_parents
from corpus.query import FACETS, Facets, Filters
from corpus.sqlite.columns import Row
from corpus.sqlite.conditions import Clause, among, below, compile_filters

COLUMNS = ("region", "year", "issuer", "kind", "dimensions", "entities")

Test = Callable[[Row], bool]


def count_facets(connection: sqlite3.Connection, matched: Clause, filters: Filters) -> Facets:
    """Documents that meet a condition by the values of each facet, most first; a facet's own filter is left aside."""
    kept = matched & compile_filters(Filters(document=filters.document))
    rows = connection.execute(f"SELECT number, {', '.join(COLUMNS)} FROM document d WHERE {kept.sql}", kept.values)
    tests = _tests(connection, filters)
    if not tests:
        return _counted(connection, {facet: rows_ for rows_ in [rows.fetchall()] for facet in FACETS})
    passing: dict[str, list[Row]] = {facet: [] for facet in FACETS}
    for row in rows:
        failed = [facet for facet, test in tests.items() if not test(row)]
        if len(failed) < 2:
            for facet in failed or FACETS:
                passing[facet].append(row)
    return _counted(connection, passing)


def _tests(connection: sqlite3.Connection, filters: Filters) -> dict[str, Test]:
    """Whether a row meets the filter of a facet, for those that have one."""
    tests: dict[str, Test] = {}
    for place, facet in enumerate(("region", "year", "issuer", "kind"), 1):
        if values := getattr(filters, facet):
            tests[facet] = _is_among(place, frozenset(below(values) if facet == "region" else values))
    if filters.dimension:
        bits = dimension_bits(filters.dimension)
        tests["dimension"] = lambda row: bool(row[5] & bits)
    if filters.program:
        named = among("entity", filters.program)
        numbers = {
            number for (number,) in connection.execute(f"SELECT document FROM program WHERE {named.sql}", named.values)
        }
        tests["program"] = lambda row: row[0] in numbers
    return tests


def _is_among(place: int, values: frozenset[str]) -> Test:
    return lambda row: row[place] in values


def _counted(connection: sqlite3.Connection, rows: dict[str, list[Row]]) -> Facets:
    counts: dict[str, Counts] = {}
    for place, facet in enumerate(("region", "year", "issuer", "kind"), 1):
        counts[facet] = most_first(Counter(row[place] for row in rows[facet] if row[place] is not None))
    counts["region"] = with_parents(counts["region"])
    dimensions: Counter[str] = Counter()
    for bits, count in Counter(row[5] for row in rows["dimension"]).items():
        for name in dimensions_of(bits):
            dimensions[name] += count
    counts["dimension"] = most_first(dimensions)
    counts["program"] = _programs(connection, b"".join(row[6] for row in rows["program"]))
    return Facets(**counts)


def _programs(connection: sqlite3.Connection, packed: bytes) -> Counts:
    counts = Counter(entities_of(packed))
    best = dict(counts.most_common(MOST))
    rows = connection.execute(
        "SELECT number, name FROM entity WHERE number IN (SELECT value FROM json_each(?))", (json.dumps(list(best)),)
    )
    return most_first({name: best[number] for number, name in rows})
