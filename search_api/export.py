"""Records as JSON lines, CSV and XLSX. Nothing that stood in a document is run as a formula by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from search_api.records import Record

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula when it opens a CSV (OWASP, CSV injection)."""

NUMBERS = frozenset(
    {
        "value", "value_max", "scaled", "scaled_max", "start", "end", "source_start", "source_end", "confidence",
        "rank", "score", "level", "mentions", "documents", "figures", "programs", "characters",
    }
)  # fmt: skip
"""Columns that hold numbers; all others are text, also where a text looks like a number."""

TO_CONFIRM = "待核"
"""What a sheet says of a figure that is not sure enough to be used unread."""

SHEET_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number (IEEE 754 as Excel shows it)."""

SHEET_ROWS = 1_048_576
SHEET_CELL = 32_767

COLUMNS: dict[str, tuple[str, ...]] = {
    "figures": (
        "surface", "value", "value_max", "unit", "currency", "dimension", "qualifier", "qualifier_text", "measure",
        "direction", "basis", "role", "indicator", "region", "period", "per", "confidence", "to_confirm", "evidence",
        "sentence", "start", "end", "source_start", "source_end", "indicator_key", "program", "file", "document",
        "analyser",
    ),
    "programs": (
        "surface", "kind", "entity", "start", "end", "source_start", "source_end", "file", "document", "analyser",
    ),
    "program_rows": (
        "entity", "kind", "mentions", "documents", "surface", "start", "end", "source_start", "source_end", "title",
        "path", "document",
    ),
    "program_mentions": (
        "surface", "kind", "entity", "before", "after", "title", "date", "start", "end", "source_start", "source_end",
        "path", "document",
    ),
    "relations": (
        "kind", "words", "closed", "operands", "sentence", "start", "end", "source_start", "source_end", "file",
        "document", "analyser",
    ),
    "blocks": (
        "kind", "level", "placed", "text", "start", "end", "source_start", "source_end", "file", "document",
    ),
    "issues": (
        "code", "message", "surface", "start", "end", "source_start", "source_end", "file", "document",
    ),
    "hits": (
        "rank", "score", "title", "snippet", "path", "document", "source_start", "source_end",
    ),
}  # fmt: skip
COLUMNS["figure_rows"] = (*COLUMNS["figures"][:-3], "corrected", "title", "date", "path", "document", "analyser")
COLUMNS["figures_alike"] = ("likeness", *COLUMNS["figure_rows"])
COLUMNS["corrections"] = (
    "surface", "field", "value", "machine", "by", "at", "holds", "sentence", "start", "end", "document",
)  # fmt: skip
COLUMNS["batch"] = ("query_id", "query", *COLUMNS["hits"])


@dataclass(frozen=True, slots=True)
class Written:
    """What went into a sheet; `cut` counts cells longer than a sheet allows, which were cut."""

    rows: int
    cut: int


def json_line(record: Record) -> str:
    """One record on a line. A lone surrogate (from a file's name) is written as its JSON escape."""
    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """A line a record."""
    return (json_line(record) for record in records)


def flat(record: Record) -> Record:
    """A record with `source: {start, end}` as `source_start`, `source_end`, evidence as one text (period 12-40), and
    operands as one (total 5200人; part 3000人)."""
    place = record.get("source")
    rest = {key: value for key, value in record.items() if key != "source"}
    if evidence := rest.get("evidence"):
        rest["evidence"] = "; ".join(f"{one['field']} {one['start']}-{one['end']}" for one in evidence)
    elif "evidence" in rest:
        rest["evidence"] = None
    if "to_confirm" in rest:
        rest["to_confirm"] = TO_CONFIRM if rest["to_confirm"] else None
    if "corrected" in rest:
        rest["corrected"] = "; ".join(map(corrected_text, rest["corrected"])) or None
    if operands := rest.get("operands"):
        rest["operands"] = "; ".join(f"{one['part']} {one['surface']}" for one in operands)
    return rest | {"source_start": place and place["start"], "source_end": place and place["end"]}


def corrected_text(one: Record) -> str:
    """indicator by 李敏 2026-01-02, read as 收入"""
    return f"{one['field']} by {one['by']} {one['at'][:10]}, read as {one['machine'] or 'unknown'}"


def csv_lines(records: Iterable[Record], columns: tuple[str, ...]) -> Iterator[str]:
    """The head with a byte order mark, by which a spreadsheet knows UTF-8, then a piece of CSV a record."""
    yield BOM + _csv_line(columns)
    for record in records:
        row = flat(record)
        yield _csv_line([csv_cell(row.get(column), number=column in NUMBERS) for column in columns])


def csv_cell(value: Any, *, number: bool) -> str:
    """A cell's text; a text that would be run as a formula gets an apostrophe before it, a number stays one."""
    if value is None:
        return ""
    text = plain(str(value))
    return "'" + text if not number and text.startswith(FORMULA_STARTS) else text


def plain(text: str) -> str:
    """A text that every encoding of Unicode can hold: lone surrogates written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue()


def write_xlsx(records: Iterable[Record], columns: tuple[str, ...], out: BinaryIO) -> Written:
    """A workbook, in bounded memory. Texts stay texts; a number of more digits than a sheet keeps is a text."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    rows = cut = 0
    with Workbook(out, {**options, "strings_to_numbers": False}) as book:
        bold, sheet = book.add_format({"bold": True}), None
        for record in records:
            line = rows % (SHEET_ROWS - 1)
            if line == 0:
                sheet = _sheet(book, columns, bold)
            cut += _write_row(sheet, line + 1, flat(record), columns)
            rows += 1
        if sheet is None:
            _sheet(book, columns, bold)
    return Written(rows, cut)


def _sheet(book: Any, columns: tuple[str, ...], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    return sheet


def _write_row(sheet: Any, line: int, row: Record, columns: tuple[str, ...]) -> int:
    cut = 0
    for place, column in enumerate(columns):
        value = row.get(column)
        if value is None:
            continue
        if column in NUMBERS and fits_sheet(value):
            sheet.write_number(line, place, float(value))
            continue
        text = plain(str(value))
        cut += len(text) > SHEET_CELL
        sheet.write_string(line, place, text if len(text) <= SHEET_CELL else text[: SHEET_CELL - 1] + "…")
    return cut


def fits_sheet(value: Any) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    digits = str(value).lstrip("-").replace(".", "").strip("0")
    return len(digits) <= SHEET_DIGITS and digits.isdigit() if digits else True
