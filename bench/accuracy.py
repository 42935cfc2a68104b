"""Every field's score on the gold documents, tuned on and unseen apart.

    make accuracy                    needs ../shared (gold and its scorer); says so and stops where it is absent

The unseen documents are named in bench/unseen.txt: they are scored here and never read.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
GOUJI = Path(sys.executable).with_name("gouji")


def unseen() -> set[str]:
    """Names of the gold documents that nothing was tuned on."""
    lines = (HERE / "unseen.txt").read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


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
    print("\n== layout", flush=True)
    page = SHARED / "gold" / "tongliao-2018"
    blocks = f"{GOUJI} extract {{file}} --what blocks --format jsonl"
    subprocess.run([sys.executable, SHARED / "tools" / "score_layout.py", page, "--command", blocks], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
