"""Every field's score on the gold documents, tuned on and unseen apart, and what was gained and lost since last kept.

    make accuracy                    needs ../shared (gold and its scorer); says so and stops where it is absent
    python bench/accuracy.py --check     1 where a field of a set fell by more than a point below bench/accuracy.tsv
    python bench/accuracy.py --keep      write the table that later runs are compared with

The unseen documents are named in bench/unseen.txt: they are scored here and never read. Our own annotations of further
real documents are in tests/gold: places and values only; the texts are found in ../shared/real by their SHA-256. Each
says in its first line whether it was tuned on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "gold"
KEPT = HERE / "accuracy.tsv"
GOUJI = Path(sys.executable).with_name("gouji")
POINT = 0.01
"""How far a field may fall before a check fails."""
INFERRED = ("region", "period")
"""Fields of which a wrong value is worse than none: how many of those given are right is told too."""
COLUMNS = {
    "figures": (
        "required", "precision", "recall", "f1", "whole", "span", "unit", "dimension", "qualifier*", "measure*",
        "direction*", "basis*", "role*", "per*", "indicator", "region", "region*", "region given", "period",
        "period given",
    ),
    "programs": ("required", "recall", "precision", "kind", "entity_f1"),
}  # fmt: skip
Row = dict[str, float]
Table = dict[str, Row]
"""Rows by document; "ALL" is the sum."""


@dataclass(frozen=True, slots=True)
class Set:
    """Documents that are scored together; `folders` hold them as the scorer wants them."""

    name: str
    what: str
    folders: list[Path]


def unseen() -> set[str]:
    """Names of the gold documents that nothing was tuned on."""
    lines = (HERE / "unseen.txt").read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def sets(folder: Path) -> Iterator[Set]:
    """What is scored. Texts of our own annotations are put together below `folder`."""
    gold = sorted(path.parent for path in (SHARED / "gold").glob("*/figures.jsonl"))
    held_out, own = unseen(), rebuild(folder)
    parts = {
        "unseen": [place for place in gold if place.name in held_out],
        "tuned on": [place for place in gold if place.name not in held_out],
    }
    for name, places in parts.items():
        yield Set(name, "figures", places)
        yield Set(name, "programs", places)
    for name, want in (("own, unseen", True), ("own, tuned on", False)):
        yield Set(name, "figures", [place for place, is_unseen in own if is_unseen is want])


def rebuild(folder: Path) -> list[tuple[Path, bool]]:
    """Our own annotations with their texts as the scorer wants them, each a folder below `folder`, and whether it is
    unseen. Those whose text is not beside the project are left out."""
    texts = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in (SHARED / "real").glob("*/*.txt")}
    found = []
    for path in sorted(OWN.glob("*.jsonl")):
        head, *rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if head["sha256"] not in texts:
            print(f"{path.name}: its text, {head['document']}, is not in ../shared/real")
            continue
        place, data = folder / path.stem, texts[head["sha256"]].read_bytes()
        place.mkdir()
        (place / "text.txt").write_bytes(data)
        (place / "ranges.json").write_text(json.dumps({"ranges": head["ranges"]}))
        text = data.decode("utf-8-sig")
        lines = [json.dumps(row | {"surface": text[row["start"] : row["end"]]}, ensure_ascii=False) for row in rows]
        (place / "figures.jsonl").write_text("\n".join(lines), "utf-8")
        found.append((place, head["unseen"]))
    return found


def score(one: Set) -> Table:
    """The scorer's rows of a set, documents first, with how many of the inferred values that are given are right."""
    command = f"{GOUJI} extract {{file}} --what {one.what} --format jsonl"
    tool = SHARED / "tools" / f"score_{one.what}.py"
    ran = subprocess.run(
        [sys.executable, tool, *one.folders, "--json", "--command", command], check=True, capture_output=True, text=True
    )
    table: Table = json.loads(ran.stdout)
    if one.what == "figures":
        for name, row in given(one.folders).items():
            table[name] |= row
    return table


