"""What a page or a site prints around a text is left out and counted, and no sentence with it."""

from __future__ import annotations

from wrapped_pages import PARAGRAPHS, blocks, document


def test_buttons_and_captions_of_a_site_are_left_out() -> None:
    around = ["下载", "打印", "【字号：", "加大", "还原", "减小", "】", "您的位置:", "首页", ">"]
    page = document("\n".join([*around, "青禾县政府工作报告", *PARAGRAPHS, "扫一扫在手机打开当前页"]))
    assert [page.block_text(b) for b in page.blocks] == ["青禾县政府工作报告", *PARAGRAPHS]
    assert dict(page.dropped) == {"site chrome": len("".join(around)) + 11}


def test_a_word_that_is_chrome_only_beside_other_chrome_stays_when_it_stands_alone() -> None:
    assert ("paragraph", "大") in blocks(f"青禾县工作报告\n{PARAGRAPHS[0]}\n大\n{PARAGRAPHS[1]}")


def test_page_numbers_and_running_heads_go_and_the_sentence_they_cut_is_whole() -> None:
    pages = []
    for number, paragraph in enumerate(PARAGRAPHS, 1):
        pages.append(f"青禾年鉴\n\n{paragraph}\n\n- {number} -\n")
    read = document("\n".join(pages))
    assert dict(read.dropped) == {"page number": 12, "running head": 12}
    assert [read.block_text(b) for b in read.blocks if b.kind == "paragraph"] == list(PARAGRAPHS)


def test_bare_numbers_are_page_numbers_only_when_they_count() -> None:
    body = [f"{p}\n{p}\n{p}\n{p}\n{p}" for p in PARAGRAPHS]
    counted = "\n\n".join(f"{text}\n\n{number}" for number, text in enumerate(body, 7))
    assert dict(document(counted).dropped) == {"page number": 5}
    figures = "\n\n".join(f"{text}\n\n{number}" for number, text in zip((7, 9, 4, 4), body, strict=True))
    assert dict(document(figures).dropped) == {}


def test_a_trail_of_links_goes_and_a_sentence_about_a_place_stays() -> None:
    trail = "当前位置： 首页 > 政务公开 > 规范性文件 > 县政府办公室"
    sentence = "水库位置：位于县城以北12公里处。"
    page = document(f"{trail}\n青禾县水利公报\n{PARAGRAPHS[0]}\n{sentence}")
    assert dict(page.dropped)["site chrome"] == len("".join(trail.split()))
    assert sentence in page.text


def test_zero_width_characters_on_a_margin_are_counted_and_inside_a_line_kept() -> None:
    page = document(f"\u200b\n青禾\u200b县水利公报\u200b\n{PARAGRAPHS[0]}")
    assert page.text.startswith("青禾\u200b县水利公报\n")
    assert dict(page.dropped) == {"invisible": 2}
