"""Whether the certainty of a number (Mention.confidence) says what it claims: how many have value and unit right.

That of a whole figure (Figure.confidence) is trained and told by bench/train.py.

    python bench/reliability.py [GOLD_DIR …]      ../shared/gold/* unless others are named

A figure of a stretch that was annotated counts as right when an annotated figure, required or optional, stands there
with the same value and unit; one whose unit the annotation leaves open is right by its value.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.read import read_document
from nlp.figures import find_mentions
from nlp.passages import split_passages
from nlp.reading import Mention, Reading, Scene

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
BINS = (0.99, 0.975, 0.96, 0.9, 0.7, 0.0)


def judged(folder: Path) -> Iterator[tuple[float, bool]]:
    """The confidence of each figure read in the annotated stretches of a document, and whether it is right."""
    document = read_document((folder / "text.txt").read_bytes(), name="text.txt")
    gold = [json.loads(line) for line in (folder / "figures.jsonl").read_text("utf-8").splitlines()]
    ranges = json.loads((folder / "ranges.json").read_text("utf-8"))["ranges"]
    scene = Scene(document, split_passages(document))
    for passage in scene.passages:
        for mention in find_mentions(Reading(scene, passage))[0]:
            span = document.source_map.span(passage.start + mention.start, passage.start + mention.end)
            if any(first <= span.start < last for first, last in ranges):
                here = [one for one in gold if one["start"] < span.end and span.start < one["end"]]
                yield mention.confidence, any(is_right(mention, one) for one in here)


def is_right(mention: Mention, gold: dict[str, Any]) -> bool:
    """Whether value and unit are those of an annotated figure, as far as it tells them."""
    unsure = gold.get("doubtful", [])
    value = gold["value"] is None or "value" in unsure or Decimal(gold["value"]) == mention.value
    unit = gold["unit"] is None or "unit" in unsure or gold["unit"] == mention.unit
    return value and unit


def main() -> int:
    """Print the table; 1 where nothing is annotated."""
    folders = [Path(name) for name in sys.argv[1:]] or sorted(path.parent for path in GOLD.glob("*/figures.jsonl"))
    if not folders:
        print("no gold documents beside the project (../shared/gold): nothing to measure")
        return 1
    right: Counter[float] = Counter()
    seen: Counter[float] = Counter()
    said: defaultdict[float, float] = defaultdict(float)
    for folder in folders:
        for confidence, ok in judged(folder):
            low = next(low for low in BINS if confidence >= low)
            seen[low], right[low], said[low] = seen[low] + 1, right[low] + ok, said[low] + confidence
    print(f"{'confidence from':>16}{'figures':>9}{'mean':>8}{'right':>8}")
    for low in BINS:
        if seen[low]:
            print(f"{low:16.2f}{seen[low]:9}{said[low] / seen[low]:8.3f}{right[low] / seen[low]:8.3f}")
    total = sum(seen.values())
    error = sum(abs(said[low] - right[low]) for low in BINS) / max(total, 1)
    print(f"{'all':>16}{total:9}{sum(said.values()) / total:8.3f}{sum(right.values()) / total:8.3f}")
    print(f"expected calibration error {error:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
