"""Tables in text: cells set apart by tabs, by pipes, by commas, or by runs of spaces.

A note of the unit (单位：万元) above a table is a note block of its own right before it, not a row.
"""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Span
from ingest.draft import GridCell, Item
from ingest.layout_columns import SINGLE, Word, begins_row, is_table, lay_out_rows, read_words, split_words
from ingest.layout_wrap import MARKER
from ingest.lines import SPACE_MARGIN, Line

Row = list[Span]
PIPE = re.compile(r"\|")
PIPE_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\|?")
TAB = re.compile(r"\t")
COMMA = re.compile(r",")
NUMBER = re.compile(r"\s*[-+]?\d+(?:\.\d+)?[%％]?\s*|\s*[-—–…]*\s*")
FIELD = re.compile(r"[^\t]{1,12}[:：]")
UNIT_NOTE = re.compile(r"[（(]?\s*(?:计量)?单位\s*[:：]")
NOTE = re.compile(r"\s*(?:注|备注|说明|资料来源|数据来源)\s*[:：\d]")
LONGEST = 4000
SECTION_LENGTH = 40
"""Characters: a longer line among the rows of a table is no section's head."""
LOOKED_AT = 10
BLANKS = 2
"""Blank lines that may stand between the rows of a table set with spaces."""


class _Page:
    """A text with its lines that are shown, looked at from the k-th of them on."""

    def __init__(self, text: str, lines: list[Line], shown: list[int]) -> None:
        self.text = text
        self.lines = lines
        self.shown = shown
        self._wholes = [text[lines[i].start : lines[i].end] for i in shown]

    def line(self, k: int) -> Line:
        return self.lines[self.shown[k]]

    def whole(self, k: int) -> str:
        return self._wholes[k]

    def gap(self, k: int) -> int:
        """Blank or dropped lines before the k-th shown line."""
        return self.shown[k] - self.shown[k - 1] - 1 if k else 0


def find_tables(text: str, lines: list[Line], shown: list[int], dropped: Counter[str]) -> dict[int, tuple[Item, int]]:
    """By the index of its first line, a table and the index of its last line. `shown` are the lines that are neither
    blank nor furniture; markup left out is counted in `dropped`."""
    page = _Page(text, lines, shown)
    tables: dict[int, tuple[Item, int]] = {}
    k = 0
    while k < len(shown):
        cells, ends = _table_at(page, k, dropped)
        if cells:
            last = shown[ends - 1]
            whole = Span(lines[shown[k]].start, lines[last].end)
            tables[shown[k]] = (Item([whole], lines[last].stop, kind="table", cells=cells), last)
        k = max(ends, k + 1)
    return tables


def _table_at(page: _Page, k: int, dropped: Counter[str]) -> tuple[list[GridCell], int]:
    """The cells of the table that begins at the k-th line and where it ends; none when none begins there."""
    rows, ends = _piped(page, k)
    if len(rows) > 1:
        _count_pipes(page, range(k, ends), dropped)
        return _cells(rows, page.text), ends
    for read in (_tabbed, _comma):
        rows, ends = read(page, k)
        if ends > k + 2 and not rows:
            return [], ends
        if len(rows) > (2 if read is _comma else 1):
            if read is _comma:
                dropped["separator"] += sum(len(row) - 1 for row in rows)
            return _cells(rows, page.text), ends
    return _spaced(page, k)


def split(text: str, start: int, end: int, border: re.Pattern[str]) -> Row:
    """The stretches between borders, without margins; empty ones keep their place."""
    row: Row = []
    at = start
    for match in border.finditer(text, start, end):
        row.append(_trim(text, at, match.start()))
        at = match.end()
    row.append(_trim(text, at, end))
    return row


def _trim(text: str, start: int, end: int) -> Span:
    whole = text[start:end]
    bare = whole.strip(SPACE_MARGIN)
    if not bare:
        return Span(start, start)
    lead = len(whole) - len(whole.lstrip(SPACE_MARGIN))
    return Span(start + lead, start + lead + len(bare))


