"""Named policies, plans, actions, projects, platforms, funds, parks …, and document numbers.

The definition is section 4 of the project's guideline: specific names; generic categories of measures are none. They
are sought once in the whole text, since a search that is begun anew for every paragraph costs more than the search.
Where two overlap the one found first in the order of `_sought` stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from corpus.entity import entity_name
from nlp.fold import fold
from nlp.program_entities import Names
from nlp.program_names import Name, find_listed, find_worded
from nlp.program_quotes import find_quoted
from nlp.program_titles import bare, find_lines, find_numbers, find_own_title, find_titles
from nlp.reading import ProgramMention, Reading, Scene


def find_programs(reading: Reading) -> list[ProgramMention]:
    """The named programs of a passage in order; mentions do not overlap."""
    found = reading.scene.recall(Found)
    if found.by_passage is None:
        found.by_passage = _read(reading.scene)
    return found.by_passage.get(reading.passage.ordinal, [])


class Found:
    """The mentions of a document by the passage that they begin in, sought when the first of its passages is read."""

    def __init__(self) -> None:
        self.by_passage: dict[int, list[ProgramMention]] | None = None


def _read(scene: Scene) -> dict[int, list[ProgramMention]]:
    text = fold(scene.document.text)
    names = Names(scene.document.metadata, text)
    starts = [passage.start for passage in scene.passages]
    by_passage: dict[int, list[Name]] = {}
    for name in _sought(text, scene):
        by_passage.setdefault(bisect_right(starts, name[0]) - 1, []).append(name)
    selves: dict[int, list[ProgramMention]] = {}
    for mention in names.selves():
        selves.setdefault(bisect_right(starts, mention[0]) - 1, []).append(mention)
    read: dict[int, list[ProgramMention]] = {}
    for place in sorted(by_passage.keys() | selves.keys()):
        passage = scene.passages[place]
        found = [
            ProgramMention(start, end, kind, full or bare(text[start:end]))
            for start, end, kind, full in _apart(by_passage.get(place, []))
        ]
        resolved = names.resolve(passage, found) if found else found
        if place in selves:
            resolved = _joined(resolved, selves[place])
        offset = passage.start
        read[passage.ordinal] = [
            ProgramMention(start - offset, end - offset, kind, entity_name(entity))
            for start, end, kind, entity in resolved
        ]
    return read


def _joined(found: list[ProgramMention], selves: list[ProgramMention]) -> list[ProgramMention]:
    """The mentions with those of the document by itself that overlap none, in order."""
    starts = [mention.start for mention in found]
    free = []
    for one in selves:
        place = bisect_left(starts, one.start)
        if (place == len(found) or one.end <= starts[place]) and (place == 0 or found[place - 1].end <= one.start):
            free.append(one)
    return sorted((*found, *free))


def _apart(names: list[Name]) -> list[Name]:
    """Of names that overlap the one found first; in order."""
    if len(names) < 2:
        return names
    taken: list[Name] = []
    starts: list[int] = []
    for name in names:
        place = bisect_left(starts, name.start)
        after = place == len(taken) or name.end <= taken[place].start
        if after and (place == 0 or taken[place - 1].end <= name.start):
            starts.insert(place, name.start)
            taken.insert(place, name)
    return taken


def _sought(text: str, scene: Scene) -> Iterator[Name]:
    """What each finder finds in a document, whose folded text it is."""
    own = find_own_title(scene)
    yield from own
    over_lines = [name for name in own if "\n" in text[name.start : name.end]][:MANY]
    yield from (name for name in find_lines(scene, text) if not _within(name, over_lines))
    for signs, finder in FINDERS:
        if signs == "" or any(sign in text for sign in signs):
            found = finder(text)
            yield from (name for name in found if not _within(name, over_lines)) if over_lines else found


def _within(name: Name, others: list[Name]) -> bool:
    return any(other.start <= name.start < other.end for other in others)


MANY = 10
"""Places of the document's own title over several lines that are looked at."""
FINDERS: tuple[tuple[str, Callable[[str], Iterator[Name]]], ...] = (
    ("《〈", find_titles),
    ("号/G", find_numbers),
    ('“「"', find_quoted),
    ("", find_worded),
    ("等", find_listed),
)
"""Finders in a folded text, each with characters of which one stands in every text where it finds something."""
