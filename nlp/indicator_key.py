"""The indicator as a key for comparison: what two figures must share before their wording is compared at all.

    money|level|||支出||一般公共预算||教育     of 一般公共预算教育支出

A key is the slots dimension, kind, per, head noun, stage, fund and population, and at its end what else the phrase
says. All but that last part is the gate (corpus.fact): figures of different gates are never the same indicator
(资金下达, 资金支出), and within a gate the wording decides (nlp.similar).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.fold import fold
from nlp.lexicon.indicator_words import Word, Words, words_of
from nlp.lexicon.load import LexiconError, rows
from nlp.reading import Measure, Reading
from nlp.word_pattern import compile_branches, literal, longest_first

SLOTS = ("stage", "fund", "population", "head", "filler")
MOVING = frozenset(("growth", "change", "multiple"))
"""Measures of which the phrase may end in the verb of change, which the measure says already."""
RATES = re.compile(r"(?:年均)?(?:增长速度|增速|增幅|涨幅|降幅|增长率|速度|幅度)$")
SHARES = re.compile(r"(?:所)?占?(?:比重|比例|占比)$")
TOTALS = re.compile(r"(?<=..)(?:合计|总计|共计|小计|数量|总数|人数|户数|个数)$")
SUFFIXES = frozenset("量率额数值金费度价园室院校站厂馆所")
"""Characters that make a noun of the two before them: a head that the lexicon lacks has three (办结率)."""
EDGES = re.compile(r"[\W_]+|的")


class Alias(NamedTuple):
    """The name that a printed one is compared under, in figures of the years from `first` to `last`."""

    name: str
    first: str
    last: str


class Parts(NamedTuple):
    """What a phrase says, by slot; words of a slot in the order of the text."""

    head: str
    stage: str
    fund: str
    population: str
    rest: str


def _slots() -> dict[str, str]:
    found = {word: slot for word, slot, *_ in rows("indicator_slots", 2)}
    if unknown := set(found.values()) - set(SLOTS):
        raise LexiconError(f"indicator_slots.tsv knows no slot {sorted(unknown)}, only {', '.join(SLOTS)}")
    return found


ALIASES = {
    printed: Alias(name, first or "0000", last or "9999") for printed, name, first, last in rows("indicator_aliases", 4)
}
ALIAS = compile_branches(literal(printed) for printed in longest_first(ALIASES))
BY_WORD = _slots()
HEADS, STAGES = (Words([Word(w, (), "") for w, its in BY_WORD.items() if its == slot]) for slot in ("head", "stage"))
WORD = compile_branches(literal(word) for word in longest_first(w for w, slot in BY_WORD.items() if slot != "head"))
CHANGES = words_of("change")


def indicator_keys(reading: Reading) -> list[str]:
    """The key of each mention's indicator."""
    said = reading.indicators
    if reading.folded != reading.text:
        said = [fold(phrase) for phrase in said]
    return [
        indicator_key(phrase, mention.dimension, measure, period)
        for phrase, mention, measure, period in zip(
            said, reading.mentions, reading.measures, reading.periods, strict=True
        )
    ]


def indicator_key(indicator: str, dimension: str, measure: Measure, period: str | None) -> str:
    """The key of an indicator; empty for an empty one. `period` decides which names of old times it may have."""
    if not indicator:
        return ""
    kind = measure.measure if measure.basis == "none" else f"{measure.measure}:{measure.basis}"
    head, stage, fund, population, rest = _parts(renamed(indicator, period), measure.measure)
    return "|".join((dimension, kind, measure.per or "", head, stage, fund, population, rest))


def renamed(indicator: str, period: str | None) -> str:
    """The phrase with the names that its statistics are compared under."""
    if not ALIAS.search(indicator):
        return indicator
    year = period[:4] if period else ""

    def name(found: re.Match[str]) -> str:
        alias = ALIASES[found.group()]
        return alias.name if not year or alias.first <= year <= alias.last else found.group()

    return ALIAS.sub(name, indicator)


@lru_cache(8192)
def _parts(phrase: str, measure: str) -> Parts:
    phrase = EDGES.sub("", phrase)
    if measure in MOVING:
        phrase = RATES.sub("", phrase[: len(phrase) - CHANGES.at_end(phrase)].removesuffix("年均")) or phrase
    whole = ""
    if measure == "share":
        phrase = SHARES.sub("", phrase) or phrase
        who, of, of_what = phrase.partition("占")
        phrase, whole = (who, of + of_what) if len(who) > 1 else (phrase, "")
    phrase = TOTALS.sub("", phrase)
    told: dict[str, list[str]] = {"stage": [], "fund": [], "population": [], "filler": []}
    if size := _stage_after_head(phrase):
        told["stage"].append(phrase[-size:])
        phrase = phrase[:-size]
    head = phrase[-(HEADS.at_end(phrase) or (3 if phrase[-1:] in SUFFIXES else 2)) :]
    before = phrase[: len(phrase) - len(head)]
    rest, at = "", 0
    for found in WORD.finditer(before):
        rest += before[at : found.start()]
        told[BY_WORD[found.group()]].append(found.group())
        at = found.end()
    stage, fund, population = ("+".join(told[slot]) for slot in ("stage", "fund", "population"))
    return Parts(head, stage, fund, population, rest + before[at:] + whole)


def _stage_after_head(phrase: str) -> int:
    """The length of the stage that a phrase ends in behind its head noun (扶贫资金投入); 0 for none."""
    size = STAGES.at_end(phrase)
    return size if size and HEADS.at_end(phrase[:-size]) else 0
