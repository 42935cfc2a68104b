"""All benchmarks, one after the other: `make bench`. Those that measure on real documents need ../shared and are named
where it is absent. Each prints ratios inside its own run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REAL = HERE.parent.parent / "shared" / "real"

BENCHMARKS = (
    ("speed.py", "speed against jieba on the same text", False),
    ("memory.py", "memory of a worker over 2,000 documents", False),
    ("peers.py", "figures against other tools", False),
    ("rewrap.py", "paragraphs that come back from a hard wrap", True),
    ("questions.py", "search against plain BM25", True),
    ("recall.py", "every substring finds its document", True),
    ("search.py", "latency of search against bare FTS5", True),
    ("load.py", "eight readers and a writer on one server", True),
    ("kill.py", "an ingest that is killed loses nothing", False),
    ("elastic.py", "Elasticsearch: writing and reading against bare requests", True),
)


def main() -> int:
    """Run them all; 1 when one failed."""
    failed = 0
    for script, what, needs_real in BENCHMARKS:
        print(f"\n== {what} (bench/{script})", flush=True)
        if needs_real and not REAL.is_dir():
            print("not run: no real documents beside the project (../shared/real)")
            continue
        failed |= subprocess.run([sys.executable, HERE / script], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
