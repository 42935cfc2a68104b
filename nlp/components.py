"""The spaCy components, in the order they run. Each one calls a finder that is a plain function of a Reading."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from nlp.figures import find_mentions
from nlp.indicators import assign_indicators
from nlp.measures import assign_measures
from nlp.periods import assign_periods
from nlp.programs import find_programs
from nlp.reading import Reading
from nlp.regions import assign_regions
from nlp.roles import assign_roles

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)

Component = Callable[[Doc], Doc]


def _component(step: Callable[[Reading], None]) -> Component:
    def run(doc: Doc) -> Doc:
        if doc._.reading is not None:
            step(doc._.reading)
        return doc

    return run


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


def _programs(reading: Reading) -> None:
    reading.programs = find_programs(reading)


STEPS: dict[str, Callable[[Reading], None]] = {
    "gouji_figures": _figures,
    "gouji_measures": _measures,
    "gouji_roles": _roles,
    "gouji_periods": _periods,
    "gouji_regions": _regions,
    "gouji_indicators": _indicators,
    "gouji_programs": _programs,
}


@Language.factory("gouji_figures", assigns=["doc._.reading"])
def make_figures(nlp: Language, name: str) -> Component:
    return _component(_figures)


@Language.factory("gouji_measures", assigns=["doc._.reading"])
def make_measures(nlp: Language, name: str) -> Component:
    return _component(_measures)


@Language.factory("gouji_roles", assigns=["doc._.reading"])
def make_roles(nlp: Language, name: str) -> Component:
    return _component(_roles)


@Language.factory("gouji_periods", assigns=["doc._.reading"])
def make_periods(nlp: Language, name: str) -> Component:
    return _component(_periods)


@Language.factory("gouji_regions", assigns=["doc._.reading"])
def make_regions(nlp: Language, name: str) -> Component:
    return _component(_regions)


@Language.factory("gouji_indicators", assigns=["doc._.reading"])
def make_indicators(nlp: Language, name: str) -> Component:
    return _component(_indicators)


@Language.factory("gouji_programs", assigns=["doc._.reading"])
def make_programs(nlp: Language, name: str) -> Component:
    return _component(_programs)
