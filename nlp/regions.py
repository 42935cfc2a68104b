"""Which place a figure is about.

A figure is about the place that is the subject of its clause, else of its sentence, else the one that its paragraph or
heading is about, else the document's own (nlp.region_subjects, nlp.home_region). Of several places that share a number
the document's own is meant, unless 分别 gives each its own.
"""

from __future__ import annotations

import re

from corpus.reference.regions import NATION, find
from nlp.asides import shut
from nlp.clauses import find_windows
from nlp.fold import fold
from nlp.home_region import DATELINE, find_name, home_region
from nlp.places import Place, find_places, inside
from nlp.reading import Mention, Reading, Window
from nlp.region_subjects import RegionMemory, Subject, find_subjects

WIRE = re.compile(r"\s*【([\u4e00-\u9fff]{2,5})(?:讯|电|报道)】")


Stretch = tuple[int, int]
"""Where in the reading text of the document words stand."""


def assign_regions(reading: Reading) -> list[str | None]:
    """A full name of the gazetteer, 全国, a place as written, or None a mention; where it was told goes to the
    reading's evidence."""
    memory, passage = reading.scene.recall(RegionMemory), reading.passage
    if "【" in reading.folded[:4]:
        _note_wire(reading, memory)
    if not reading.mentions:
        return []
    if not memory.known:
        memory.home, memory.known = home_region(reading.scene), True
    if passage.headings != memory.headings:
        memory.headings, memory.heading = passage.headings, _heading_place(passage.headings, memory)
    default = memory.heading or memory.wire or memory.home
    subjects = find_subjects(reading.folded[: reading.mentions[-1].end], memory)
    if not subjects and reading.mentions[0].cell is None:
        reading.evidence["region"] = [_named(reading, default, memory)] * len(reading.mentions)
        return [default] * len(reading.mentions)
    return _assign(reading, subjects, default, memory)


def _assign(reading: Reading, subjects: list[Subject], default: str | None, memory: RegionMemory) -> list[str | None]:
    """The regions where the text or a table names places."""
    windows = find_windows(reading)
    governing = _govern(reading, windows, subjects) if subjects else [None] * len(windows)
    places: list[Stretch | None] = []
    regions: list[str | None] = []
    for index, (mention, subject) in enumerate(zip(reading.mentions, governing, strict=True)):
        name = _table_place(mention, memory) if mention.cell is not None else None
        if name is None:
            name, inferred = _name(reading, windows, index, subject, default)
            places.append(_told(reading, windows[index], None if inferred else subject, name, memory))
        else:
            places.append(None)
        regions.append(name)
    reading.evidence["region"] = places
    return regions


def _told(
    reading: Reading, window: Window, subject: Subject | None, name: str | None, memory: RegionMemory
) -> Stretch | None:
    """Where the region of a mention is told, when its own clause does not name it."""
    if subject is not None and not subject.scope:
        if subject.start >= window.clause_start:
            return None
        start = reading.passage.start
        return start + subject.start, start + subject.end
    return _named(reading, name, memory)


def _named(reading: Reading, name: str | None, memory: RegionMemory) -> Stretch | None:
    """Where the document names a place, found once."""
    if name is None:
        return None
    if name not in memory.places:
        memory.places[name] = find_name(reading.scene.document, name, reading.passage.start)
    return memory.places[name]


def _note_wire(reading: Reading, memory: RegionMemory) -> None:
    """A piece of news that opens with its place (【桃园讯】) is about it, until the next such piece."""
    if match := WIRE.match(reading.folded):
        if not memory.known:
            memory.home, memory.known = home_region(reading.scene), True
        region = find(match[1], memory.home)
        memory.wire = region.name if region else None


def _heading_place(headings: tuple[str, ...], memory: RegionMemory) -> str | None:
    """The one place inside the document's own that the innermost heading names."""
    for heading in reversed(headings):
        names = {place.name for place in _head_places(heading, memory) if place.kind == "division"} - {NATION}
        if len(names) == 1 and (memory.home is None or inside(min(names), memory.home)):
            return names.pop()
    return None


def _head_places(head: str, memory: RegionMemory) -> list[Place]:
    """The places of a heading or a table's head, found once a document."""
    if head not in memory.heads:
        memory.heads[head] = find_places(DATELINE.sub("", fold(head)), memory.home)
    return memory.heads[head]


def _table_place(mention: Mention, memory: RegionMemory) -> str | None:
    """The place that a table's heads name."""
    for head in (mention.row_head, mention.column_head):
        if head and (places := _head_places(head, memory)):
            return places[-1].name
    return None


def _govern(reading: Reading, windows: list[Window], subjects: list[Subject]) -> list[Subject | None]:
    """For each mention the place that governs it in its text."""
    report, text, count = reading.scene.document.metadata.kind == "工作报告", reading.folded, len(subjects)
    paragraph = sentence = clause = None
    place, sentence_start, clause_start = 0, -1, -1
    governing: list[Subject | None] = []
    for mention, window in zip(reading.mentions, windows, strict=True):
        if window.sentence_start != sentence_start:
            sentence_start, clause_start = window.sentence_start, window.clause_start
            sentence = clause = None
        elif window.clause_start != clause_start:
            clause_start, clause = window.clause_start, None
        while place < count and subjects[place].end <= mention.start:
            subject = subjects[place]
            place += 1
            if text[mention.start - 1] == "等" or shut(text, subject.end, mention.start):
                continue
            if subject.start >= window.clause_start:
                clause = subject
            if subject.start >= window.sentence_start and (subject.lead or subject.scope):
                sentence = subject
            if subject.wide and (subject.scope or not report):
                paragraph = subject
        if clause is not None:
            sentence = clause
        governing.append(clause or sentence or paragraph)
    return governing


def _name(
    reading: Reading, windows: list[Window], index: int, subject: Subject | None, default: str | None
) -> tuple[str | None, bool]:
    """The one name of a subject for a mention, and whether it is not the subject's but the default."""
    if subject is None:
        return default, True
    if len(subject.names) == 1:
        return subject.names[0], False
    window = windows[index]
    shared = reading.folded[subject.end : reading.mentions[window.first].start]
    if "分别" in shared and window.place < len(subject.names) == _list_length(windows, window):
        return subject.names[window.place], False
    return default, True


def _list_length(windows: list[Window], window: Window) -> int:
    return sum(1 for other in windows if other.first == window.first)
