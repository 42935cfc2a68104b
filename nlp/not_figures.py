"""Numerals that count nothing: dates, ordinals, markers, codes, titles, set phrases.

The classes are those of the guideline's table "Not figures". Everything is tried at a numeral only, on folded text;
each finder answers with the offset where reading goes on, or `None`.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon.read import read_rows

PLACEHOLDERS = {
    "arabic": {"<N>": r"\d{1,20}", "<SHORT>": r"\d{1,2}"},
    "chinese": {"<N>": "[一二两三四五六七八九十百千万]{1,20}", "<SHORT>": "[一二两三四五六七八九十几]{1,6}"},
}
SHARED = {"<YEAR>": r"(?:1[6-9]|20|21)\d\d", "<TO>": r"[ ]?(?:[-—–~～至到、/和及与]|——)[ ]?"}


@cache
def patterns(script: str) -> tuple[tuple[str, str, str], ...]:
    """The rows (class, pattern written out, example) of skip_patterns.tsv for a script, arabic or chinese."""
    made = []
    for own, kind, pattern, example in read_rows("skip_patterns", ("script", "class", "pattern", "example"), key=2):
        if own in (script, "both"):
            for mark, written in {**PLACEHOLDERS[script], **SHARED}.items():
                pattern = pattern.replace(mark, written)
            made.append((kind, pattern, example))
    return tuple(made)


@cache
def _skip(script: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for _, pattern, _ in patterns(script)))


MARKER = re.compile(
    r"\d{1,3}(?:[.．](?!\d)|、)|\d{1,2}[.．](?=[1-9]\d?[人名户家个项])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[ 、.](?=[ ]*[一-鿿])|\d{1,2}[）)]"
    r"|[一二三四五六七八九十]{1,3}(?:、|是|要|则|[.．]|[）)])|[一二三]来(?=[，是要可能])"
)
IN_BRACKETS = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ ]?[）)\]］〕】]")
AFTER_FIRST = re.compile(
    r"(?:\d+|[一二三四五六七八九十百千零〇两]+)"
    r"(?:[ ]?[、至到—~～-][ ]?第?(?:\d+|[一二三四五六七八九十百]+)"
    r"|条[、至到和][一二三四五六七八九十百]+(?=条))*(?:[(（]\d+[)）])?"
)
SENTENCE_ENDS = frozenset("。；：！？;!?\n\t:”…")


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Set phrases by the two characters at their first numeral: what stands before it and from it on."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, _kind in read_rows("set_phrases", ("phrase", "kind")):
        at = next(i for i, char in enumerate(phrase) if char in "零一二两三四五六七八九十百千万半几数1234567890")
        found.setdefault(phrase[at : at + 2], []).append((phrase[:at], phrase[at:]))
    return {key: tuple(sorted(pairs, key=lambda pair: -len(pair[1]))) for key, pairs in found.items()}


def phrase_end(text: str, at: int) -> int | None:
    """Where the set phrase ends whose first numeral stands at an offset, or None."""
    for lead, rest in _phrases().get(text[at : at + 2], ()):
        if text.startswith(rest, at) and text[max(0, at - len(lead)) : at] == lead:
            return at + len(rest)
    return None


def marker_end(text: str, at: int) -> int | None:
    """Where a list marker ends (一、 1. （二） 三是) that opens a passage, line or sentence, or None."""
    before = at - 1
    while before >= 0 and text[before] in " \u3000":
        before -= 1
    if before >= 0 and text[before] in "（([［〔【":
        found = IN_BRACKETS.match(text, at)
        return found.end() if found else None
    if before < 0 or text[before] in SENTENCE_ENDS:
        found = MARKER.match(text, at)
        return found.end() if found else None
    return None


def skip_end(text: str, at: int) -> int | None:
    """Where reading goes on after a numeral that counts nothing, or None when it may count."""
    before = text[at - 1 : at] if text[at - 1 : at] != " " else text[max(0, at - 2) : at - 1]
    if before == "第" or (before == "前" and _is_rank(text, at)):
        found = AFTER_FIRST.match(text, at)
        if found:
            return found.end()
    marker = marker_end(text, at)
    if marker is not None:
        return marker
    phrase = phrase_end(text, at)
    if phrase is not None:
        return phrase
    found = _skip("arabic" if text[at].isascii() else "chinese").match(text, at)
    return found.end() if found else None


RANK = re.compile(r"(?:\d+|[一二三四五六七八九十百]+)[ ]?(?:名|位|强|列|茅|季度?|[一-三]?季|个月)")


def _is_rank(text: str, at: int) -> bool:
    return RANK.match(text, at) is not None


def titles(text: str) -> list[tuple[int, int]]:
    """Stretches inside 《》, in order, nested ones as one (a mark whose fellow is over 200 characters off is none),
    and titles without marks."""
    if "《" not in text:
        return _bare_titles(text)
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in re.finditer(r"[《》]", text):
        if mark[0] == "《":
            opened.append(mark.start())
        elif opened and mark.end() - (start := opened.pop()) <= 200:
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, mark.end()))
    return sorted(found + _bare_titles(text))


BARE_TITLE = re.compile(
    r"关于[^，。；：！？《》\n]{2,80}?的(?:通知|通报|意见|决定|决议|批复|复函|函|公告|公报|通告|办法|请示|命令|指示)(?=[\n。，；）)]|$)"
)


def _bare_titles(text: str) -> list[tuple[int, int]]:
    """Titles of documents printed without 《》: 关于…的通报, as at their own head and in a list of subjects."""
    return [found.span() for found in BARE_TITLE.finditer(text)] if "关于" in text else []


QUOTED = re.compile(
    r"[“「『‘\"](?:(?<=“)[^“”\n]{1,15}”|(?<=「)[^「」\n]{1,15}」|(?<=『)[^『』\n]{1,15}』|(?<=‘)[^‘’\n]{1,15}’|(?<=\")[^\"\n]{1,400}\")"
)


def quotations(text: str) -> list[tuple[int, int]]:
    """Short quotations: names and slogans, in which only a measured quantity is a figure."""
    return [m.span() for m in QUOTED.finditer(text) if m.end() - m.start() <= 17]
