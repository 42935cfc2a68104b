"""The table that confidence is trained on: of every annotated figure, what nlp.confidence asks of it and whether it was
read right; places and answers only, no text.

    python bench/judged.py [GOLD_DIR …]      ../shared/gold, tests/gold, and further folders of the same kind

Documents whose texts are here are read anew; the rows of others stay as they are. The gold documents that are scored
and never read (bench/unseen.txt) are left out. `first` is whether the figure was right in a reading of an early
version, before rules were tuned on most of the documents; the table hands it on, and a new document has its present
one.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import accuracy

from corpus.model import Document
from ingest.read import read_document
from nlp.annotate import annotate, read_batches
from nlp.confidence import SIGNS, Answers, answers_of
from search_api.records import analysis_records

TABLE = Path(__file__).resolve().parent / "confidence.tsv"
HEAD = f"""# Annotated figures as nlp.confidence sees them, one a line; no text. Written by bench/judged.py.
# tuned: whether rules were tuned on the document. first, now: whether every field is right, in a reading of an early
# version and in the present one.
document\tstart\ttuned\tfirst\tnow\t{chr(9).join(SIGNS)}
"""


class Row(NamedTuple):
    """A figure: the document's name, its place in the source, and what is in HEAD."""

    document: str
    start: int
    tuned: bool
    first: bool
    now: bool
    answers: Answers


def rows_of(folder: Path) -> Iterator[tuple[int, bool, Answers]]:
    """Place, whether all fields are right, and answers, of the figures in the annotated stretches of a document. One
    that nobody annotated is wrong."""
    document = read_document((folder / "text.txt").read_bytes(), name="text.txt")
    scorer, gold = _scorer(), _annotated(folder)
    ranges = json.loads((folder / "ranges.json").read_text("utf-8"))["ranges"]
    answers = _answers(document)
    for found in analysis_records("figures", document, annotate(document), file=""):
        place = found["source"]
        if not any(first <= place["start"] < last for first, last in ranges):
            continue
        one = next((one for one in gold if scorer.overlap(one, place)), None)
        if one is None or one.get("scoring", "required") == "required":
            yield place["start"], one is not None and is_whole(scorer, one, found), answers[found["start"]]


def is_whole(scorer: Any, gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a figure is right in every field, as the scorer asks it."""
    unsure = set(gold.get("doubtful", ()))
    if "measure" in unsure:
        unsure |= {"direction", "basis", "per"}
    if not scorer.right_value(gold, found):
        return False
    asked = [name for name in scorer.FIELDS if name not in unsure and name != "context"]
    told = [name for name in asked if name in ("direction", "basis", "per") or gold.get(name) not in (None, "")]
    return all(scorer.same_field(name, gold, found) for name in told)


def _scorer() -> Any:
    sys.path.insert(0, str(accuracy.SHARED / "tools"))
    import score_figures  # type: ignore[import-not-found]

    return score_figures


def _annotated(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "figures.jsonl").read_text("utf-8").splitlines() if line.strip()]


def _answers(document: Document) -> dict[int, Answers]:
    """The answers of a document's figures by their place in its reading text."""
    found: dict[int, Answers] = {}
    for reading in read_batches(document):
        if reading.mentions:
            offset = reading.passage.start
            for mention, answers in zip(reading.mentions, answers_of(reading), strict=True):
                found[offset + mention.start] = answers
    return found


def folders(below: Path, further: list[Path]) -> Iterator[tuple[str, Path, bool]]:
    """Name and folder of every annotated document that may be looked at, and whether rules were tuned on it."""
    unseen, told = accuracy.unseen(), set()
    own = list(accuracy.rebuild(below)) if accuracy.SHARED.is_dir() else []
    places = [(place, not is_unseen) for place, is_unseen in own]
    gold = sorted(path.parent for path in (accuracy.SHARED / "gold").glob("*/figures.jsonl"))
    places += [(place, True) for place in gold]
    for folder in further:
        places += [(p.parent, not p.parent.name.endswith("-u")) for p in sorted(folder.glob("*/figures.jsonl"))]
    for place, tuned in places:
        name = place.name.removesuffix("-u")
        if name not in unseen and name not in told:
            told.add(name)
            yield name, place, tuned


def read_table() -> list[Row]:
    """The rows as they were written last; empty where there are none."""
    if not TABLE.exists():
        return []
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
    return [
        Row(name, int(at), tuned == "1", first == "1", now == "1", tuple(answers))
        for name, at, tuned, first, now, *answers in lines
    ]


def write_table(rows: list[Row]) -> None:
    """Rows in the order of documents and places."""
    lines = [
        "\t".join((name, str(start), str(int(tuned)), str(int(first)), str(int(now)), *answers))
        for name, start, tuned, first, now, answers in sorted(rows)
    ]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


def main(further: list[Path]) -> None:
    """Read the documents that are here anew; say how many figures are right, by whether rules were tuned on them."""
    before = read_table()
    first = {(row.document, row.start): row.first for row in before}
    rows: dict[str, list[Row]] = {}
    for row in before:
        rows.setdefault(row.document, []).append(row)
    with tempfile.TemporaryDirectory() as below:
        for name, place, tuned in folders(Path(below), further):
            rows[name] = [
                Row(name, start, tuned, first.get((name, start), right), right, answers)
                for start, right, answers in rows_of(place)
            ]
    found = [row for document in rows.values() for row in document]
    write_table(found)
    for tuned in (True, False):
        some = [row for row in found if row.tuned is tuned]
        wrong = sum(not row.now for row in some), sum(not row.first for row in some)
        print(f"{'tuned on' if tuned else 'unseen'}: {len(some)} figures, {wrong[0]} wrong, at first {wrong[1]}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
