"""Shares in words: 百分之九十, 千分之二点四, 三分之一, 两成, 六成五. Values after the guideline on figures, §2."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.reference.units import units
from nlp.found import Found, found
from nlp.numerals import ARABIC, CHINESE, CTX, SIMPLE, Numeral, match_numeral, plain, positional

NUMBER = rf"(?:{CHINESE}|{ARABIC})"
PART = re.compile(rf"(?P<kind>百|千|万)分之(?P<part>{NUMBER})(?P<more>[多余几强]|弱(?!势))?")
SHORT = re.compile(rf"(?P<kind>百)?(?P<part>{CHINESE})(?![个名家元人亿年])")
FRACTION = re.compile(rf"(?P<below>[{SIMPLE}十百]+|\d{{1,3}})分之(?P<above>[{SIMPLE}十]+|\d{{1,3}})")
SLASH = re.compile(r"(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d./])")
TENTHS = re.compile(
    r"(?P<whole>[一二两三四五六七八九]|\d(?:\.\d)?)(?:(?:至|到|-|—|～|~)(?P<upper>[二三四五六七八九]|\d(?:\.\d)?))?成(?P<half>半|[一二三四五六七八九]|\d(?![\d.]))?"
    r"(?![为立功员果长本绩熟都品效就年人交型活片套渝因份色灵])"
)
TO = re.compile(r"[ ]?(?:-{1,2}|—{1,2}|–|~|～|〜|至|到)[ ]?")


def match_share(text: str, at: int) -> Found | None:
    """The share in words that begins at an offset of folded text, or None."""
    if "分之" in text[at : at + 6]:
        return _part(text, at) or _fraction(FRACTION.match(text, at))
    tenths = TENTHS.match(text, at)
    if tenths:
        return _tenths(tenths)
    return _fraction(_slash(text, at)) if text[at + 1 : at + 2] == "/" else None


def _slash(text: str, at: int) -> re.Match[str] | None:
    """1/3 as a share: 占1/3, 1/3的, 1/3以上; never a date or a page."""
    match = SLASH.match(text, at)
    if not match or (at and text[at - 1] in "0123456789/."):
        return None
    after, before = text[match.end() : match.end() + 2], text[max(0, at - 1) : at]
    return (
        match
        if after[:1] == "的"
        or after in ("以上", "以下", "左右")
        or before in ("占", "近", "约", "过", "的")
        or "占" in text[max(0, at - 6) : at]
        else None
    )


def _part(text: str, at: int) -> Found | None:
    """百分之九十 is 90 %, 千分之二点四 is 2.4 ‰, 万分之五 is 0.05 %; 百分之八至百分之十 is a range."""
    first = PART.match(text, at)
    value = _number(first["part"]) if first else None
    if not first or value is None:
        return None
    end, upper = first.end(), _upper(first["part"])
    other = _other_end(text, end, first["part"], value)
    high = _number(other["part"]) if other and other["kind"] in (first["kind"], None) else None
    if other and high is not None and high > value:
        upper, end = high, other.end()
    shift = -2 if first["kind"] == "万" else 0
    last = min(Decimal(1), CTX.scaleb(Decimal(1), int(value.as_tuple().exponent)))
    numeral = Numeral(
        end=end, value=plain(CTX.scaleb(value, shift)), ulp=CTX.scaleb(last, shift), last=CTX.scaleb(last, shift),
        inside=first["more"] or "", arabic=False,
    )  # fmt: skip
    unit = units()["‰" if first["kind"] == "千" else "%"]
    return found(at, end, numeral, unit, upper=None if upper is None else plain(CTX.scaleb(upper, shift)))


def _other_end(text: str, end: int, part: str, value: Decimal) -> re.Match[str] | None:
    """The higher end of 百分之八至百分之十, and of 百分之二、三, whose ends are neighbours."""
    joint = TO.match(text, end)
    if joint:
        return PART.match(text, joint.end()) or SHORT.match(text, joint.end())
    near = SHORT.match(text, end + 1) if len(part) == 1 and text[end : end + 1] == "、" else None
    return near if near and near["kind"] is None and _number(near["part"]) == value + 1 else None


def _fraction(match: re.Match[str] | None) -> Found | None:
    """三分之一 is 33.33 %, two decimals as the project's definition of a figure has it."""
    above, below = (_number(match["above"]), _number(match["below"])) if match else (None, None)
    if not match or not above or not below:
        return None
    value = CTX.quantize(CTX.divide(CTX.multiply(above, Decimal(100)), below), Decimal("0.01"))
    numeral = Numeral(
        end=match.end(), value=plain(value), ulp=Decimal("0.02"), last=Decimal("0.01"), arabic=match[0][0].isascii()
    )
    return found(match.start(), match.end(), numeral, units()["%"])


def _tenths(match: re.Match[str]) -> Found:
    """两成 is 20 %, 六成五 is 65 %, 三成半 is 35 %, 三至四成 is 30 to 40 %."""
    whole, half = _number(match["whole"]) or Decimal(0), match["half"]
    extra = Decimal(5) if half == "半" else (_number(half) or Decimal(0)) if half else Decimal(0)
    ulp = Decimal(10) if "." not in match["whole"] and not half else Decimal(1)
    numeral = Numeral(end=match.end(), value=plain(whole * 10 + extra), ulp=ulp, last=ulp, arabic=match[0][0].isascii())
    upper = _number(match["upper"]) if match["upper"] else None
    return found(
        match.start(), match.end(), numeral, units()["%"], upper=None if upper is None else plain(upper * 10 + extra)
    )


def _number(text: str) -> Decimal | None:
    by_place = positional(text, pairs=True) if text[2:3] in ("", "点", "·") else None
    if by_place is not None and not _follow(text):
        return by_place
    numeral = match_numeral(text, 0)
    return numeral.value if numeral and numeral.end == len(text) else None


def _upper(text: str) -> Decimal | None:
    """The higher end of 百分之七八; digits with a fraction (百分之四五点一) stand each at its place."""
    if "点" in text or "·" in text:
        return None
    numeral = match_numeral(text, 0)
    return numeral.upper if numeral and numeral.end == len(text) else None


def _follow(text: str) -> bool:
    """Whether two digits alone are neighbours (百分之七八), which say about, not a place each."""
    return len(text) == 2 and match_numeral(text, 0) is not None
