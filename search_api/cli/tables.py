"""Records as tables on a terminal: what is printed first, then what it means. Wide characters count two columns."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, TextIO

from search_api.cli.columns import column_lines
from search_api.records import Record
from search_api.scale import readable_record

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from corpus.query import Hit

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
NOT_LAYOUT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
UNCUT = 10_000
"""Columns of a table that goes to a file or a pipe: nothing is wrapped there."""

ARROWS = {"up": "↑", "down": "↓"}


def open_console(file: TextIO | None = None) -> Console:
    """A console on standard output, as wide as the terminal; unlimited where there is none."""
    from rich.console import Console

    file = file or sys.stdout
    width = None if file.isatty() else UNCUT
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def visible(text: object) -> str:
    """A text that leaves the terminal as it is: control and direction characters become a space."""
    return CONTROL.sub(" ", "" if text is None else str(text)).strip()


def print_table(console: Console, heads: Sequence[str], rows: Iterable[Iterable[object]], *, right: str = "") -> None:
    """A table; `right` names the head of the column that is set flush right."""
    cells = [[visible(cell) for cell in row] for row in rows]
    head, *lines = column_lines(heads, cells, width=console.width if console.is_terminal else None, right=right)
    console.print(head, style="bold", soft_wrap=True)
    console.file.writelines(f"{line}\n" for line in lines)


FIGURE_HEADS = (
    "printed", "value", "indicator", "region", "period", "measure", "role", "sure", "corrected", "document", "date",
)  # fmt: skip
USUAL = frozenset({"", "level", "reported"})
"""Cells that say nothing new: a column of nothing else is left out."""


def print_figures(console: Console, records: Iterable[Record], *, document: bool = False) -> None:
    """Figures: the printed text, then the value in a scale one can read, then what it means."""
    records = list(records)
    labels = document_labels(records) if document else {}
    rows = [_figure_cells(record, labels) for record in records]
    kept = [place for place in range(len(FIGURE_HEADS)) if place < 3 or any(row[place] not in USUAL for row in rows)]
    heads = [FIGURE_HEADS[place] for place in kept]
    print_table(console, heads, ([row[place] for place in kept] for row in rows), right="value")


def _figure_cells(record: Record, labels: dict[str, str]) -> tuple[str, ...]:
    return (
        record["surface"],
        readable_record(record),
        record["indicator"],
        record["region"] or "",
        record["period"] or "",
        measure_text(record),
        record["role"],
        "待核" if record["to_confirm"] else "",
        ", ".join(f"{one['field']} ({one['by']})" for one in record.get("corrected", ())),
        labels.get(record["document"], ""),
        (record["date"] or "") if labels else "",
    )


def document_labels(records: Iterable[Record]) -> dict[str, str]:
    """What to call each document: its title, or its file's name where it has none or shares it (政府工作报告)."""
    titles = {record["document"]: record["title"] for record in records}
    stems = {record["document"]: file_stem(record["path"]) for record in records}
    shared = Counter(titles.values())
    return {name: title if title and shared[title] == 1 else stems[name] for name, title in titles.items()}


def file_stem(path: str) -> str:
    """A file's name without folders and ending."""
    return PurePath(path.replace("\\", "/")).stem


def measure_text(record: Record) -> str:
    """`level`, `growth ↑ yoy`, `per_unit /人`."""
    basis = "" if record["basis"] == "none" else record["basis"]
    per = f"/{record['per']}" if record["per"] else ""
    return " ".join(part for part in (record["measure"], ARROWS.get(record["direction"], ""), basis, per) if part)


def print_programs(console: Console, records: Iterable[Record]) -> None:
    """Named programs as they are printed, with their kind and the name that mentions share."""
    rows = ((record["surface"], record["kind"], record["entity"]) for record in records)
    print_table(console, ("printed", "kind", "entity"), rows)


def print_program_rows(console: Console, records: Iterable[Record]) -> None:
    """Programs of a corpus with how often they are named."""
    rows = ((record["documents"], record["mentions"], record["kind"], record["entity"]) for record in records)
    print_table(console, ("documents", "mentions", "kind", "entity"), rows)