def given(folders: Iterable[Path]) -> Table:
    """For region and period: of the required figures where both the annotation and we give one, the share that is
    right. Where the annotation gives none it may not have been asked."""
    sys.path.insert(0, str(SHARED / "tools"))
    import score_figures as scorer  # type: ignore[import-not-found]

    from ingest.read import read_document
    from nlp.annotate import annotate
    from search_api.records import analysis_records

    counts: dict[str, dict[str, list[int]]] = {"ALL": {}}
    for folder in folders:
        document = read_document((folder / "text.txt").read_bytes(), name="text.txt")
        figures = list(analysis_records("figures", document, annotate(document), file=""))
        counts[folder.name] = {}
        for gold in scorer.read_jsonl(folder / "figures.jsonl"):
            found = next((one for one in figures if scorer.overlap(gold, one["source"])), None)
            if found is None or gold.get("scoring", "required") != "required":
                continue
            for name in INFERRED:
                if found[name] is None or not gold.get(name) or name in gold.get("doubtful", ()):
                    continue
                for row in (counts[folder.name], counts["ALL"]):
                    right, told = row.get(name, (0, 0))
                    row[name] = [right + scorer.same_field(name, gold, found), told + 1]
    return {
        document: {f"{name} given": right / told for name, (right, told) in row.items()}
        for document, row in counts.items()
    }


def print_table(one: Set, table: Table) -> None:
    """The rows, a line a document, without the columns that none has."""
    columns = [name for name in COLUMNS[one.what] if any(name in row for row in table.values())]
    print(f"\n== {one.what}, {one.name}")
    print("document".ljust(16), *(name.rjust(max(6, len(name))) for name in columns))
    for document, row in table.items():
        cells = (_cell(name, row).rjust(max(6, len(name))) for name in columns)
        print(document.ljust(16), *cells, flush=True)


def _cell(name: str, row: Row) -> str:
    if name not in row or row[name] != row[name]:
        return "–"
    return str(int(row[name])) if name == "required" else f"{row[name]:.3f}"


Kept = dict[tuple[str, str, str], float]
"""Score by set, document and field: `("figures, unseen", "ALL", "whole")`."""


def kept() -> Kept:
    """The table that was kept last; empty where there is none."""
    if not KEPT.exists():
        return {}
    lines = [line.split("\t") for line in KEPT.read_text("utf-8").splitlines()[1:]]
    return {(name, document, field): float(value) for name, document, field, value in lines}


def keep(scores: Kept) -> None:
    """Write the table that later runs are compared with."""
    lines = ["\t".join((*key, f"{value:.4f}")) for key, value in scores.items()]
    KEPT.write_text("\n".join(["set\tdocument\tfield\tscore", *lines]) + "\n", "utf-8")


def compare(scores: Kept, before: Kept) -> list[str]:
    """Print what changed by half a point or more, document by document; return the fields of whole sets that fell."""
    changes = [(key, value - before[key]) for key, value in scores.items() if key in before]
    for sign, title in ((1, "gained"), (-1, "lost")):
        shown = [(key, by) for key, by in changes if sign * by >= POINT / 2]
        if shown:
            print(f"\n== {title} since the table was kept")
        for (name, document, field), by in shown:
            print(f"{name:24} {document:16} {field:14} {by:+.3f}")
    return [
        f"{name}: {field} {by:+.3f}" for (name, document, field), by in changes if document == "ALL" and by < -POINT
    ]


def main() -> int:
    """Print all tables; 0, or 1 where there is no gold to measure on or, with --check, where a field fell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail where a field fell by more than a point")
    parser.add_argument("--keep", action="store_true", help="write the table that later runs are compared with")
    asked = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print("no gold documents beside the project (../shared/gold): nothing to measure")
        return 0 if asked.check else 1
    scores: Kept = {}
    with tempfile.TemporaryDirectory() as folder:
        for one in sets(Path(folder)):
            table = score(one)
            print_table(one, table)
            for document, row in table.items():
                for field in COLUMNS[one.what][1:]:
                    if field in row and row[field] == row[field]:
                        scores[f"{one.what}, {one.name}", document, field] = row[field]
    print("\n== layout", flush=True)
    page = SHARED / "gold" / "tongliao-2018"
    blocks = f"{GOUJI} extract {{file}} --what blocks --format jsonl"
    subprocess.run([sys.executable, SHARED / "tools" / "score_layout.py", page, "--command", blocks], check=True)
    fallen = compare(scores, kept())
    if asked.keep:
        keep(scores)
    if asked.check and fallen:
        print("\nfell by more than a point:", *fallen, sep="\n  ")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
