"""What each block is: the title, a heading and its level, a note, or running text."""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Span
from ingest.draft import Item
from ingest.layout_paragraphs import HALVES, NUMBERED
from ingest.layout_wrap import TERMINAL

LEVELS = (
    (
        1,
        re.compile(
            r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百零〇\d]{1,4}[章编篇卷]|第[一二三四五六七八九十]{1,3}部分"
        ),
    ),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百零〇\d]{1,4}节")),
    (3, re.compile(r"\d{1,2}(?:[.．、](?!\d)|\.\d{1,2}(?=[ \u3000]))|[（(]\d{1,2}[）)]|[①-⑳]")),
)
DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})[ \u3000]+(?=[\u3400-\u9fff])|(\d{1,2})\u3000+(?=[\u3400-\u9fff])")
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]{1,6}条")
MARKDOWN = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
LONGEST_HEADING = 45
LONGEST_PLAIN = 32
TITLE_WORDS = re.compile(
    r"(?:通知|意见|办法|条例|报告|公报|方案|规定|决定|批复|复函|函|规划|纲要|细则|公告|通告|令|答复|计划|简介|指引|要点|清单|通报|总结|草案|规则|"
    r"准则|标准|目录|说明|解读|摘要|决议|讲话|结果|情况|指南|预案|章程|制度)(?:[（(][^（）()]{1,20}[）)])*$"
)
TITLE_LINES = 30
"""A title stands among a document's first blocks, before its first running text."""
ORDER = re.compile(r"(?:中华人民共和国)?[\u4e00-\u9fff]{0,16}令(?:第\s*\d+\s*号)?|第\s*\d+\s*号")
NOTE = re.compile(
    r"注\s*\d*\s*[:：]|[（(]?\s*单位\s*[:：]|(?:资料|数据|信息|文章|稿件)?来源\s*[:：]|[（(]?本文有删减|公开方式\s*[:：]|索\s*引\s*号|发文机关\s*[:：]|"
    r"成文日期\s*[:：]|标\s*题\s*[:：]|发文字号\s*[:：]|发布日期\s*[:：]|发布时间\s*[:：]|主\s*题\s*词\s*[:：]|主题分类\s*[:：]|有\s*效\s*性\s*[:：]|"
    r"(?:发布|更新)?(?:时间|日期)\s*[:：]\s*\d|文\s*号\s*[:：]|(?:责任)?编辑\s*[:：]|抄送\s*[:：]"
)
DATE = re.compile(
    r"[（(]?(?:[12]\d{3}|[〇○零一二三四五六七八九]{4})\s*[-年./]\s*[\d一二三四五六七八九十]{1,3}\s*[-月./]\s*[\d一二三四五六七八九十]{1,3}日?(?:印发)?[）)]?"
    r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
MADE = re.compile(r"(?:通过|修正|修订|公布|批准|发布|施行|公告|印发)[）)]?$")
TAKEN = re.compile(r"(?:来源|编辑|作者|记者)\s*[:：]")
PERSON = re.compile(
    r".{0,24}(?:省长|市长|县长|区长|州长|盟长|旗长|主席|总理|主任|局长|厅长|部长|书记)"
    r"[ \u3000]*[\u3400-\u9fff·]{1,5}(?:[ \u3000][\u3400-\u9fff])?"
)
UNFINISHED = re.compile(r"[、—的了是在和与及或将被把对从]$")
SALUTATION = re.compile(r".{0,60}[:：]|(?:各位|同志们|尊敬的|女士们|主席|朋友们).{0,20}[！!，,]?")
FIELD = re.compile(r"[^，。；]{1,12}[:：].")
SENTENCE = re.compile(r"[。！？；]")


def tell_kinds(source: str, items: list[Item], dropped: Counter[str]) -> list[Item]:
    """The items with kind and level, the title first among them where it was printed further down; doubled headlines
    are reduced to one."""
    texts = [item.text(source) for item in items]
    for item, text in zip(items, texts, strict=True):
        if not item.kind:
            _tell_marked(item, source, text, dropped)
    texts = [item.text(source) for item in items]
    title = _find_title(items, texts)
    if title is not None:
        _join_title(items, texts, title, source)
    for item in items:
        if item.kind == "heading":
            item.level = max(1, item.level)
    _tell_plain(items, texts, source, dropped)
    return _ordered(items)


def _tell_marked(item: Item, source: str, text: str, dropped: Counter[str]) -> None:
    """Kinds that a line says itself: by a marker, a word, or its form."""
    sharp = MARKDOWN.match(text)
    if sharp:
        first = item.parts[0]
        item.parts[0] = Span(first.start + sharp.end(), first.end)
        dropped["markup"] += len(sharp[1])
        item.kind, item.level = "heading", len(sharp[1]) - 1
        return
    if _is_note(text):
        item.kind = "note"
        return
    level = heading_level(text)
    if level:
        item.kind, item.level = "heading", level


def _is_note(text: str) -> bool:
    if NOTE.match(text):
        return len(text) <= 200 or "\t" in text
    if len(text) <= 100 and DATE.match(text) and (MADE.search(text) or TAKEN.search(text)):
        return True
    return len(text) <= 40 and bool(
        DATE.fullmatch(text) or ORDER.fullmatch(text) or (NUMBERED.search(text) and "，" not in text)
    )


def heading_level(text: str) -> int:
    """1 to 3 for a line that is a numbered heading, 0 for any other, one that goes on as a sentence included."""
    if len(text) > LONGEST_HEADING or TERMINAL.search(text) or SENTENCE.search(text) or ARTICLE.match(text):
        return 0
    if decimal := DECIMAL.match(text):
        return min(3, 1 + (decimal[1] or "").count("."))
    return next((level for level, marker in LEVELS if marker.match(text)), 0)


def _is_prose(text: str) -> bool:
    return (len(text) > 40 and "。" in text) or (len(text) > 15 and text.endswith(("。", "；"))) or len(text) > 120


def _find_title(items: list[Item], texts: list[str]) -> int | None:
    """The index of the title's item."""
    names: list[int] = []
    prose = False
    for k, (item, text) in enumerate(zip(items, texts, strict=True)):
        if _is_prose(text):
            if k > TITLE_LINES or not (names or item.wrapped):
                break
            prose = True
        if prose and (names or k > TITLE_LINES):
            break
        if item.kind == "heading" and item.level == 0:
            return k
        if not item.kind and _may_be_title(text, first=k == 0):
            if len(text) >= 8 or TITLE_WORDS.search(text):
                return k
            names.append(k)
    return names[0] if names and names[0] == 0 else None


def _may_be_title(text: str, *, first: bool) -> bool:
    if (
        not 4 <= len(text) <= 70
        or "\t" in text
        or SALUTATION.fullmatch(text)
        or DATE.match(text)
        or text.startswith(("—", "―", "（", "("))
    ):
        return False
    named = FIELD.match(text) and not HALVES.search(text)
    if re.search(r"[。；]", text) or ((named or text.startswith("【")) and not first):
        return False
    return first or not TERMINAL.search(text)


def _join_title(items: list[Item], texts: list[str], title: int, source: str) -> None:
    """The title made whole, and its repetitions further up or down made notes."""
    for above, text in zip(items[:title], texts[:title], strict=True):
        if not above.kind and not _is_prose(text):
            above.kind = "note"  # what a site prints above a title: a section's name, a date
    item = items[title]
    item.kind, item.level, item.placed = "title", 0, True
    halved = len(item.parts) > 1 and not TITLE_WORDS.search(texts[title])
    if not TITLE_WORDS.search(texts[title]) and len(item.parts) == 1:
        following = title + 1
        if following < len(items) and _completes(texts[title], items[following], texts[following]):
            _merge(items, texts, title, following)
    item.spaced = halved or any(HALVES.search(source[part.start : part.end]) for part in item.parts)
    whole = _bare(texts[title])
    k = title + 1
    while k < min(len(items), title + TITLE_LINES):
        if items[k].kind in ("", "heading"):
            if _bare(texts[k]) == whole:
                items[k].kind, items[k].level = "note", 0
            elif k + 1 < len(items) and not items[k + 1].kind and _bare(texts[k] + texts[k + 1]) == whole:
                _merge(items, texts, k, k + 1)
                items[k].kind, items[k].level = "note", 0
        k += 1


def _completes(text: str, following: Item, more: str) -> bool:
    """Whether a title's second line makes it a title: 关于黄金 + 经济政策有关问题的复函."""
    if following.kind or not _may_be_title(more, first=False) or len(text) + len(more) > 80:
        return False
    return bool(TITLE_WORDS.search(more)) and ("关于" in text or text.endswith(("的", "、")))


def _merge(items: list[Item], texts: list[str], k: int, following: int) -> None:
    items[k].parts = [*items[k].parts, *items[following].parts]
    items[k].stop = items[following].stop
    texts[k] += texts[following]
    del items[following], texts[following]


def _bare(text: str) -> str:
    return "".join(text.split())


def _tell_plain(items: list[Item], texts: list[str], source: str, dropped: Counter[str]) -> None:
    """Headings without a number, and all that is left."""
    page = any(item.wrapped for item in items)
    numbered = False
    for k, item in enumerate(items):
        numbered = numbered or item.kind == "heading"
        headline = page and _is_headline(item, source, texts[k])
        if item.kind in ("", "title") and len(texts[k]) <= 2 * LONGEST_HEADING:
            _reduce_doubled(item, source, dropped)
        if item.kind:
            continue
        if headline or _is_plain_heading(items, texts, k):
            item.kind, item.level, item.spaced = "heading", 3 if numbered and not headline else 1, True
            item.placed = not headline
        else:
            item.kind = "paragraph"
    _place_headlines(items)


def _is_headline(item: Item, source: str, text: str) -> bool:
    """A newspaper's headline: two halves set apart by a space, no sentence."""
    halves = any(HALVES.search(source[part.start : part.end]) for part in item.parts)
    return (
        halves
        and 8 <= len(text) <= 2 * LONGEST_HEADING
        and not TERMINAL.search(text)
        and not re.search(r"[，。；]", text)
    )


def _is_plain_heading(items: list[Item], texts: list[str], k: int) -> bool:
    text = texts[k]
    if not 4 <= len(text) <= LONGEST_PLAIN or TERMINAL.search(text) or re.search(r"[，。；：:\t]|[ \u3000]{3}", text):
        return False
    if len(re.findall(r"[\u3400-\u9fff]", text)) < 3 or UNFINISHED.search(text) or PERSON.fullmatch(text):
        return False
    if k and not items[k - 1].kind:
        return False
    if k and items[k - 1].kind == "paragraph" and not TERMINAL.search(texts[k - 1]):
        return False
    if k + 1 == len(items):
        return False
    return (
        _is_prose(texts[k + 1])
        or items[k + 1].kind in ("heading", "table")
        or texts[k + 1].startswith(("单位", "（单位"))
    )


def _place_headlines(items: list[Item]) -> None:
    """A page that prints one headline away from its text shows the place of none; else a headline stands over what
    follows it."""
    headlines = [k for k, item in enumerate(items) if item.kind == "heading" and not item.placed]
    trailing = any(not any(item.kind == "paragraph" for item in items[k + 1 :]) for k in headlines[-1:])
    for k in headlines:
        items[k].placed = not trailing


def _reduce_doubled(item: Item, source: str, dropped: Counter[str]) -> None:
    """A headline whose every part was printed twice in a run is reduced to one."""
    parts: list[Span] = []
    lost = 0
    for part in item.parts:
        kept = _halves(source, part)
        parts.extend(kept or [part])
        lost += _ink(source, [part]) - _ink(source, kept) if kept else 0
    if lost:
        item.parts = parts
        dropped["doubled headline"] += lost


def _ink(source: str, parts: list[Span]) -> int:
    return sum(len(_bare(source[part.start : part.end])) for part in parts)


def _halves(source: str, part: Span) -> list[Span]:
    """The first halves of a stretch whose words are all doubled; none when one is not."""
    kept: list[Span] = []
    for match in re.finditer(r"(\s*)(\S+)", source[part.start : part.end]):
        word, half = match[2], len(match[2]) // 2
        if half < 4 or word[:half] != word[half:]:
            return []
        kept.append(Span(part.start + match.start(), part.start + match.start(2) + half))
    return kept


def _ordered(items: list[Item]) -> list[Item]:
    """A title that was printed below running text stands first; all else where it was."""
    found = next((k for k, item in enumerate(items) if item.kind == "title"), None)
    if found is None or not any(item.kind in ("paragraph", "table") for item in items[:found]):
        return items
    return [items[found], *items[:found], *items[found + 1 :]]
