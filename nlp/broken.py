"""Numbers that a PDF tool broke: spaced digits (1 5 . 9 1 万), LaTeX ($1 5 . 9 1 \\times 1 0 ^ { 4 }$), zero-width characters.

They are read only where a magnitude, a unit or a power of ten follows, so that a row of single figures stays a row.
"""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.numerals import CTX, POWER, Numeral, last_place, plain, power_of

THIN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2009\u200a\u202f"
GAP = rf"[ {THIN}]"
BROKEN = re.compile(
    rf"(?:\d{GAP})+\d(?:{GAP}?\.{GAP}?\d(?:{GAP}?\d)*)?(?!\d)"
    rf"|\d(?:{GAP}\.{GAP}?|\.{GAP})\d(?:{GAP}?\d)*(?!\d)"
    rf"|\d+(?:[{THIN}]+\d+)+(?:\.\d+)?|\d+(?:{GAP}\.{GAP}?|\.{GAP})\d+(?=[ ]?[%万亿])"
)
LATEX = re.compile(
    r"(?P<number>\d(?:[ ]?\d)*(?:[ ]?\.[ ]?\d(?:[ ]?\d)*)?)[ ]*"
    r"(?:(?:\\times|×|\\cdot)[ ]*1[ ]?0[ ]*(?:\^[ ]*(?:\{[ ]*(?P<power>-?[ ]?\d(?:[ ]?\d)*)[ ]*\}|(?P<bare>\d))|(?P<small>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))?"
    r"[ ]*(?P<percent>\\[ ]?%)?[ ]*(?P<close>\$)?"
)
SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
TAIL = re.compile(rf"[ ]?(?P<powers>{POWER}+)")
DATE = re.compile(r"[ ]?[年月日号时]")


def match_broken(text: str, at: int) -> tuple[Numeral, bool] | None:
    """The broken number that begins at an offset of folded text, and whether it ends in a percent sign of LaTeX."""
    if at and (text[at - 1].isdigit() or text[at - 1] == "."):
        return None
    latex = LATEX.match(text, at)
    if latex and (latex["power"] or latex["bare"] or latex["small"] or latex["percent"]):
        power = (latex["power"] or latex["bare"] or (latex["small"] or "0").translate(SMALL)).replace(" ", "")
        end = latex.end("percent") if latex["percent"] else latex.end()
        return _numeral(text, end, latex["number"], int(power[:4])), bool(latex["percent"])
    broken = BROKEN.match(text, at)
    return (_numeral(text, broken.end(), broken[0], 0), False) if broken else None


def _numeral(text: str, end: int, digits: str, power: int) -> Numeral:
    value = Decimal(re.sub(rf"{GAP}", "", digits))
    tail = TAIL.match(text, end)
    scale = CTX.scaleb(power_of(tail["powers"]) if tail else Decimal(1), power)
    ulp = CTX.multiply(CTX.scaleb(Decimal(1), int(value.as_tuple().exponent)), scale)
    return Numeral(
        end=tail.end() if tail else end, value=plain(CTX.multiply(value, scale)), ulp=ulp,
        last=CTX.multiply(last_place(value), scale), magnitude=tail["powers"] if tail else "",
    )  # fmt: skip


def date_end(text: str, numeral: Numeral) -> int | None:
    """Where a broken date part ends (2 0 2 5 年), or None."""
    found = DATE.match(text, numeral.end)
    return found.end() if found and not numeral.magnitude else None
