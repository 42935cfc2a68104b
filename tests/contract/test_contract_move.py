"""A corpus moves whole, in every direction, and can be restored."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_reports import Report, make_report, make_statement

from corpus.backend import Corpus, Entry, open_corpus, put_many
from corpus.interval import Interval
from corpus.model import Issue, Metadata
from corpus.move import Moved, MoveError, export_file, export_lines, import_lines, read_lines
from corpus.query import FigureQuery, Filters, Query, Saved, seen_key

Make = Callable[..., Any]


def reports() -> list[Report]:
    """Reports with everything that a corpus keeps."""
    return [
        make_report(
            f"第{number}篇",
            "养老服务" * number,
            metadata=Metadata(title=f"第{number}篇", date=f"20{10 + number}", region="广州市"),
            figures=(
                make_statement(f"{number}.50亿元", f"{number}50000000", f"收入{number}.50亿元。", unit="元"),
                make_statement("约7人", "7", "约7人。", Interval(Decimal("6.5"), None, True), confidence=0.25),
            ),
            programs=(("《养老办法》", "document", "养老办法"),),
            issues=(Issue(code="number", message="数字不合规", surface="1,23"),),
        )
        for number in range(1, 6)
    ]


def fill(corpus: Corpus) -> None:
    """Five documents, one at two paths, one that took the place of another, one with a name that is no text."""
    first, second, third, fourth, fifth = reports()
    for kept, path in ((first, "a"), (second, "a"), (first, "b"), (third, "c"), (fourth, "\udcff.txt"), (fifth, "e")):
        kept.put(corpus, path)
    corpus.place(third.id, path="库/c.txt")
    corpus.save(Saved(name="养老", body='{"text": "养老"}', seen=frozenset({seen_key(first.id)}), run_at="2024-01-01"))


def lines_of(corpus: Corpus) -> list[bytes]:
    return list(export_lines(corpus, Moved()))


@pytest.fixture(params=["sqlite", "same"])
def other_url(request: pytest.FixtureRequest, corpus_url: str, tmp_path: Path) -> str:
    """The address of another corpus, in a file or on the same engine."""
    if request.param == "sqlite" or corpus_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/other.db"
    return corpus_url + "-other"


def test_an_export_put_into_another_corpus_gives_the_same_export(
    corpus: Corpus, other_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    fill(corpus)
    file, moved, back = tmp_path / "all.jsonl.zst", Moved(), Moved()
    export_file(corpus, file, moved)
    with open_corpus(other_url) as other:
        with file.open("rb") as source:
            assert len(list(import_lines(other, read_lines(source), back))) == 5
        assert (back.counts, back.sha256, back.unchanged) == (moved.counts, moved.sha256, 0)
        assert lines_of(other) == lines_of(corpus)
        for query in (Query(text="养老"), Query(phrases=("服务养老",)), Query()):
            found, again = corpus.search(query), other.search(query)
            assert {hit.row.document for hit in found.items} == {hit.row.document for hit in again.items}
            assert corpus.facets(query) == other.facets(query)
        assert [*corpus.export_figures(FigureQuery())] == [*other.export_figures(FigureQuery())]
        edition = other.edition("a")
        assert edition is not None
        assert edition == corpus.edition("a")
        with file.open("rb") as source:
            again = Moved()
            assert list(import_lines(other, read_lines(source), again)) == []
        assert again.unchanged == 5
        assert lines_of(other) == lines_of(corpus)
        for row in other.documents(Filters()).items:
            other.remove(row.document)
    if other_url.startswith("http"):
        request.getfixturevalue("forget")(other_url)


def test_an_export_goes_from_a_file_into_any_corpus(corpus: Corpus, tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path}/first.db") as first:
        fill(first)
        lines = lines_of(first)
    assert len(list(import_lines(corpus, lines, Moved()))) == 5
    assert lines_of(corpus) == lines


def test_an_import_that_is_cut_short_keeps_what_came_and_goes_on_later(corpus: Corpus, tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path}/first.db") as first:
        fill(first)
        lines = lines_of(first)
    for cut in (lines[:3], [*lines[:3], lines[3][:50]]):
        with pytest.raises(MoveError, match="cut short"):
            list(import_lines(corpus, cut, Moved()))
    moved = Moved()
    list(import_lines(corpus, lines, moved))
    assert moved.unchanged == 2
    assert lines_of(corpus) == lines


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: lines[1:], "no export"),
        (lambda lines: [lines[0].replace(b'"format":2', b'"format":9'), *lines[1:]], "format 9"),
        (lambda lines: [*lines[:2], b"{\n", *lines[3:]], "line 3 of this export is damaged"),
        (lambda lines: [*lines[:2], *lines[3:]], "changed since it was made"),
        (lambda lines: [lines[0], lines[1].replace("养老".encode(), "养鱼".encode()), *lines[2:]], "changed since"),
        (lambda lines: [lines[0], lines[1].replace(b'"original":"7', b'"original":"8'), *lines[2:]], "damaged"),
        (lambda lines: [], "no export"),
        (lambda lines: [b"\x00\x01"], "no export"),
    ],
)
def test_a_file_that_is_no_whole_export_is_refused(tmp_path: Path, change: Any, sentence: str) -> None:
    with open_corpus(f"sqlite:///{tmp_path}/first.db") as first:
        fill(first)
        lines = lines_of(first)
    with open_corpus(f"sqlite:///{tmp_path}/second.db") as second, pytest.raises(MoveError, match=sentence):
        list(import_lines(second, change(lines), Moved()))


def test_a_packed_file_that_was_damaged_or_cut_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    fill(corpus)
    file = tmp_path / "all.jsonl.zst"
    export_file(corpus, file, Moved())
    content = file.read_bytes()
    for damaged in (content[:-20], content[:200] + b"\0" * 40 + content[240:]):
        with (
            open_corpus(f"sqlite:///{tmp_path}/second.db") as second,
            pytest.raises(MoveError, match=r"damaged|cut short"),
        ):
            list(import_lines(second, read_lines(io.BytesIO(damaged)), Moved()))


def test_many_documents_are_put_at_once_as_one_after_the_other(corpus: Corpus, tmp_path: Path) -> None:
    made = reports()
    made[0].put(corpus, "there already")
    entries = [Entry(document=r.document, analysis=r.analysis, path=f"{i}", original=r.original)
               for i, r in enumerate([*made, made[1]])]  # fmt: skip
    assert [refused for _, refused in put_many(corpus, entries)] == [None] * 6
    with open_corpus(f"sqlite:///{tmp_path}/single.db") as single:
        made[0].put(single, "there already")
        for entry in entries:
            single.put(entry.document, entry.analysis, path=entry.path, original=entry.original)
        for kept in made:
            assert corpus.analysis(kept.id) == kept.analysis
            assert [e.path for e in corpus.editions(kept.id)] == [e.path for e in single.editions(kept.id)]
        assert corpus.documents(Filters()) == single.documents(Filters())
        assert [*corpus.export_figures(FigureQuery())] == [*single.export_figures(FigureQuery())]


def test_a_backup_is_made_while_others_write_and_holds_a_whole_corpus(
    corpus: Corpus, corpus_url: str, tmp_path: Path
) -> None:
    fill(corpus)
    lines = lines_of(corpus)
    said = corpus.backup(tmp_path / "backup")
    make_report("后来").put(corpus, "later")
    if corpus_url.startswith("sqlite"):
        restored = "sqlite:///" + said.rpartition("sqlite:///")[2]
    else:
        restored = f"sqlite:///{tmp_path}/restored.db"
        with (tmp_path / "backup" / "corpus.jsonl.zst").open("rb") as file, open_corpus(restored) as target:
            list(import_lines(target, read_lines(file), Moved()))
    with open_corpus(restored) as kept:
        assert lines_of(kept) == lines
