"""Numbers that cannot be read: listed with place and reason, never guessed, never dropped."""

from __future__ import annotations

import re

from corpus.model import Issue
from nlp.numerals import LONGEST, TOKENS, evaluate

NUMBER = re.compile(r"[0-9](?<![0-9.,][0-9])[0-9]*(?:,[0-9.,]*[0-9]|\.(?:[0-9]+\.|\.)[0-9.,]*[0-9]|(?<=[0-9]{41}))")
"""Only numbers with a comma, with two dots, or of more digits than a quantity has."""
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
PLAIN = re.compile(r"\d+(?:\.\d+)?$")
DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,}$")
LIST = re.compile(r"\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?)+$")
FORMAL = re.compile(
    r"[壹贰叁肆伍陆柒捌玖]{2,20}[拾佰仟万亿]|[拾佰仟万亿]{2,20}(?<![佰仟拾][万亿])(?<!万亿)[壹贰叁肆伍陆柒捌玖]"
)
RARE = re.compile("[壹贰叁肆伍陆柒捌玖\ue000-\uf8ff\ufffd]")
QUANTITY = re.compile(r"[ ]?(?:[万亿]|[元%亩吨个人户家])")


UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]")
AROUND = re.compile("[0-9.,\ue000-\uf8ff\ufffd]*")
LONG_CHINESE = re.compile(rf"[零〇一二三四五六七八九十百千万亿两]{{{LONGEST + 1},}}")


SPARSE = LONGEST // 2
LISTED = re.compile("[月日号条款]")
"""What several ordinals with commas between share: 5,6,7月."""
LONG = re.compile("[零〇一二三四五六七八九十百千万亿两]{2}|[0-9]{2}")
"""What every twentieth character of a text shows that has more than forty numerals in a row."""
DOTS = re.compile(r"\.[0-9]*\.")


def find_malformed(text: str, folded: str, *, plain: bool = False) -> list[Issue]:
    """Issues of a passage, in order; offsets in the passage. `plain` as nlp.fold.is_plain says it."""
    rare = not plain and RARE.search(folded)
    long = LONG.search(folded[::SPARSE])
    if not rare and not long and "," not in folded and not DOTS.search(folded):
        return []
    issues = []
    for found in NUMBER.finditer(folded):
        reason = _reason(folded, found)
        if reason:
            issues.append(_issue(text, found.start(), found.end(), *reason))
    for found in FORMAL.finditer(folded) if rare else ():
        if evaluate(TOKENS.findall(found[0])) is None:
            issues.append(
                _issue(text, found.start(), found.end(), "malformed_number", "digits and powers do not make a number")
            )
    for found in LONG_CHINESE.finditer(folded) if long else ():
        message = f"{found.end() - found.start()} numerals in a row are no quantity"
        issues.append(_issue(text, found.start(), found.end(), "long_number", message))
    if rare:
        issues += _unreadable(text, folded)
    return sorted(issues, key=lambda issue: issue.start or 0) if len(issues) > 1 else issues


def _unreadable(text: str, folded: str) -> list[Issue]:
    """Numbers with a private-use or replacement character between their digits: a glyph without a name."""
    issues: list[Issue] = []
    done = 0
    while mark := UNREADABLE.search(folded, done):
        start = mark.start()
        while start > max(done, mark.start() - LONGEST) and folded[start - 1] in "0123456789.,":
            start -= 1
        run = AROUND.match(folded, start)
        done = max(mark.end(), run.end() if run else 0)
        if folded[start].isdigit() and any(char.isdigit() for char in folded[mark.end() : done]):
            message = "a character between the digits cannot be read"
            issues.append(_issue(text, start, done, "unreadable_number", message))
    return issues


def _issue(text: str, start: int, end: int, code: str, message: str) -> Issue:
    return Issue(code=code, message=message, surface=text[start : min(end, start + 80)], start=start, end=end)


def _reason(folded: str, found: re.Match[str]) -> tuple[str, str] | None:
    number = found[0]
    if len(number) > LONGEST and not ({",", "."} & set(number)):
        return "long_number", f"{len(number)} digits in a row are no quantity"
    if PLAIN.match(number) or GROUPED.match(number):
        return None
    if ".." in number or ",," in number or ".," in number or ",." in number:
        return "malformed_number", "two separators in a row"
    if "," in number:
        return None if LISTED.match(folded, found.end()) else _grouping(number)
    return _dots(folded, found)


def _grouping(number: str) -> tuple[str, str] | None:
    """1,23,4 is malformed; years or several values with commas between (2016,2017) are a list."""
    groups = number.split(",")
    if all(len(group) == 4 and group[:2] in ("19", "20") for group in groups):
        return None
    return "malformed_number", "digits are not grouped by three between commas"


def _dots(folded: str, found: re.Match[str]) -> tuple[str, str] | None:
    """Dots twice or more make a date, a version or an address, unless a unit follows."""
    if DOTTED.match(found[0]) and not QUANTITY.match(folded, found.end()):
        return None
    before = folded[max(0, found.start() - 1) : found.start()]
    if before.isascii() and before.isalpha():
        return None
    return "malformed_number", "two decimal points"
