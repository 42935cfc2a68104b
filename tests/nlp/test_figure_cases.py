"""Sentences and their figures: the project's definition of a figure, case by case."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.fold import fold
from nlp.prose import read_prose
from nlp.reading import Mention

CASES = Path(__file__).parent / "cases" / "figures"


def rows() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.tsv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        found += [(path.stem, *line.split("\t")) for line in lines[1:]]
    return found


def written(mention: Mention) -> str:
    value = "-" if mention.value is None else format(mention.value, "f")
    if mention.value_max is not None:
        value += ".." + format(mention.value_max, "f")
    return "|".join((mention.surface, value, mention.unit or "-", mention.dimension, mention.qualifier))


@pytest.mark.parametrize(("kind", "sentence", "figures"), rows(), ids=lambda text: text[:20])
def test_a_sentence_has_these_figures(kind: str, sentence: str, figures: str) -> None:
    mentions, issues = read_prose(sentence, fold(sentence))
    assert " ; ".join(map(written, mentions)) == ("" if figures == "-" else figures)
    assert not issues


def test_there_are_five_hundred_cases_and_half_are_traps() -> None:
    cases = rows()
    traps = [figures for _, _, figures in cases if figures == "-"]
    assert len(cases) >= 500
    assert 2 * len(traps) >= len(cases) * 0.9
