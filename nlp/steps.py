"""What is done to passages, in order. Each step is a plain function of a Reading and needs no words.

A step runs over a whole batch of passages before the next one: of the passages before, it may know what the steps up to
itself found, and no more.
"""

from __future__ import annotations

from collections.abc import Callable

from nlp.figures import find_mentions
from nlp.indicators import assign_indicators
from nlp.measures import assign_measures
from nlp.periods import assign_periods
from nlp.programs import find_programs
from nlp.reading import Reading
from nlp.regions import assign_regions
from nlp.relations import find_relations
from nlp.roles import assign_roles

Step = Callable[[Reading], None]


def _figures(reading: Reading) -> None:
    reading.mentions, reading.issues = find_mentions(reading)


def _measures(reading: Reading) -> None:
    reading.measures = assign_measures(reading)


def _roles(reading: Reading) -> None:
    reading.roles = assign_roles(reading)


def _periods(reading: Reading) -> None:
    reading.periods = assign_periods(reading)


def _regions(reading: Reading) -> None:
    reading.regions = assign_regions(reading)


def _indicators(reading: Reading) -> None:
    reading.indicators = assign_indicators(reading)


def _relations(reading: Reading) -> None:
    reading.relations = find_relations(reading)


def _programs(reading: Reading) -> None:
    reading.programs = find_programs(reading)


PROGRAMS, RELATIONS = "gouji_programs", "gouji_relations"

STEPS: dict[str, Step] = {
    "gouji_figures": _figures,
    "gouji_measures": _measures,
    "gouji_roles": _roles,
    "gouji_periods": _periods,
    "gouji_regions": _regions,
    "gouji_indicators": _indicators,
    RELATIONS: _relations,
    PROGRAMS: _programs,
}
"""Names under which the steps are spaCy components, and the steps."""
