"""The samples hold what ANSWERS.tsv says is planted in them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SAMPLES = Path(str(files("corpus") / "samples"))
ENCODINGS = {
    "望川市2024年政府工作报告.txt": "gb18030",
    "望川新聞-冬季旅遊.txt": "big5",
    "望川市公共租赁住房管理办法.txt": "utf-16",
}
KINDS = {"repeated", "rounded", "revised", "ties", "slip"}


def answers() -> list[list[str]]:
    lines = (SAMPLES / "ANSWERS.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def text_of(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode(ENCODINGS.get(name, "utf-8"))


def test_every_answer_quotes_its_document() -> None:
    for kind, _, document, quote, worked in answers():
        bare = "".join(text_of(document).split())
        assert kind in KINDS
        assert "".join(quote.split()) in bare, (document, quote)
        assert worked


def test_there_are_slips_and_relations_that_tie() -> None:
    kinds = [row[0] for row in answers()]
    assert kinds.count("slip") >= 7
    assert kinds.count("ties") >= 15


def test_a_dozen_documents_two_of_them_in_other_encodings() -> None:
    documents = [path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md")]
    assert len(documents) >= 12
    assert len([name for name in ENCODINGS if (SAMPLES / name).exists()]) == 3
