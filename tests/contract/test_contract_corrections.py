"""What a person reads better is put over the machine's reading, lasts, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from made_reports import Report, make_report, make_statement

from corpus.backend import Corpus, Entry, open_corpus, put_many
from corpus.corrections import carry_over, machine_reading, put_together
from corpus.interval import Interval
from corpus.model import Figure, Metadata, Span
from corpus.move import Moved, export_lines, import_lines
from corpus.query import FigureQuery, Query

AT = "2026-01-02T03:04:05+00:00"


def report(analyser: str = "test-1", extra: str = "") -> Report:
    return make_report(
        "年度报告", *([extra] if extra else []),
        metadata=Metadata(title="年度报告", date="2024"),
        figures=(
            make_statement("3.50亿元", "350000000", "财政收入3.50亿元。", unit="元", dimension="money",
                           indicator="收入", indicator_key="money|level||收入||||", region="甲市"),
            make_statement("7人", "7", "新增7人。", unit="人", dimension="people", indicator="就业"),
        ),
        analyser=analyser,
    )  # fmt: skip


def correct(corpus: Corpus, document: str, number: int, **given: str | None) -> Figure:
    """Correct a figure by its number; gives it as it is read then."""
    figure = corpus.analysis(document).figures[number]
    place = Span(figure.start, figure.end)
    before = [one for one in corpus.corrections(document) if (one.start, one.end) == (figure.start, figure.end)]
    corpus.correct(document, place, put_together(before, figure, given, document=document, by="李敏", at=AT))
    return corpus.analysis(document).figures[number]


def test_a_correction_is_read_found_and_listed_and_the_machine_reading_is_kept(corpus: Corpus) -> None:
    kept = report()
    kept.put(corpus, "a.txt")
    figure = correct(corpus, kept.id, 0, indicator="一般公共预算收入", region="乙县", period="2024")
    assert (figure.indicator, figure.region, figure.period) == ("一般公共预算收入", "乙县", "2024")
    assert machine_reading(figure) == kept.analysis.figures[0]
    assert figure.corrected is not None
    assert [mark.field for mark in figure.corrected.marks] == ["indicator", "region", "period"]
    assert {(mark.by, mark.at) for mark in figure.corrected.marks} == {("李敏", AT)}
    given = {one.field: one.value for one in corpus.corrections(kept.id)}
    assert given == {"indicator": "一般公共预算收入", "region": "乙县", "period": "2024"}
    assert list(corpus.corrections()) == list(corpus.corrections(kept.id))
    found = corpus.figures(FigureQuery(indicator=("预算",)))
    assert [row.figure for row in found.items] == [figure]
    assert corpus.figures(FigureQuery(region="甲市")).total == 0
    assert [row.figure for row in corpus.export_figures(FigureQuery(region="乙县", period="2024"))] == [figure]
    assert corpus.search(Query(text="年度报告")).total == 1


def test_a_corrected_value_is_found_by_it(corpus: Corpus) -> None:
    kept = report()
    kept.put(corpus, "a.txt")
    figure = correct(corpus, kept.id, 0, value="3.50E+9")
    assert figure.interval == Interval(Decimal("3495000000"), Decimal("3505000000"))
    near = FigureQuery(dimension="money", interval=Interval(Decimal(3_500_000_000), Decimal(3_500_000_000)))
    assert [row.figure for row in corpus.figures(near).items] == [figure]
    old = FigureQuery(dimension="money", interval=Interval(Decimal(350_000_000), Decimal(350_000_000)))
    assert corpus.figures(old).total == 0


def test_a_correction_lasts_when_the_document_is_read_anew_or_put_again(corpus: Corpus) -> None:
    kept = report()
    kept.put(corpus, "a.txt")
    figure = correct(corpus, kept.id, 1, indicator="城镇新增就业")
    kept.put(corpus, "a.txt")
    assert corpus.analysis(kept.id).figures[1] == figure
    again = report("test-2")
    better = replace(again.analysis.figures[1], region="甲市")
    analysis = replace(again.analysis, figures=(again.analysis.figures[0], better))
    corpus.replace_analysis(again.document, analysis)
    now = corpus.analysis(kept.id).figures[1]
    assert (now.indicator, now.region) == ("城镇新增就业", "甲市")
    assert machine_reading(now) == better


def test_a_correction_lasts_when_the_document_makes_way_and_comes_back_but_not_when_it_is_removed(
    corpus: Corpus,
) -> None:
    first, second = report(), make_report("别的")
    first.put(corpus, "a.txt")
    figure = correct(corpus, first.id, 0, region="乙县")
    second.put(corpus, "a.txt")
    assert not corpus.has(first.id)
    first.put(corpus, "a.txt")
    assert corpus.analysis(first.id).figures[0] == figure
    corpus.remove(first.id)
    assert list(corpus.corrections()) == []
    first.put(corpus, "a.txt")
    assert corpus.analysis(first.id) == first.analysis


def test_a_correction_can_be_taken_back_whole_or_by_field(corpus: Corpus) -> None:
    kept = report()
    kept.put(corpus, "a.txt")
    correct(corpus, kept.id, 0, region="乙县", period="2024")
    figure = correct(corpus, kept.id, 0, region="甲市")  # as the machine read it
    assert figure.corrected is not None
    assert [mark.field for mark in figure.corrected.marks] == ["period"]
    corpus.correct(kept.id, Span(figure.start, figure.end), ())
    assert corpus.analysis(kept.id) == kept.analysis
    assert corpus.figures(FigureQuery(region="甲市")).total == 1
    assert list(corpus.corrections(kept.id)) == []


def test_corrections_hold_in_a_new_edition_where_the_sentence_stands_again(corpus: Corpus) -> None:
    first, second = report(), report(extra="新增一段，前面都变了位置。")
    first.put(corpus, "a.txt")
    correct(corpus, first.id, 1, indicator="城镇新增就业")
    before = corpus.corrections(first.id)
    for one in carry_over(before, first.document.text, second.document.text, second.id):
        corpus.correct(second.id, Span(one.start, one.end), [one])
    second.put(corpus, "a.txt")
    figure = corpus.analysis(second.id).figures[1]
    assert (figure.indicator, machine_reading(figure)) == ("城镇新增就业", second.analysis.figures[1])


def test_a_correction_of_a_figure_that_a_later_reading_has_not_waits(corpus: Corpus) -> None:
    kept = report()
    kept.put(corpus, "a.txt")
    correct(corpus, kept.id, 1, indicator="城镇新增就业")
    without = replace(report("test-2").analysis, figures=kept.analysis.figures[:1])
    corpus.replace_analysis(kept.document, without)
    assert corpus.analysis(kept.id).figures == kept.analysis.figures[:1]
    assert len(list(corpus.corrections(kept.id))) == 1
    corpus.replace_analysis(kept.document, report("test-3").analysis)
    assert corpus.analysis(kept.id).figures[1].indicator == "城镇新增就业"


def test_corrections_move_with_their_corpus(corpus: Corpus, tmp_path: Path) -> None:
    kept, other = report(), make_report("别的")
    kept.put(corpus, "a.txt")
    other.put(corpus, "b.txt")
    correct(corpus, kept.id, 0, region="乙县")
    lines = list(export_lines(corpus, Moved()))
    with open_corpus(f"sqlite:///{tmp_path}/moved.db") as moved:
        assert len(list(import_lines(moved, lines, Moved()))) == 2
        assert moved.analysis(kept.id) == corpus.analysis(kept.id)
        assert list(moved.corrections()) == list(corpus.corrections())
        assert list(export_lines(moved, Moved())) == lines


def test_what_is_put_many_at_once_is_corrected(corpus: Corpus) -> None:
    kept = report()
    figure = kept.analysis.figures[0]
    found = put_together([], figure, {"region": "乙县"}, document=kept.id, by="李敏", at=AT)
    corpus.correct(kept.id, Span(figure.start, figure.end), found)
    entry = Entry(document=kept.document, analysis=kept.analysis, path="a.txt", original=kept.original)
    assert [refused for _, refused in put_many(corpus, [entry])] == [None]
    assert corpus.analysis(kept.id).figures[0].region == "乙县"
