"""Text that a PDF tool broke, mended for reading: spaced digits (1 5 . 9 1 万), LaTeX, zero-width characters.

LaTeX is what $1 5 . 9 1 \\times 1 0 ^ { 4 }$ shows. Every mended character knows the stretch of the passage that it
stands for, so that offsets hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.fold import THIN

TRIGGER = re.compile(
    rf"[0-9\\\\×{THIN}](?:(?<=[0-9])(?:[ ][0-9]|[ ]?\.[ ][0-9]|[ ]\.[0-9])"
    rf"|(?<=\\\\)[a-zA-Z%]|(?<=[{THIN}])|(?<=×)[ ]?10[\^⁰¹²³⁴⁵⁶⁷⁸⁹])"
)
MARKED = re.compile(rf"[\\×{THIN}]")
"""What a text without white space shows of it."""
SPACED = re.compile(
    r"(?<![\d.])\d(?:[ ]\d)+(?:[ ]?\.[ ]?\d(?:[ ]?\d)*)?(?!\d)"
    r"|(?<![\d.])\d(?:[ ]\.[ ]?|\.[ ])\d(?:[ ]\d)*(?!\d)(?=[ ]?[^\s\d.])"
    r"|(?<![\d.])\d+(?:[ ]\.[ ]?|\.[ ])\d+(?=[ ]?[%万亿])"
)
WRAPPED = re.compile(
    r"[0-9]{1,15}(?:\.[0-9]{1,8})?\n[ ]{0,40}(?:[万亿]+[元美人亩吨户千立平个名头只张台辆公册株—～~至-]|%)"
    r"|[0-9]{1,15}(?:\.[0-9]{1,8})?[万亿]{1,2}(?:[美港欧日]\n元|\n[美港欧日]?元)"
    r"|[百千万][ \n]{0,8}分[ \n]{0,8}之[ \n]{0,8}[零一二三四五六七八九十百]{1,8}"
    r"(?:[ \n]{0,8}点[ \n]{0,8}[零一二三四五六七八九]{1,4})?"
)
"""A number that a wrap cut where it can be nothing else: before its magnitude, within 百分之, beside 点."""
BROKEN = re.compile(f"{WRAPPED.pattern}|{SPACED.pattern}")
MATHS = re.compile(r"\$[^$\n]{1,240}\$|\\\([^\n]{1,240}?\\\)")
LATEX = re.compile(
    r"(?P<tie>(?<=[\d\s}])~(?=[\s{}]*\d))|"
    r"\\(?P<word>[a-zA-Z]+)|\\(?P<sign>.)|(?P<drop>[\s{}$~])|\^(?P<power>\s*\{?\s*(?:\\circ|\\prime|\\prime\s*\\prime|[-\d\s]+)\s*\}?)?|(?P<char>.)"
)
WORDS = {
    "times": "×", "sim": "～", "thicksim": "～", "cdot": "·", "ge": "≥", "geq": "≥", "geqslant": "≥",
    "le": "≤", "leq": "≤", "leqslant": "≤", "percent": "%",
    "approx": "约", "circ": "°", "mu": "μ", "pm": "±", "div": "÷",
}  # fmt: skip
POWERS = {"3": "千", "4": "万", "5": "十万", "6": "百万", "7": "千万", "8": "亿", "9": "十亿", "12": "万亿"}
TEN = re.compile(r"[ ]?×[ ]?10\^?(?P<power>1?\d|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?!\d)")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text: character i stands for the stretch starts[i]:ends[i] of the text it was made from."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the broken text that a non-empty stretch of the mended one stands for."""
        return self.starts[start], self.ends[end - 1]


def mend(text: str) -> Mended | None:
    """The text with broken numbers made whole, or None where nothing is broken. Linear in the text."""
    spaced = " " in text or "\n" in text
    if not (TRIGGER if spaced else MARKED).search(text) and not (spaced and _wrapped(text)):
        return None
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for found in MATHS.finditer(text):
        _plain(text, at, found.start(), pieces)
        _maths(text, found.start(), found.end(), pieces)
        at = found.end()
    _plain(text, at, len(text), pieces)
    return _powers(pieces)


def _plain(text: str, start: int, end: int, pieces: list[tuple[str, int, int]]) -> None:
    """Text outside maths: spaces go from spaced digits, thin and zero-width characters from everywhere."""
    pattern = SPACED if not _wrapped(text) else BROKEN
    at = start
    for found in pattern.finditer(text, start, end):
        _copy(text, at, found.start(), pieces)
        pieces.extend((char, i, i + 1) for i, char in enumerate(found[0], found.start()) if char not in " \n")
        at = found.end()
    _copy(text, at, end, pieces)


def _wrapped(text: str) -> bool:
    """Whether a number of the text is cut by white space that WRAPPED closes up."""
    if "\n" not in text and (" " not in text or "之" not in text):
        return False
    return any(" " in found[0] or "\n" in found[0] for found in WRAPPED.finditer(text))


def _copy(text: str, start: int, end: int, pieces: list[tuple[str, int, int]]) -> None:
    pieces.extend(
        (text[i], i, i + 1) for i in range(start, end) if text[i] not in THIN and not text.startswith("\\%", i)
    )


def _maths(text: str, start: int, end: int, pieces: list[tuple[str, int, int]]) -> None:
    """LaTeX: marks and braces go, commands become the sign they print, digits close up."""
    for found in LATEX.finditer(text, start, end):
        printed = _printed(found)
        pieces.extend((char, found.start(), found.end()) for char in printed)


def _printed(found: re.Match[str]) -> str:
    if found["tie"]:
        return "～"
    if found["word"]:
        return WORDS.get(found["word"], "")
    if found["sign"]:
        return "%" if found["sign"] == "%" else ""
    if found["power"]:
        power = re.sub(r"[\s{}]", "", found["power"])
        mark = next((mark for name, mark in (("circ", "°"), ("prime", "′")) if name in power), "")
        return mark or {"2": "²", "3": "³"}.get(power, f"^{power}")
    return found["char"] or ""


def _powers(pieces: list[tuple[str, int, int]]) -> Mended:
    """×10^4 becomes 万, ° before C becomes ℃; the new character stands for all that it replaces."""
    joined = "".join(char for char, _, _ in pieces).replace("×10²", "×102").replace("×10³", "×103")
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in re.finditer(rf"{TEN.pattern}|°C", joined):
        word = "℃" if found[0] == "°C" else POWERS.get((found["power"] or "").translate(SUPERSCRIPTS), "")
        if not word:
            continue
        _take(pieces, at, found.start(), text, starts, ends)
        for char in word:
            text.append(char)
            starts.append(pieces[found.start()][1])
            ends.append(pieces[found.end() - 1][2])
        at = found.end()
    _take(pieces, at, len(pieces), text, starts, ends)
    return Mended("".join(text), starts, ends)


def _take(
    pieces: list[tuple[str, int, int]], start: int, end: int, text: list[str], starts: list[int], ends: list[int]
) -> None:
    for char, first, last in pieces[start:end]:
        text.append(char)
        starts.append(first)
        ends.append(last)
