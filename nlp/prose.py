"""Figures of running text, from numeral to numeral.

What counts nothing is skipped (nlp.not_figures); the rest is a share in words, a broken number or a numeral with its
unit, kept when it counts something. Definition: the project's guideline on figures, §1 and §2.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TypeVar

from corpus.model import Issue
from nlp.broken import Mended, mend
from nlp.counting import LED, counts
from nlp.found import Found, to_mention
from nlp.malformed import find_malformed
from nlp.not_figures import AFTER_FIRST, quotations, skip_end, titles
from nlp.numerals import Numeral, match_numeral
from nlp.quantity import read_quantity
from nlp.reading import Mention
from nlp.series import resolve
from nlp.shares import match_share

FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
ARABIC = frozenset("0123456789")
COUNTING = "一二三四五六七八九两十百千万亿廿卅"
LONE = (
    rf"(?![{COUNTING}点分成倍番个名家座项件条户人所台套组辆艘枚处间次至到~～—-]"
    rf"|、二[十百千万亿倍]|[^，。；、][{COUNTING}])"
)
"""What follows a 一 that begins no number and hides none: most 一 of a text are passed over at once."""
FIRST = rf"0-9{COUNTING}零几数{FORMAL}"
REST = (
    rf"(?<=[0-9{COUNTING}])(?:(?<!一)|(?!{LONE}))|(?<=零)(?=[点.例个起宗件人])|(?<=[几数])(?=[十百千万亿])(?!百分之)"
    rf"|(?<=[{FORMAL}])(?<![大内登着水海队].)(?=[拾佰仟万亿壹贰叁肆伍陆柒捌玖零元圆])"
)
OPENING = r"(?:(?<=[。；：！？;!?\n\t:”…].)|(?<=\A.))"
DATED = r"(?:(?<=1)9|(?<=2)0)[0-9]{2}年"
PASSED = re.compile(
    rf"[第（({FIRST}](?:(?:(?<=第)[ ]?{AFTER_FIRST.pattern}|(?<=[（(])[一二三四五六七八九十]{{1,3}}[）)]"
    rf"|(?<=[0-9])(?<![0-9A-Za-z.,_+〔（(第前-].)(?:(?<=[12]){DATED}(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?(?![ 0-9])"
    r"|(?![ 0-9至到、/和及与~～—–末底初代度-]))|[0-9]?月(?:[0-9]{1,2}日)?(?![ 0-9份末底初中上下龄至到、/和及与~～—–-]))"
    rf"|(?<=[0-9]){OPENING}[0-9]{{0,2}}(?:\.(?![0-9])|、)"
    rf"|(?<=[一二三四五六七八九十]){OPENING}[是、要则]"
    rf"|(?<=一)(?:九[〇○零一二三四五六七八九]{{2}}年(?![代度末底初{COUNTING}点个名家元人])"
    rf"|[个项件条名](?![半{COUNTING}])(?<![{LED}{COUNTING}零〇0-9点每].{{2}})"
    rf"(?![^，。；！？0-9]{{1,14}}?[和、及与][二两三四五六七八九十0-9]))"
    rf"|(?<=[二三四五六七八九两])(?<![{COUNTING}零〇○0-9点.至到—-].)年(?![以内左半之（(及不限时{COUNTING}])"
    rf"|(?<=十)(?<![0-9{COUNTING}].)[一二三四五六]五(?![{COUNTING}个名家元人点]))|{REST})"
)
"""A numeral, or at once what begins with one and counts nothing: 第三, （二）, 2018年, 十三五."""
SURE = re.compile(r"[0-9]+(?:\.[0-9]+)?[ ]?(?:[%万亿家人项座元件亩吨户名所套辆倍公]|个(?!月))|百分之")
"""What settles at once that a numeral counts, so that the patterns of what counts nothing need not be tried."""
NAMED = frozenset("第前〔（(每×*\n")
TOKEN_END = re.compile(r"[\d.,]+|[零〇一二三四五六七八九两十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟几数点]+")
CODE = re.compile(r"[\dA-Za-z._-]+")
CODE_BEFORE = frozenset("+-_.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
SHARE_MARKS = frozenset("分成/")
INDEXES = ("CPI", "PPI", "PMI", "GDP", "CNY", "RMB", "USD", "ML", "Ms", "MS")
MEASURED = frozenset(
    ("money", "ratio", "mass", "area", "length", "volume", "energy", "power", "temperature", "livestock")
)
Stretch = tuple[int, int]


def read_prose(text: str, folded: str, *, plain: bool = False) -> tuple[list[Mention], list[Issue]]:
    """Figures and issues of running text, in order; `folded` is the same text folded, as long. `plain` when
    nlp.fold.is_plain says so: most of what can be wrong with a number then need not be looked for."""
    mended = None if plain and " " not in folded and "\n" not in folded else mend(folded)
    if mended is None:
        return _read(text, folded, plain)
    mentions, issues = _read(mended.text, mended.text, plain=False)
    return [back(text, mended, m) for m in mentions], [back(text, mended, i) for i in issues]


def _read(text: str, folded: str, plain: bool) -> tuple[list[Mention], list[Issue]]:
    first = PASSED.search(folded)
    if first is None:
        return [], []
    issues = find_malformed(text, folded, plain=plain)
    items = scan(folded, [(issue.start or 0, issue.end or 0) for issue in issues] if issues else [], first)
    return [to_mention(text, folded, item) for item in items], issues


T = TypeVar("T", Mention, Issue)


def back(text: str, mended: Mended, item: T) -> T:
    """What was read in mended text, at its place in the text as it stands."""
    start, end = mended.span(item.start or 0, item.end or 1)
    if isinstance(item, Mention):
        return item._replace(start=start, end=end, surface=text[start:end])
    return replace(item, start=start, end=end, surface=text[start:end])


def scan(folded: str, taken: list[Stretch], start: re.Match[str] | None) -> list[Found]:
    """All numbers that count something, in order; `taken` are stretches to leave alone, `start` is the first match of
    PASSED."""
    closed = titles(folded)
    if taken or len(closed) > 1:
        closed = _merged(closed + taken)
    quoted: list[Stretch] | None = None
    items: list[Found] = []
    search = PASSED.search
    while start:
        at, passed = start.span()
        if closed and (stretch := _holding(closed, at)):
            at = stretch[1]
        elif passed > at + 1:
            at = passed
        else:
            item, at = _read_at(folded, at)
            if item and item.dimension not in MEASURED:
                quoted = quotations(folded) if quoted is None else quoted
                item = None if quoted and _holding(quoted, item.start) else item
            if item:
                items.append(item)
        start = search(folded, at)
    return resolve(folded, items) if items else items


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _holding(stretches: list[Stretch], at: int) -> Stretch | None:
    """The one of some stretches that holds an offset; they are sorted and do not overlap."""
    stretch = stretches[bisect_right(stretches, at, key=lambda pair: pair[0]) - 1]
    return stretch if stretch[0] <= at < stretch[1] else None


def _read_at(text: str, at: int) -> tuple[Found | None, int]:
    """The figure that begins at a numeral, if any, and where reading goes on."""
    digit = text[at] in ARABIC
    before = text[at - 1] if at else ""
    if digit and before in CODE_BEFORE and at and _in_code(text, at):
        return None, _end(CODE, text, at)
    sure = before and before not in NAMED and SURE.match(text, at) and text[at - 2 : at] != "× "
    if not sure:
        skipped = skip_end(text, at)
        if skipped is not None and skipped > at:
            return None, skipped
    if not (sure and digit) and not SHARE_MARKS.isdisjoint(text[at + 1 : at + 9]):
        share = match_share(text, at)
        if share:
            return share, share.end
    numeral = match_numeral(text, at)
    if numeral is None:
        return None, _end(TOKEN_END, text, at)
    item = read_quantity(text, at, numeral)
    if item.unit is None and _is_code(text, at, numeral):
        return None, _end(CODE, text, at)
    return (item if counts(text, item) else None), item.end


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return max(match.end(), at + 1) if match else at + 1


def _in_code(text: str, at: int) -> bool:
    """Whether an Arabic numeral is the tail of a code: G20, PM2.5, COVID-19, H5N1."""
    before = text[at - 1]
    if before.isascii() and before.isalpha():
        return not text.endswith(INDEXES, 0, at)
    if before == "+":
        return text[at - 2 : at - 1].isalnum()
    return before in "-_." and at > 1 and text[at - 2].isascii() and text[at - 2].isalpha()


def _is_code(text: str, at: int, numeral: Numeral) -> bool:
    """5G, 4K, 3D: a numeral that runs into Latin letters which are no unit; or a long bare number."""
    after = text[numeral.end : numeral.end + 1]
    letters = after.isascii() and after.isalpha()
    return numeral.arabic and (letters or (numeral.end - at >= 9 and not numeral.magnitude))
