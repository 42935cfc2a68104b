"""Train the second reading (nlp.second_reading) on sentences of the repository as the rules read them.

The sentences are those of tests/nlp/cases, made up for the tests, and corpus/samples, made up for the demonstration.
One multinomial logistic regression a head; weights that are small are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.model import Block, Document, Metadata, SourceMap
from ingest.read import read_document
from nlp.annotate import read_batches
from nlp.clauses import find_windows
from nlp.reading import Reading
from nlp.second_reading import HEADS, STARTS, WIDTH, Sign, labels_of, signs_of

ROOT = Path(__file__).resolve().parent.parent
CASES, SAMPLES = ROOT / "tests" / "nlp" / "cases", ROOT / "corpus" / "samples"
WRITTEN = ROOT / "nlp" / "lexicon" / "second_reading.tsv"
HEAD = """# The second reading: a sign of a number's surroundings, and its weight for each label, in hundredths.
# Written by `make train` (bench/second_reading.py) from tests/nlp/cases and corpus/samples; not to be edited.
"""
MARKS = re.compile("[【】]")
DATED = re.compile(r"\d{4}(?:-\d\d){0,2}")
OFTEN = 3
"""Signs that occur less often are left out: they are of one sentence."""
SMALL = 15
"""And those all of whose weights are less, in hundredths."""
STRENGTH = 0.5
"""Of the regression (scikit-learn's C): tuned on nothing, middling."""
Sample = tuple[list[Sign], tuple[int, ...]]


def documents() -> Iterator[Document]:
    """The sentences of the cases, a document each, of the kind, date and headings that the case gives; the samples."""
    for path in sorted(CASES.rglob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            text = next((cell for cell in cells if cell.endswith(("。", "；", "，"))), "")
            if not line.startswith("#") and text:
                yield _document(MARKS.sub("", text), cells)
    for path in sorted(SAMPLES.glob("*年*.txt")):
        yield read_document(path.read_bytes(), name=path.name)


def _document(text: str, cells: list[str]) -> Document:
    kind = cells[0] if cells[0] in ("工作报告", "规划", "政策文件", "法规", "新闻", "统计公报") else None
    date = cells[1] if kind and len(cells) > 1 and DATED.fullmatch(cells[1]) else None
    head = next((cell for cell in cells[2:] if kind and cell.startswith(("一、", "二、", "三、"))), "")
    blocks = (Block(kind="paragraph", start=0, end=len(text)),)
    if head:
        blocks = (
            Block(kind="heading", start=0, end=len(head), level=1),
            Block(kind="paragraph", start=len(head) + 1, end=len(head) + 1 + len(text)),
        )
        text = f"{head}\n{text}"
    return Document(
        id="0" * 64, text=text, blocks=blocks, source_map=SourceMap((0,), (0,)),
        metadata=Metadata(kind=kind or "工作报告", date=date or "2024-02-03"), encoding="utf-8", size=len(text),
    )  # fmt: skip


def samples() -> list[Sample]:
    """The signs of every figure of the documents, and the rules' labels."""
    found: list[Sample] = []
    for document in documents():
        for reading in read_batches(document):
            found += samples_of(reading)
    return found


def samples_of(reading: Reading) -> Iterator[Sample]:
    """Of one passage that was read."""
    sentence, before = -1, ""
    for number, (mention, window) in enumerate(zip(reading.mentions, find_windows(reading), strict=True)):
        if window.sentence_start != sentence:
            sentence, before = window.sentence_start, ""
        yield list(signs_of(reading.folded, mention, window, before)), labels_of(reading, number)
        before = reading.measures[number].measure


def train(given: list[Sample]) -> tuple[list[int], dict[Sign, list[int]]]:
    """Bias and weights in hundredths, in the order of the heads' labels."""
    import numpy
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    count = Counter(sign for signs, _ in given for sign in set(signs))
    kept = sorted(sign for sign, times in count.items() if times >= OFTEN and _is_plain(sign[1]))
    place = {sign: at for at, sign in enumerate(kept)}
    rows = [(number, place[sign]) for number, (signs, _) in enumerate(given) for sign in signs if sign in place]
    table = csr_matrix((numpy.ones(len(rows)), tuple(zip(*rows, strict=True))), shape=(len(given), len(kept)))
    bias, weights = [0.0] * WIDTH, numpy.zeros((len(kept), WIDTH))
    for number, (head, first) in enumerate(zip(HEADS, STARTS, strict=True)):
        labels = numpy.array([told[number] for _, told in given])
        model = LogisticRegression(C=STRENGTH, max_iter=400)
        model.fit(table, labels)
        many = len(model.classes_) > 2
        for at in range(len(head)):
            bias[first + at] = -6.0 if at not in model.classes_ else 0.0
        for at, label in enumerate(model.classes_ if many else model.classes_[1:]):
            bias[first + label] = model.intercept_[at]
            weights[:, first + label] = model.coef_[at]
    rounded = numpy.rint(weights * 100).astype(int)
    rounded[abs(rounded) < SMALL // 2] = 0
    return [round(one * 100) for one in bias], {
        sign: row.tolist() for sign, row in zip(kept, rounded, strict=True) if abs(row).max() >= SMALL
    }


def _is_plain(sign: str) -> bool:
    return sign == "" or (sign.isprintable() and not any(char.isspace() for char in sign))


def write(bias: list[int], weights: dict[Sign, list[int]]) -> None:
    """The weights as a lexicon, the same bytes for the same sentences."""
    lines = ["bias\t\t" + " ".join(map(str, bias))]
    lines += [f"{place}\t{sign}\t{' '.join(map(str, row))}" for (place, sign), row in sorted(weights.items())]
    WRITTEN.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Train and write; say how large it came out and how well it repeats what it was trained on."""
    given = samples()
    bias, weights = train(given)
    write(bias, weights)
    print(f"second reading: {len(given)} figures, {len(weights)} signs, {WRITTEN.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
