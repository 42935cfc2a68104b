"""The steps as spaCy components. `doc.user_data[READING]` holds the Reading they fill; a Doc without one passes."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from nlp.steps import STEPS, Step

READING = "gouji"

Component = Callable[[Doc], Doc]


def make_component(step: Step) -> Component:
    """A component that runs a step on the Reading of a Doc."""

    def run(doc: Doc) -> Doc:
        reading = doc.user_data.get(READING)
        if reading is not None:
            step(reading)
        return doc

    return run


@Language.factory("gouji_figures")
def make_figures(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_figures"])


@Language.factory("gouji_measures")
def make_measures(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_measures"])


@Language.factory("gouji_roles")
def make_roles(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_roles"])


@Language.factory("gouji_periods")
def make_periods(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_periods"])


@Language.factory("gouji_regions")
def make_regions(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_regions"])


@Language.factory("gouji_indicators")
def make_indicators(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_indicators"])


@Language.factory("gouji_relations")
def make_relations(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_relations"])


@Language.factory("gouji_programs")
def make_programs(nlp: Language, name: str) -> Component:
    return make_component(STEPS["gouji_programs"])