def print_program_mentions(console: Console, records: Iterable[Record]) -> None:
    """Where a program is named."""
    rows = ((record["date"] or "", record["title"] or record["path"], _named(record)) for record in records)
    print_table(console, ("date", "document", "named"), rows)


def _named(record: Record) -> str:
    return f"{record['before']}【{record['surface']}】{record['after']}"


def print_blocks(console: Console, records: Iterable[Record]) -> None:
    """Blocks in reading order."""
    rows = ((_block_kind(record), record["text"]) for record in records)
    print_table(console, ("block", "text"), rows)


def _block_kind(record: Record) -> str:
    level = f" {record['level']}" if record["level"] else ""
    return f"{record['kind']}{level}{'' if record['placed'] else ' (not placed)'}"


def print_relations(console: Console, records: Iterable[Record]) -> None:
    """Figures that the text ties together, each by what it is in it, and the words that tie them."""
    rows = ((record["kind"], _operands(record), record["words"], record["sentence"]) for record in records)
    print_table(console, ("kind", "figures", "words", "sentence"), rows)


def _operands(record: Record) -> str:
    parts = [f"{one['part']} {one['surface']}" for one in record["operands"]]
    return ", ".join(parts) + (" (all)" if record["closed"] else "")


def print_issues(console: Console, records: Iterable[Record]) -> None:
    """What could not be read, and why."""
    rows = ((record["surface"], record["code"], record["message"], record["start"]) for record in records)
    print_table(console, ("printed", "code", "why", "at"), rows)


def print_corrections(console: Console, records: Iterable[Record]) -> None:
    """What persons have corrected: where, what, and what the program had read."""
    heads = ("document", "place", "printed", "field", "corrected to", "read as", "by", "at", "")
    print_table(console, heads, map(_correction_cells, records))


def _correction_cells(record: Record) -> tuple[str, ...]:
    place = f"{record['start']}-{record['end']}"
    about = (record["document"][:8], place, record["surface"], record["field"], record["value"] or "(unknown)")
    waits = "" if record["holds"] else "waits: no such figure is read now"
    return (*about, record["machine"] or "", record["by"], record["at"][:16].replace("T", " "), waits)


PRINTERS = {
    "figures": print_figures,
    "programs": print_programs,
    "relations": print_relations,
    "blocks": print_blocks,
    "issues": print_issues,
}


def print_hits(console: Console, hits: Iterable[Hit]) -> None:
    """Documents with the passage that was found, its hits marked."""
    from rich.padding import Padding
    from rich.text import Text

    for rank, hit in enumerate(hits, 1):
        date = f" · {hit.row.metadata.date}" if hit.row.metadata.date else ""
        head = visible(f"{hit.row.metadata.title or hit.row.path}{date}")
        console.print(Text.assemble(f"{rank:>2}. ", (head, "bold")))
        snippet = marked(hit.snippet, ((mark.start, mark.end) for mark in hit.marks))
        console.print(Padding(snippet, (0, 0, 0, 4), expand=False))
        for place in hit.more:
            further = marked(place.snippet, ((mark.start, mark.end) for mark in place.marks))
            console.print(Padding(further, (0, 0, 0, 4), expand=False))
        if hit.parts:
            parts = ", ".join(f"{name} {score:.2f}" for name, score in hit.parts)
            console.print(Text(f"    {hit.score:.2f} = {parts}", style="dim"))
        console.print(Text(f"    {visible(hit.row.path)} · {hit.row.document[:12]}", style="dim"))


def marked(text: str, places: Iterable[tuple[int, int]], *, style: str = "bold green") -> Text:
    """A text with places set off in colour."""
    from rich.text import Text

    line = Text(blanked(text))
    for start, end in places:
        line.stylize(style, start, end)
    return line


def bracketed(text: str, places: Iterable[tuple[int, int]]) -> str:
    """A text with places between ⟦ and ⟧, for where there is no colour; places are in order and do not overlap."""
    pieces, begin = [], 0
    for start, end in places:
        pieces += [text[begin:start], "⟦", text[start:end], "⟧"]
        begin = end
    return blanked("".join((*pieces, text[begin:])))


def blanked(text: str) -> str:
    """A text whose control characters are blanks, one for one, so that places hold; lines and tabs stay."""
    return NOT_LAYOUT.sub(" ", text)
