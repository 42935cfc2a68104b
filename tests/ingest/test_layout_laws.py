"""Laws of every reading text: each character has its place, none is lost or doubled, reading twice gives the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wrapped_pages import PARAGRAPHS, bare, cut, document

from corpus.model import Document

SHARED = Path(__file__).parents[2].parent / "shared"
SPACES = frozenset({"stray space"})
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x1a"))

LINES = st.one_of(
    st.text(alphabet="全市县收入支出第一二章（）“”《》，。、；：0123456789.%亿元 \u3000\t|#-,\u200bGDP", max_size=60),
    st.sampled_from(
        [
            *PARAGRAPHS, *(cut(p, 15) for p in PARAGRAPHS), "", "", "　　", "一、总体要求", "- 3 -", "下载", "打印",
            "# 标题", "| 甲 | 乙 |", "|---|---|", "乡镇\t2020年\t2021年", "东乡\t12\t13", "单位：万元",
            "东乡    12    13", "西乡    14    15", "青禾县水利工作 建设进展顺利", "东乡,1,2", "东乡,3,4",
            "青禾水利青禾水利 夯实基础夯实基础", "续上文", "12", "13", "<!-- 完 -->",
        ]
    ),
)  # fmt: skip
PAGES = st.lists(LINES, max_size=24).map("\n".join)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\x0c"])


def read(page: str, name: str = "page.txt") -> Document | None:
    return document(page, name) if page.strip() else None


def check_places(page: str, read_page: Document) -> None:
    """A reading character is the source character at its place, or white space put for a border there."""
    for offset, character in enumerate(read_page.text):
        place = read_page.source_map.place(offset)
        assert character == page[place] or character.isspace()


def check_ink(page: str, read_page: Document) -> None:
    """What is read and what was dropped make up what was written."""
    written, shown = Counter(bare(page)), Counter(bare(read_page.text))
    assert not shown - written
    dropped = sum(count for reason, count in read_page.dropped if reason not in SPACES)
    assert sum((written - shown).values()) == dropped


def check_blocks(read_page: Document) -> None:
    """Blocks stand in order and the text is their texts joined by a line break."""
    assert "\n".join(read_page.block_text(block) for block in read_page.blocks) == read_page.text
    assert [b.kind for b in read_page.blocks].count("title") <= 1
    for block in read_page.blocks:
        assert block.start < block.end
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells)


@given(PAGES, BREAKS)
def test_every_character_has_its_place_and_none_is_lost_or_doubled(page: str, line_break: str) -> None:
    page = page.replace("\n", line_break)
    read_page = read(page)
    if read_page is not None:
        check_places(page, read_page)
        check_ink(page, read_page)
        check_blocks(read_page)


@given(PAGES)
def test_every_cell_of_a_csv_file_has_its_place(page: str) -> None:
    read_page = read(page, "table.csv")
    if read_page is not None:
        check_places(page, read_page)
        check_ink(page, read_page)


@given(PAGES)
def test_reading_is_deterministic(page: str) -> None:
    assert read(page) == read(page)


@given(st.integers(12, 40), st.sampled_from(["\u3000\u3000", ""]))
def test_re_wrapping_at_a_constant_width_changes_no_paragraph(width: int, indent: str) -> None:
    page = ("\n" if indent else "\n\n").join(cut(p * 2, width, indent) for p in PARAGRAPHS)
    assert document(page).text == "\n".join(p * 2 for p in PARAGRAPHS)


@pytest.mark.skipif(not (SHARED / "real").is_dir(), reason="needs ../shared/real")
def test_real_documents_pass_unharmed() -> None:
    for path in sorted((SHARED / "real").glob("*/*.txt")):
        page = path.read_bytes().decode("utf-8-sig")
        read_page = document(page, path.name)
        check_ink(page, read_page)
        check_blocks(read_page)
        lines = {bare(line.translate(ZERO_WIDTH)).lstrip("#") for line in page.split("\n")} - {""}
        blocks = "\n".join(bare(read_page.block_text(block).translate(ZERO_WIDTH)) for block in read_page.blocks)
        torn = sum(len(line) for line in lines if line not in blocks)
        assert torn <= sum(count for _, count in read_page.dropped), path.name


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared/gold")
def test_every_character_of_the_reference_page_has_its_place() -> None:
    page = (SHARED / "gold" / "tongliao-2018" / "text.txt").read_bytes().decode("utf-8-sig")
    check_places(page, document(page))
    check_ink(page, document(page))
