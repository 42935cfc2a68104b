"""Which place a figure is about.

A figure is about the place that is the subject of its clause, else of its sentence, else the one that its paragraph or
heading is about, else the document's own (nlp.region_subjects, nlp.home_region). Of several places that share a number
the document's own is meant, unless 分别 gives each its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.reference.regions import NATION, find
from nlp.asides import shut
from nlp.clauses import Window, find_windows
from nlp.fold import fold
from nlp.home_region import DATELINE, home_region
from nlp.places import Place, find_places, inside
from nlp.reading import Mention, Reading
from nlp.region_subjects import RegionMemory, Subject, find_subjects

WIRE = re.compile(r"\s*【([\u4e00-\u9fff]{2,5})(?:讯|电|报道)】")


def assign_regions(reading: Reading) -> list[str | None]:
    """A full name of the gazetteer, 全国, a place as written, or None a mention."""
    memory = reading.scene.recall(RegionMemory)
    if not memory.known:
        memory.home, memory.known = home_region(reading.scene.document), True
    _note_wire(reading.folded, memory)
    if not reading.mentions:
        return []
    subjects = find_subjects(reading.folded, memory)
    default = _heading_place(reading.headings, memory) or memory.wire or memory.home
    return [
        _table_place(mention, memory) or _name(reading, index, subject, default)
        for (index, subject), mention in zip(_govern(reading, subjects), reading.mentions, strict=True)
    ]


def _note_wire(text: str, memory: RegionMemory) -> None:
    """A piece of news that opens with its place (【桃园讯】) is about it, until the next such piece."""
    if match := WIRE.match(text):
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
    if mention.cell is None:
        return None
    for head in (mention.row_head, mention.column_head):
        if head and (places := _head_places(head, memory)):
            return places[-1].name
    return None


def _govern(reading: Reading, subjects: list[Subject]) -> Iterator[tuple[int, Subject | None]]:
    """For each mention the place that governs it in its text."""
    report = reading.scene.document.metadata.kind == "工作报告"
    paragraph = sentence = clause = None
    place, sentence_start, clause_start = 0, -1, -1
    for index, (mention, window) in enumerate(zip(reading.mentions, find_windows(reading), strict=True)):
        if window.sentence_start != sentence_start:
            sentence_start, clause_start = window.sentence_start, window.clause_start
            sentence = clause = None
        elif window.clause_start != clause_start:
            clause_start, clause = window.clause_start, None
        while place < len(subjects) and subjects[place].end <= mention.start:
            subject = subjects[place]
            place += 1
            if shut(reading.folded, subject.end, mention.start) or reading.folded[mention.start - 1] == "等":
                continue
            if subject.start >= window.clause_start:
                clause = subject
            if subject.start >= window.sentence_start and (subject.lead or subject.scope):
                sentence = subject
            if subject.wide and (subject.scope or not report):
                paragraph = subject
        if clause is not None:
            sentence = clause
        yield index, clause or sentence or paragraph


def _name(reading: Reading, index: int, subject: Subject | None, default: str | None) -> str | None:
    """The one name of a subject for a mention."""
    if subject is None:
        return default
    if len(subject.names) == 1:
        return subject.names[0]
    window = find_windows(reading)[index]
    shared = reading.folded[subject.end : reading.mentions[window.first].start]
    if "分别" in shared and window.place < len(subject.names) == _list_length(reading, window):
        return subject.names[window.place]
    return default


def _list_length(reading: Reading, window: Window) -> int:
    return sum(1 for other in find_windows(reading) if other.first == window.first)
