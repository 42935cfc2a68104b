"""Named programs: where a name begins and ends, its kind, and which names are one thing."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Block, Document, Metadata, Passage, SourceMap
from nlp.fold import fold
from nlp.program_lexicon import KINDS, cut_words, heads
from nlp.programs import find_programs
from nlp.reading import ProgramMention, Reading, Scene

MARK = re.compile("【(.*?)】")
SIGNS = "“”「」《》 "


def cases(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / "cases" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def read(*texts: str, title: str = "", number: str = "") -> list[Reading]:
    """The paragraphs of one document, in order."""
    text, blocks, place = "\n".join(texts), [], 0
    for part in texts:
        blocks.append(Block(kind="paragraph", start=place, end=place + len(part)))
        place += len(part) + 1
    document = Document(
        id="0" * 64,
        text=text,
        blocks=tuple(blocks),
        source_map=SourceMap((0,), (0,)),
        metadata=Metadata(title=title or None, number=number or None),
        encoding="utf-8",
        size=len(text),
    )
    passages = tuple(
        Passage(ordinal=n, block=n, kind="paragraph", start=b.start, end=b.end, text=text[b.start : b.end], headings=())
        for n, b in enumerate(blocks)
    )
    scene = Scene(document, passages)
    return [Reading(scene, passage) for passage in passages]


def found(text: str, *, title: str = "", number: str = "") -> list[ProgramMention]:
    (reading,) = read(text, title=title, number=number)
    return find_programs(reading)


def names(text: str) -> list[str]:
    return [text[mention.start : mention.end].strip(SIGNS) for mention in found(text)]


@pytest.mark.parametrize(("kinds", "marked"), cases("programs.tsv"), ids=lambda cell: cell[:30])
def test_a_name_is_found_whole_with_its_kind_and_nothing_else_is(kinds: str, marked: str) -> None:
    text = MARK.sub(r"\1", marked)
    assert names(text) == [name.strip(SIGNS) for name in MARK.findall(marked)]
    assert "|".join(mention.kind for mention in found(text)) == kinds


@pytest.mark.parametrize(("entities", "title", "number", "marked"), cases("program_entities.tsv"))
def test_names_of_one_thing_share_an_entity(entities: str, title: str, number: str, marked: str) -> None:
    mentions = found(MARK.sub(r"\1", marked), title=title, number=number)
    told = [mention.entity for mention in mentions]
    assert len(told) == len(entities)
    assert "".join(entities[told.index(entity)] for entity in told) == entities
    assert len(set(told)) == len(set(entities))


def test_a_short_form_in_a_later_paragraph_is_the_full_name_before() -> None:
    first, second = read("印发《关于做好防汛工作的通知》（河政发〔2021〕8号）。", "《通知》要求各地落实。")
    whole = find_programs(first)
    assert [mention.entity for mention in find_programs(second)] == [whole[0].entity]


def test_aliases_that_bite_their_tail_end() -> None:
    first, second = read(
        "《甲乙管理办法》（以下简称《丙丁管理办法》）和《丙丁管理办法》（以下简称《甲乙管理办法》）。",
        "《甲乙管理办法》与《丙丁管理办法》并行。",
    )
    assert len(find_programs(first)) >= 2
    assert len(find_programs(second)) == 2


def test_an_own_title_is_found_over_a_line_break() -> None:
    title = "河西县人民政府关于加强山区道路养护工作的意见"
    (mention,) = found("河西县人民政府关于加强\n山区道路养护工作的意见", title=title)
    assert mention.entity == title


def test_an_own_title_on_three_lines_is_one_mention() -> None:
    title = "河西县人民政府关于加强山区道路养护工作的意见"
    readings = read("河西县人民政府", "关于加强山区", "道路养护工作的意见", "各乡镇：", title=title)
    (mention,) = [mention for reading in readings for mention in find_programs(reading)]
    text = readings[0].scene.document.text
    assert text[mention.start : mention.end] == "河西县人民政府\n关于加强山区\n道路养护工作的意见"


def test_traditional_and_simplified_script_give_the_same_names() -> None:
    simple = "深入开展农村环境专项行动，推进清水河水库建设，设立城市更新基金。"
    traditional = "深入開展農村環境專項行動，推進清水河水庫建設，設立城市更新基金。"
    assert [(m.start, m.end, m.kind) for m in found(simple)] == [(m.start, m.end, m.kind) for m in found(traditional)]


def test_five_thousand_programs_take_time_that_grows_with_their_number() -> None:
    def seconds(count: int) -> float:
        readings = read(*(f"实施第{n}号山区道路提升工程，印发《第{n}号道路管理办法》。" for n in range(count)))
        start = time.process_time()
        assert all(len(find_programs(reading)) == 2 for reading in readings)
        return time.process_time() - start

    seconds(200)
    assert seconds(5000) < 40 * max(seconds(500), 0.01)


def test_one_long_line_of_names_is_read_in_bounded_time() -> None:
    start = time.process_time()
    assert len(found("、".join(["清水河水库建设"] * 3000))) == 3000
    assert time.process_time() - start < 5


PIECES = [
    "实施",
    "《",
    "》",
    "“",
    "”",
    "计划",
    "专项行动",
    "和",
    "的",
    "、",
    "河西",
    "水库",
    "建设",
    "〔2020〕5号",
    "以下简称",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_words_in_any_order_give_names_that_do_not_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    mentions = found(text)
    assert all(0 <= m.start < m.end <= len(text) and m.entity for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert {m.kind for m in mentions} <= {*KINDS, "other"}


def test_the_word_lists_are_simplified_and_each_head_can_be_found() -> None:
    for word in (*heads(), *cut_words()):
        assert fold(word) == word
