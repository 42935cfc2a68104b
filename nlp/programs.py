"""Named policies, plans, actions, projects, platforms, funds, parks …, and document numbers.

The definition is section 4 of the project's guideline: specific names; generic categories of measures are none. Each
finder is a function of a passage. Where two overlap the one found first in the order of FINDERS stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from nlp.program_entities import Names
from nlp.program_names import Name, find_listed, find_worded
from nlp.program_quotes import find_quoted
from nlp.program_titles import bare, find_lines, find_numbers, find_own_title, find_titles
from nlp.reading import ProgramMention, Reading

Finder = Callable[[Reading], Iterator[ProgramMention]]


def find_programs(reading: Reading) -> list[ProgramMention]:
    """The named programs of a passage in order; mentions do not overlap."""
    taken: list[ProgramMention] = []
    starts: list[int] = []
    text = reading.folded
    for needs, finder in FINDERS:
        if not needs or any([sign in text for sign in needs]):
            for found in finder(reading):
                place = bisect_left(starts, found.start)
                if _free(found, taken, place):
                    starts.insert(place, found.start)
                    taken.insert(place, found)
    return reading.scene.recall(Names).resolve(reading, taken)


def _free(found: ProgramMention, taken: list[ProgramMention], place: int) -> bool:
    """Whether a mention overlaps neither neighbour of its place among those that stand."""
    after = place == len(taken) or found.end <= taken[place].start
    return after and (place == 0 or taken[place - 1].end <= found.start)


def _by_name(find: Callable[[str], Iterator[Name]]) -> Finder:
    """A finder of names in folded text as a finder in a passage."""

    def finder(reading: Reading) -> Iterator[ProgramMention]:
        text = reading.folded
        for start, end, kind, full in find(text):
            yield ProgramMention(start, end, kind, full or bare(text[start:end]))

    return finder


FINDERS: tuple[tuple[str, Finder], ...] = (
    ("", find_own_title),
    ("", find_lines),
    ("《〈", find_titles),
    ("号/G", find_numbers),
    ('“「"', _by_name(find_quoted)),
    ("", _by_name(find_worded)),
    ("等", _by_name(find_listed)),
)
"""Each with the characters of which one stands in every passage where it finds something."""
