"""A document through the whole pipeline, by spaCy and without it."""

from __future__ import annotations

import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Analysis, Document
from ingest.read import read_document
from nlp.annotate import annotate
from nlp.pipeline import analyse, make_language
from nlp.steps import STEPS

TEXT = """安澜市2023年政府工作报告

全市实现地区生产总值512.6亿元，同比增长6.8%。新增就业1.06万人，其中高校毕业生3200人。

一、2024年工作安排

实施“强链补链”三年行动，安排产业引导资金3～5亿元，力争规上工业增加值增长7%以上。1,23,4亩待核。
"""


def read(text: str) -> Document:
    return read_document(text.encode(), name="a.txt")


def without_words(analysis: Analysis) -> Analysis:
    return replace(analysis, passages=tuple(replace(passage, words=()) for passage in analysis.passages))


def test_figures_are_the_same_with_words_and_without() -> None:
    document = read(TEXT)
    assert without_words(analyse(document)) == annotate(document)


def test_every_figure_stands_where_it_says() -> None:
    document = read(TEXT)
    analysis = annotate(document)
    assert len(analysis.figures) >= 6
    for figure in analysis.figures:
        assert document.text[figure.start : figure.end] == figure.surface
        assert "".join(TEXT[figure.source.start : figure.source.end].split()) == "".join(figure.surface.split())
        assert figure.surface in figure.sentence


def test_a_malformed_number_is_an_issue_with_its_place() -> None:
    document = read(TEXT)
    issues = annotate(document).issues
    assert [document.text[issue.start : issue.end] for issue in issues] == ["1,23,4"]


def test_analysis_is_deterministic() -> None:
    assert annotate(read(TEXT)) == annotate(read(TEXT))


def test_an_unrelated_paragraph_after_changes_no_figure() -> None:
    before = annotate(read(TEXT)).figures
    after = annotate(read(TEXT + "\n会议还研究了其他事项，听取了有关部门的汇报。\n")).figures
    assert after == before


def test_passages_have_the_words_of_their_own_text(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = analyse(read(TEXT)).passages
    monkeypatch.setattr("nlp.pipeline.AHEAD", 0)
    assert analyse(read(TEXT)).passages == whole
    assert "".join(whole[0].words) == whole[0].text


def test_threads_that_analyse_at_once_get_what_each_gets_alone() -> None:
    documents = [read(TEXT.replace("安澜", name) * 5) for name in ("甲子", "乙丑", "丙寅", "丁卯")]
    alone = [analyse(document) for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analyse, documents * 5)) == alone * 5


def test_the_language_is_made_of_our_components_by_entry_point() -> None:
    assert make_language().pipe_names == list(STEPS)
    blank = spacy.blank("zh")
    for name in STEPS:
        blank.add_pipe(name)
    assert blank("没有别的。").text == "没有别的。"


def test_the_text_comes_back_exact() -> None:
    text = "全市 共有\t10家　企业。GDP增长5.2%\u200b，PM2.5下降"
    assert make_language().make_doc(text).text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_text_is_read_and_its_figures_stand_in_it(text: str) -> None:
    data = text.encode()
    document = read_document(data + "。中".encode() * 4, name="a.txt")
    for figure in annotate(document).figures:
        assert document.text[figure.start : figure.end] == figure.surface


def test_memory_of_a_worker_is_flat() -> None:
    """Each document brings words that no other has; the peak after a tenth of them is about the peak after all. What
    is remembered of words is bounded (bench/memory.py shows where it levels out)."""

    def work(first: int, last: int) -> int:
        for number in range(first, last):
            name = "".join(chr(0x4E00 + (number * 7919 + place * 104729) % 20000) for place in range(60))
            analyse(read(f"{name}市{number}年度工作\n\n{name}完成投资{number}亿元，W{number}x{number}增长5%。\n"))
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    early = work(0, 200)
    late = work(200, 2000)
    assert late - early < 12 * 1024, f"{(late - early) / 1024:.1f} MiB more"
