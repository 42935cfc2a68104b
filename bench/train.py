"""Train what a figure's confidence rests on, and tell how well it says what it claims.

    make train                                   all of it: table and weights
    python bench/train.py --gold DIR [DIR …]     with further annotated documents, folders like those of ../shared/gold
    python bench/train.py --fit                  the weights alone, from bench/confidence.tsv as it stands

1. The table of annotated figures (bench/judged.py); documents whose texts are not beside the project keep their rows.
2. A logistic regression on it, of whether a figure is right now and whether an early version had it right: what was
   wrong then is what is hard, and in a document nobody has seen it is wrong still. Then slope and bias are fitted again
   to figures of documents that no rule was tuned on, on scores that were made without the figure's document.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import judged
import numpy
from judged import Row
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from nlp.confidence import SIGNS, chance

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "nlp" / "lexicon" / "confidence.tsv"
HEAD = """# What each answer about a figure (nlp.confidence.SIGNS) adds to the logit of its being right in every field.
# Written by `make train` (bench/train.py) from bench/confidence.tsv; not to be edited.
"""
STRENGTH = 0.03
"""Of the regression (scikit-learn's C), the one of .01, .03, .1, .3 that ranks figures of left-out documents best."""
BINS, ENOUGH = 10, 100
"""Of the reliability table; a bin of fewer figures is joined to its neighbour."""
Floats = numpy.typing.NDArray[numpy.float64]


def table_of(rows: Sequence[Row]) -> tuple[list[tuple[str, str]], csr_matrix]:
    """The answers that occur, in order, and the rows as zeros and ones over them."""
    names = sorted({pair for row in rows for pair in zip(SIGNS, row.answers, strict=True)})
    place = {name: at for at, name in enumerate(names)}
    cells = [(at, place[pair]) for at, row in enumerate(rows) for pair in zip(SIGNS, row.answers, strict=True)]
    return names, csr_matrix((numpy.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), len(names)))


def fit(table: csr_matrix, rows: Sequence[Row]) -> LogisticRegression:
    """The regression on both labels of each row."""
    labels = [row.first for row in rows] + [row.now for row in rows]
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(vstack([table, table]), labels)


def left_out(table: csr_matrix, rows: Sequence[Row]) -> Floats:
    """The logit of each figure by a regression that has not seen its document."""
    names = numpy.array([row.document for row in rows])
    logits = numpy.zeros(len(rows))
    for name in sorted(set(names)):
        rest = numpy.flatnonzero(names != name)
        model = fit(table[rest], [rows[at] for at in rest])
        logits[names == name] = model.decision_function(table[names == name])
    return logits


def calibrate(logits: Floats, rows: Sequence[Row]) -> tuple[float, float]:
    """Slope and bias that make chances of logits, of figures that no rule was tuned on."""
    known = [at for at, row in enumerate(rows) if not row.tuned]
    right = [rows[at].now for at in known]
    model = LogisticRegression(C=1e6).fit(logits[known].reshape(-1, 1), right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def calibrated(logits: Floats, rows: Sequence[Row]) -> Floats:
    """The chance of each figure, neither regression nor calibration having seen its document."""
    names = numpy.array([row.document for row in rows])
    chances = numpy.zeros(len(rows))
    for name in sorted(set(names)):
        rest = numpy.flatnonzero(names != name)
        slope, bias = calibrate(logits[rest], [rows[at] for at in rest])
        chances[names == name] = [chance(slope * one + bias) for one in logits[names == name]]
    return chances


def write(names: list[tuple[str, str]], model: LogisticRegression, slope: float, bias: float) -> None:
    """The weights as a lexicon, calibration in them."""
    lines = [f"bias\t\t{slope * model.intercept_[0] + bias:.3f}"]
    lines += [
        f"{sign}\t{answer}\t{slope * weight:.3f}" for (sign, answer), weight in zip(names, model.coef_[0], strict=True)
    ]
    WRITTEN.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


def bins_of(chances: Floats) -> list[list[int]]:
    """The figures in ten bins of equal width, from the surest down; a bin of too few is joined to the one above."""
    order = sorted(range(len(chances)), key=lambda at: -chances[at])
    bins: list[list[int]] = [[] for _ in range(BINS)]
    for at in order:
        bins[BINS - 1 - min(BINS - 1, int(chances[at] * BINS))].append(at)
    joined: list[list[int]] = []
    for one in bins:
        if joined and (len(joined[-1]) < ENOUGH or 0 < len(one) < ENOUGH):
            joined[-1] += one
        elif one:
            joined.append(one)
    return joined


def reliability(title: str, chances: Floats, right: Sequence[bool]) -> None:
    """Print the table of one set of figures."""
    told = numpy.array(right)
    print(f"\n{title}: {len(told)} figures, {told.mean():.3f} right, mean confidence {chances.mean():.3f}, "
          f"AUC {roc_auc_score(told, chances):.3f}")  # fmt: skip
    print("| confidence | figures | mean of it | right |\n|---|---|---|---|")
    for one in bins_of(chances):
        low, high = chances[one].min(), chances[one].max()
        print(f"| {low:.2f} to {high:.2f} | {len(one)} | {chances[one].mean():.3f} | {told[one].mean():.3f} |")


def weigh() -> None:
    """Fit, write, and print the reliability tables."""
    rows = judged.read_table()
    names, table = table_of(rows)
    logits = left_out(table, rows)
    slope, bias = calibrate(logits, rows)
    write(names, fit(table, rows), slope, bias)
    chances = calibrated(logits, rows)
    print(f"{len(rows)} figures of {len({row.document for row in rows})} documents, {len(names)} answers")
    for title, some in (
        ("not tuned on", [at for at, row in enumerate(rows) if not row.tuned]),
        ("tuned on", [at for at, row in enumerate(rows) if row.tuned]),
    ):
        reliability(title, chances[some], [rows[at].now for at in some])


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", type=Path, default=[], metavar="DIR", help="further annotated documents")
    parser.add_argument("--fit", action="store_true", help="the weights alone")
    asked = parser.parse_args()
    if not asked.fit:
        WRITTEN.write_text(f"{HEAD}bias\t\t0\n", "utf-8")  # the old weights may be of other signs; the table needs none
        judged.main(asked.gold)
    weigh()


if __name__ == "__main__":
    main()
