"""Items to the reading text: stretches of the source joined, stray spaces left out, every character's place kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.model import Block, Cell, SourceMap, Span
from corpus.reference.units import units
from ingest.draft import Item

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARK = "。，、；：！？“”‘’《》（）〈〉…"
STRAY = re.compile(
    rf"(?<=[{HAN}{MARK}])[ \u00a0\u2009](?=[0-9０-９][0-9０-９.,]*+(?![A-Za-z]))"
    rf"|(?<=[0-9０-９])[ \u00a0\u2009](?=[{HAN}%％‰{MARK}])"
    rf"|(?<=[{MARK}])[ \u00a0\u2009](?=[{HAN}{MARK}])|(?<=[{HAN}])[ \u00a0\u2009](?=[{MARK}])"
)
SINGLES = re.compile(rf"(?<![^\s])[{HAN}](?:[ \u00a0\u3000][{HAN}]){{2,}}(?![{HAN}])")
LEAD = re.compile(r"[0-9０-９]{1,3}[ \u00a0]")
COLUMNS = re.compile(r"[0-9] [0-9]|  |\t")
CUT_UNIT = re.compile(r"[0-9] ?([A-Za-z]{1,4})\Z")
LETTERS = re.compile(r"[A-Za-z]+")
SPACE = re.compile(r"[ \u00a0\u2009\u3000]")


class Writer:
    """Builds the reading text and its source map, a stretch at a time."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.chunks: list[str] = []
        self.length = 0
        self.reading: list[int] = []
        self.places: list[int] = []
        self._next = -1

    def add(self, start: int, end: int) -> None:
        """A stretch of the source."""
        if start < end:
            self._run(start)
            self.chunks.append(self.source[start:end])
            self.length += end - start
            self._next = end

    def put(self, space: str, place: int) -> None:
        """A white space character for what stands at a place of the source (a line break, a cell's border)."""
        self._run(place)
        self.chunks.append(space)
        self.length += 1
        self._next = place + 1

    def _run(self, place: int) -> None:
        if place != self._next:
            self.reading.append(self.length)
            self.places.append(place)

    def source_map(self) -> SourceMap:
        return SourceMap(tuple(self.reading), tuple(self.places))

    def text(self) -> str:
        return "".join(self.chunks)


def write_items(source: str, items: Iterable[Item], dropped: Counter[str]) -> tuple[str, tuple[Block, ...], SourceMap]:
    """The reading text of items in reading order, its blocks and its map; spaces left out are counted in `dropped`."""
    writer = Writer(source)
    blocks: list[Block] = []
    border = 0
    for item in items:
        if blocks:
            writer.put("\n", border)
        start = writer.length
        cells = _write_cells(writer, item) if item.cells else _write_parts(writer, item, dropped)
        blocks.append(Block(item.kind, start, writer.length, item.level, item.placed, cells))
        # the last line of a file may have no break of its own: then the one before the block stands for it
        border = item.stop if item.stop < len(source) else max(0, item.parts[0].start - 1)
    return writer.text(), tuple(blocks), writer.source_map()


def _write_parts(writer: Writer, item: Item, dropped: Counter[str]) -> tuple[Cell, ...]:
    source = writer.source
    if item.exact:
        _write_stretches(writer, list(_with_margins(source, item.parts)), dropped)
        return ()
    previous: Span | None = None
    for part in item.parts:
        if previous is not None:
            glue = _glue(source, previous, part, spaced=item.spaced)
            if glue:
                writer.put(glue, previous.end)
        _write_stretches(writer, [part], dropped)
        previous = part
    return ()


def _is_cut_unit(source: str, before: Span, after: Span) -> bool:
    """Whether a wrap stands within a Latin unit: 28k/m, 30k/W."""
    if not (source[before.end - 1].isalpha() and source[after.start].isalpha()):
        return False
    start = CUT_UNIT.search(source, max(before.start, before.end - 8), before.end)
    end = LETTERS.match(source, after.start, after.end)
    return start is not None and end is not None and start[1] + end[0] in units()


def _with_margins(source: str, parts: list[Span]) -> Iterator[Span]:
    """Lines that were cut blindly, with the spaces between them: those are the text's own."""
    for before, part in zip((None, *parts), parts, strict=False):
        if before is not None:
            after, first = before.end, part.start
            while SPACE.match(source, after):
                after += 1
            while SPACE.match(source, first - 1):
                first -= 1
            yield from (Span(*pair) for pair in ((before.end, after), (first, part.start)) if pair[0] < pair[1])
        yield part


def _write_stretches(writer: Writer, stretches: list[Span], dropped: Counter[str]) -> None:
    """Stretches of the source that make one text, without its stray spaces."""
    text = "".join(writer.source[one.start : one.end] for one in stretches)
    stray = iter((*stray_spaces(text), len(text)))
    place, done = next(stray), 0
    for one in stretches:
        start, end = one.start, done + one.end - one.start
        while place < end:
            writer.add(start, one.start + place - done)
            start = one.start + place - done + 1
            dropped["stray space"] += 1
            place = next(stray)
        writer.add(start, one.end)
        done = end


def _glue(source: str, before: Span, after: Span, *, spaced: bool) -> str:
    """What joins two lines: nothing between Chinese, a space between Latin words and between a headline's halves."""
    last, first = source[before.end - 1], source[after.start]
    if spaced and last.isalnum() and first.isalnum():
        return " "
    if not (last.isascii() and first.isascii()) or _is_cut_unit(source, before, after):
        return ""
    word = last.isalpha() or (last in ",.;:!?)" and not first.isdigit())
    return " " if word and (first.isalpha() or first == "(") else ""


def stray_spaces(text: str) -> list[int]:
    """Places of the spaces in a text that typesetting left beside Chinese: 等 33 个, 2018 年 第 一 批, 推进 ，."""
    if not SPACE.search(text):
        return []
    found: set[int] = set()
    if not (COLUMNS.search(text) and not re.search(r"[。，；]", text)):
        lead = LEAD.match(text)
        skip = lead.end() - 1 if lead else -1
        found.update(m.start() for m in STRAY.finditer(text) if m.start() != skip)
    for match in SINGLES.finditer(text):
        found.update(match.start() + m.start() for m in SPACE.finditer(match[0]))
    return sorted(found)


def _write_cells(writer: Writer, item: Item) -> tuple[Cell, ...]:
    """Cells in order, a tab between those of a row, a line break between rows, for what stands there in the source."""
    cells: list[Cell] = []
    row, end = 0, 0
    for cell in item.cells:
        if cells:
            writer.put("\n" if cell.row != row else "\t", min(end, len(writer.source) - 1))
        start = writer.length
        for part in cell.parts:
            writer.add(part.start, part.end)
        cells.append(Cell(cell.row, cell.column, start, writer.length, cell.rows, cell.columns))
        row, end = cell.row, cell.parts[-1].end
    return tuple(cells)
