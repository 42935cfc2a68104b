"""Page furniture: what a page or a site prints around the text. Left out and counted, only where it is beyond doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

from ingest.lines import Line

PAGE_NUMBER = re.compile(
    r"[-—－–]\s*\d{1,4}\s*[-—－–]|第\s*\d{1,4}\s*页\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页)?|[Pp]age\s+\d{1,4}(?:\s+of\s+\d+)?"
)
BARE_NUMBER = re.compile(r"\d{1,4}")
CRUMBS = re.compile(r"您?(?:当前|现在)?(?:所在)?的?位置\s*[:：](?:.{0,40}[>＞»›].*)?")
COMMENT = re.compile(r"<!--.*?-->")
RULE = re.compile(r"[-—_=*·.\s－─━]{5,}")
FURNITURE_LENGTH = 40
"""Characters: longer lines are never furniture, whatever they say."""
CRUMBS_LENGTH = 200
RUNNING_TIMES = 3
"""A running head stands on so many pages at least."""


@cache
def _chrome() -> tuple[frozenset[str], frozenset[str]]:
    """Lines that are always chrome, and lines that are so only beside it (chrome.tsv)."""
    rows = files("ingest").joinpath("chrome.tsv").read_text("utf-8").splitlines()
    pairs = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return frozenset(t for kind, t in pairs if kind == "always"), frozenset(t for kind, t in pairs if kind == "beside")


def find_furniture(text: str, lines: list[Line]) -> dict[int, tuple[str, int]]:
    """By line index, why the line is left out and how many characters (white space aside) that are."""
    short = {
        i: text[line.start : line.end] for i, line in enumerate(lines) if 0 < line.end - line.start <= FURNITURE_LENGTH
    }
    short.update(
        (i, text[line.start : line.end])
        for i, line in enumerate(lines)
        if FURNITURE_LENGTH < line.end - line.start <= CRUMBS_LENGTH and CRUMBS.match(text, line.start, line.end)
    )
    found = {i: reason for i, shown in short.items() if (reason := _reason(shown))}
    found.update(dict.fromkeys(_beside(short, found), "site chrome"))
    found.update(dict.fromkeys(_page_numbers(short, lines), "page number"))
    found.update(dict.fromkeys(_running_heads(short, found), "running head"))
    return {i: (reason, len("".join(short[i].split()))) for i, reason in found.items()}


def _reason(shown: str) -> str | None:
    bare = "".join(shown.split())
    if PAGE_NUMBER.fullmatch(shown):
        return "page number"
    if RULE.fullmatch(shown) and len(bare) >= 3:
        return "rule"
    if COMMENT.fullmatch(shown):
        return "markup"
    return "site chrome" if bare in _chrome()[0] or CRUMBS.fullmatch(shown) else None


def _beside(short: dict[int, str], found: dict[int, str]) -> set[int]:
    """Words like 大 or 首页 that are chrome only in a row of chrome lines, before or after them."""
    beside = _chrome()[1]
    words = {i for i, shown in short.items() if "".join(shown.split()) in beside}
    taken: set[int] = set()
    for order, step in ((sorted(words), -1), (sorted(words, reverse=True), 1)):
        for i in order:
            if found.get(i + step) == "site chrome" or i + step in taken:
                taken.add(i)
    return taken


def _page_numbers(short: dict[int, str], lines: list[Line]) -> set[int]:
    """Bare numbers that stand alone and count the pages: three or more, each one more than the last."""
    alone = [i for i, shown in short.items() if BARE_NUMBER.fullmatch(shown) and _alone(lines, i)]
    runs: list[list[int]] = []
    for i in alone:
        last = runs[-1][-1] if runs else None
        if last is not None and int(short[i]) == int(short[last]) + 1 and i - last > 5:
            runs[-1].append(i)
        else:
            runs.append([i])
    return {i for run in runs if len(run) >= RUNNING_TIMES for i in run}


def _alone(lines: list[Line], i: int) -> bool:
    return (i == 0 or lines[i - 1].blank) and (i + 1 == len(lines) or lines[i + 1].blank)


def _running_heads(short: dict[int, str], found: dict[int, str]) -> set[int]:
    """Lines that stand again and again beside a page number; the first of them stays."""
    pages = [i for i, reason in found.items() if reason == "page number"]
    near: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        for i in range(page - 2, page + 3):
            if i in short and i not in found:
                near["".join(short[i].split())].add(i)
    first: dict[str, int] = {}
    for i, shown in short.items():
        first.setdefault("".join(shown.split()), i)
    return {i for head, places in near.items() if len(places) >= RUNNING_TIMES for i in places if i != first[head]}
