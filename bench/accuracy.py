"""Every field's score on the gold documents, tuned on and unseen apart.

    make accuracy                    needs ../shared (gold and its scorer); says so and stops where it is absent

The unseen documents are named in bench/unseen.txt: they are scored here and never read. Our own annotations of further
real documents are in tests/gold: places and values only; the texts are found in ../shared/real by their SHA-256. Each
says in its first line whether it was tuned on.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "gold"
GOUJI = Path(sys.executable).with_name("gouji")


def unseen() -> set[str]:
    """Names of the gold documents that nothing was tuned on."""
    lines = (HERE / "unseen.txt").read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


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


def score(tool: str, folders: list[Path], what: str) -> None:
    """Print the scorer's table for some gold folders."""
    command = f"{GOUJI} extract {{file}} {what}--format jsonl"
    subprocess.run([sys.executable, SHARED / "tools" / tool, *folders, "--command", command], check=True)


def main() -> int:
    """Print all tables; 0, or 1 where there is no gold to measure on."""
    if not (SHARED / "gold").is_dir():
        print("no gold documents beside the project (../shared/gold): nothing to measure")
        return 1
    gold = sorted(path.parent for path in (SHARED / "gold").glob("*/figures.jsonl"))
    held_out = unseen()
    for name, folders in (
        ("unseen", [folder for folder in gold if folder.name in held_out]),
        ("tuned on", [folder for folder in gold if folder.name not in held_out]),
    ):
        print(f"\n== figures, {name}", flush=True)
        score("score_figures.py", folders, "")
        print(f"\n== programs, {name}", flush=True)
        score("score_programs.py", folders, "--what programs ")
    with tempfile.TemporaryDirectory() as folder:
        own = rebuild(Path(folder))
        for name, want in (("unseen", True), ("tuned on", False)):
            print(f"\n== figures, our own annotations, {name}", flush=True)
            score("score_figures.py", [place for place, is_unseen in own if is_unseen is want], "")
    print("\n== layout", flush=True)
    page = SHARED / "gold" / "tongliao-2018"
    blocks = f"{GOUJI} extract {{file}} --what blocks --format jsonl"
    subprocess.run([sys.executable, SHARED / "tools" / "score_layout.py", page, "--command", blocks], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