def _piped(page: _Page, k: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    while k < len(page.shown):
        whole = page.whole(k)
        if not whole.startswith("|") or whole.count("|") < 2:
            break
        if not PIPE_RULE.fullmatch(whole):
            line = page.line(k)
            end = line.end - 1 if whole.endswith("|") else line.end
            rows.append(split(page.text, line.start + 1, end, PIPE))
        k += 1
    return rows, k


def _count_pipes(page: _Page, rows: range, dropped: Counter[str]) -> None:
    """Pipes and the rules below heads are no text."""
    for k in rows:
        whole = page.whole(k)
        dropped["markup"] += len("".join(whole.split())) if PIPE_RULE.fullmatch(whole) else whole.count("|")


def _tabbed(page: _Page, k: int) -> tuple[list[Row], int]:
    """Rows with tabs, blank lines between them or not. Among them a short line without a tab is a section's head; one
    right below a row where the other rows are set apart by blank lines is of the row's last cell."""
    rows: list[Row] = []
    apart = k + 1 < len(page.shown) and page.gap(k + 1) > 0
    while k < len(page.shown):
        line = page.line(k)
        if "\t" in page.whole(k):
            row = split(page.text, line.start, line.end, TAB)
            if FIELD.fullmatch(page.text[row[0].start : row[0].end]):
                break
            rows.append(row)
        elif rows and apart and not page.gap(k) and not MARKER.match(page.whole(k)):
            rows[-1][-1] = Span(rows[-1][-1].start, line.end)
        elif rows and _is_section(page, k):
            rows.append([Span(line.start, line.end)])
        else:
            break
        k += 1
    return rows, k


def _is_section(page: _Page, k: int) -> bool:
    """Whether a line stands among rows as they stand to each other, and the next line is a row again."""
    whole = page.whole(k)
    if len(whole) > SECTION_LENGTH or re.search(r"[。；：]|^注", whole) or k + 1 >= len(page.shown):
        return False
    return "\t" in page.whole(k + 1) and min(page.gap(k), 1) == min(page.gap(k + 1), 1)


def _comma(page: _Page, k: int) -> tuple[list[Row], int]:
    """Three rows or more with the same two commas or more, nearly all cells but the first ones numbers."""
    count = page.whole(k).count(",") if page.line(k).end - page.line(k).start < LONGEST else 0
    first = k
    rows: list[Row] = []
    while count > 1 and k < len(page.shown) and (k == first or not page.gap(k)) and page.whole(k).count(",") == count:
        line = page.line(k)
        rows.append(split(page.text, line.start, line.end, COMMA))
        k += 1
    body = [page.text[c.start : c.end] for row in rows[1:] for c in row[1:]]
    numbers = sum(bool(NUMBER.fullmatch(cell)) for cell in body)
    return (rows if numbers * 4 >= len(body) * 3 else []), k if len(rows) > 2 else first


def _spaced(page: _Page, k: int) -> tuple[list[GridCell], int]:
    """A table whose columns are set with spaces. Lines with one stretch belong to it between rows, and right below the
    note of the unit."""
    noted = k > 0 and bool(UNIT_NOTE.match(page.whole(k - 1)))
    if not noted and not SINGLE.search(page.whole(k)):
        return [], k
    words = _head_words(page, k) or read_words(page.text, page.line(k))
    if len(words) < 2 and not (noted and len(words) == 1):
        return [], k
    rows: list[list[Word]] = []
    ends = k
    while words and not (rows and page.gap(k) > BLANKS) and not _ends_table(page, k, rows):
        rows.append(words)
        k += 1
        if len(words) > 1:
            ends = k
        words = read_words(page.text, page.line(k)) if k < len(page.shown) else []
    rows, ends = _with_rest(page, rows, ends, k)
    return (lay_out_rows(page.text, rows) if is_table(rows) else []), ends


def _head_words(page: _Page, k: int) -> list[Word]:
    """The words of a head whose columns are set apart by one space, as many as those of the row right below it."""
    if k + 1 >= len(page.shown) or page.gap(k + 1) or " " not in page.whole(k):
        return []
    below = read_words(page.text, page.line(k + 1))
    words = split_words(page.text, page.line(k))
    return words if len(words) == len(below) > 2 and below[-1].number and len(page.whole(k)) <= SECTION_LENGTH else []


def _ends_table(page: _Page, k: int, rows: list[list[Word]]) -> bool:
    """Whether the k-th line is no row: a note, the unit of another table, a line of text, or what a gap sets apart."""
    whole = page.whole(k)
    if not rows:
        return False
    if UNIT_NOTE.match(whole) or NOTE.match(whole):
        return True
    alone = len(read_words(page.text, page.line(k))) == 1
    return alone and (len(whole) > SECTION_LENGTH or page.gap(k) > 0 or bool(re.search(r"[。；]", whole)))


def _with_rest(page: _Page, rows: list[list[Word]], ends: int, k: int) -> tuple[list[list[Word]], int]:
    """The rows up to the last that has several words, and the short indented line below it that goes on in a cell."""
    begun = k - len(rows)
    keep = ends - begun
    if keep < len(rows) and keep and rows[keep][0].left > rows[keep - 1][0].left:
        word = rows[keep][0]
        if not begins_row(page.text, word) and word.end - word.start <= 8:
            return rows[: keep + 1], ends + 1
    return rows[:keep], ends


def _cells(rows: list[Row], text: str) -> list[GridCell]:
    """Cells of rows in order; a section's head spans the table, and heads of two rows are merged as they are meant."""
    full = Counter(len(row) for row in rows).most_common(1)[0][0]
    cells = [
        GridCell((c,), r, k, 1, full if len(row) == 1 and full > 1 else 1)
        for r, row in enumerate(rows)
        for k, c in enumerate(row)
    ]
    return _merge_heads(cells, rows, text)


def _merge_heads(cells: list[GridCell], rows: list[Row], text: str) -> list[GridCell]:
    """A head of two rows: some cells of the first span those of the second, the others stand over both. Which do is
    told by the counts; the label's column does not, nor a last one of words where the spans so hold columns alike."""
    widths = [len(row) for row in rows]
    if len(widths) < 3:
        return cells
    full = Counter(widths[2:]).most_common(1)[0][0]
    above, below = widths[0], widths[1]
    single = full - below
    spanning = above - single
    if above >= full or single < 0 or spanning < 1 or below % spanning or below // spanning < 2:
        return cells
    width = below // spanning
    lead = single if single < 2 or _alike(rows, text, full, single, width) else single - 1
    lead = lead if lead == single or _alike(rows, text, full, lead, width) else single
    return [_placed(cell, lead, spanning, width) if cell.row < 2 else cell for cell in cells]


def _alike(rows: list[Row], text: str, full: int, lead: int, width: int) -> bool:
    """Whether each span of columns holds numbers only or words only, as far as its first whole rows show."""
    body = [row for row in rows[2:] if len(row) == full][:LOOKED_AT]
    numbers = [2 * sum(text[row[c].start : row[c].end][:1].isdigit() for row in body) > len(body) for c in range(full)]
    groups = [numbers[at : at + width] for at in range(lead, full - width + 1, width)]
    return all(len(set(group)) == 1 for group in groups)


def _placed(cell: GridCell, lead: int, spanning: int, width: int) -> GridCell:
    """A cell of the head: the first `lead` columns stand over both rows, the next `spanning` cells span `width` columns
    each, any others stand over both rows again."""
    if cell.row == 1:
        return GridCell(cell.parts, 1, cell.column + lead)
    if cell.column < lead:
        return GridCell(cell.parts, 0, cell.column, rows=2)
    if cell.column >= lead + spanning:
        return GridCell(cell.parts, 0, cell.column + spanning * (width - 1), rows=2)
    return GridCell(cell.parts, 0, lead + (cell.column - lead) * width, columns=width)
