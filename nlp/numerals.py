"""Numerals, Arabic, Chinese and mixed: where one begins and ends, and the decimal it writes.

Patterns match folded text (half-width, simplified). Forms after GB/T 15835-2011: 25万6千, 十三亿七千万, 两万五 (25000),
三四十 (30 to 40), 1,234.5. A magnitude never takes the 千 of 千瓦, 千米, 千克, nor the 百 of 百分.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

NEW = tuple.__new__
"""What makes a named tuple without a call of Python code: three are made for every number."""
CTX = Context(prec=80)
ONE = Decimal(1)
ASCII_DIGITS = frozenset("0123456789")
KNOWN = 8192
"""Numerals that are remembered with what they write."""
LONGEST = 40
"""Characters of a numeral beyond which it is a code, not a quantity."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"○": 0, "两": 2, "幺": 1, "参": 3}
ZEROS = frozenset("零〇○")
BIG = frozenset("万亿兆")
POINTS = frozenset("点·")
TENS = {"廿": 20, "卅": 30}
POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "亿": 8, "兆": 12}

SPACED = (
    r"\d{1,3}(?: \d{3})+"
    r"(?=(?:\.\d+)?[ ]?[万亿元吨人户亩个家公平立千米斤名座宗间张项条件辆套处所场次笔份批头只艘架栋幢盏位余多%])"
)
"""Groups with spaces between (1 234.5 吨) are one number only where a unit shows it."""
ARABIC = rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|{SPACED}|\d{{1,40}})(?:\.\d+)?"
POWER = r"(?:[十拾佰仟万亿]|兆(?=[ ]?(?:\d|[元美日港欧人]))|百(?!分)|千(?![瓦米克伏卡焦帕赫升]))"
GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
TAILED = r"(?:(?:\d,\d{3}|\d{3,4})(?![\d,.]))"
SIMPLE = "一二三四五六七八九两壹贰叁肆伍陆柒捌玖参"
CHINESE = rf"(?:[零〇○廿卅{SIMPLE}]|{POWER})+(?:[点·][零〇一二三四五六七八九]+)?"
MORE = r"[余多来]"
VAGUE = re.compile(rf"数{POWER}+|几{POWER}+|(?:上|成){POWER}上{POWER}")
NEIGHBOURS = frozenset("一二两三四五六七八九")
APART = re.compile(
    "(?:一、二|[二两]、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=[十百千万亿倍户亩斤]|个(?!方面|问题))"
)
"""Neighbours as older texts print them: 四、五十亿 is 四五十亿."""
VAGUE_STARTS = frozenset("数几上成")
COMMON = re.compile(
    r"([0-9]{1,15}(?:\.[0-9]{1,10})?)([万亿]{0,2})(?![0-9,，. 余多来几个两十拾百佰千仟万亿兆零〇一二三四五六七八九])"
)
"""The form of most numbers: digits and at most 万亿, with nothing after that could belong to them."""
STEP = rf"{POWER}+(?:[多余]{POWER}+)?"
NUMERAL = re.compile(
    rf"(?P<head>{ARABIC}|{CHINESE})"
    rf"(?:(?P<few>几|(?<=十)数(?=[个名人家间位座项件条]))"
    rf"|(?P<more> ?{MORE}(?=[ ]?(?:{POWER}|[^零〇○廿卅{SIMPLE}\d\s]))))?"
    rf"(?P<tail>[ ]?(?:个(?=亿(?!元|级|吨|千瓦)))?{STEP}"
    rf"(?:零?(?:{GROUPED}(?:\.\d+)?[多余]?{STEP}|[{SIMPLE}]{{1,9}}{STEP})){{0,6}}(?:{TAILED}|(?!两)[{SIMPLE}])?)?"
    rf"(?P<last>多|余)?"
)
ALONE = {char: Decimal(DIGITS[char]) for char in "一二两三四五六七八九"}
GOES_ON = frozenset(f"0123456789零〇○廿卅{SIMPLE}十拾百佰千仟万亿兆点·几余多来个、 ")
"""What may carry a numeral of one digit on: 一 before anything else is one."""
TOKENS = re.compile(rf"\d[\d,， ]*(?:\.\d+)?|[零〇○廿卅{SIMPLE}]|[十拾百佰千仟万亿兆]|[点·][零〇一二三四五六七八九]+")
POSITIONAL = re.compile(r"(?P<whole>[零〇○一二三四五六七八九]{2,})(?:[点·](?P<fraction>[零〇一二三四五六七八九]+))?$")


class Numeral(NamedTuple):
    """A number that was read. `ulp` and `last` as in corpus.interval.Printed; `upper` for 三四十 (30 to 40);
    `inside` is the 余, 多, 来 or 几 within it; `value` is None where it is too vague (数百)."""

    end: int
    value: Decimal | None
    upper: Decimal | None = None
    ulp: Decimal = Decimal(1)
    last: Decimal = Decimal(1)
    inside: str = ""
    arabic: bool = True
    magnitude: str = ""
    """The trailing powers, as 万 or 万亿: shared by both ends of 3～5亿."""


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and trailing zeros."""
    value = CTX.normalize(value)
    return CTX.quantize(value, ONE) if value.as_tuple().exponent > 0 else value  # type: ignore[operator]


@cache
def ten_to(power: int) -> Decimal:
    """A power of ten, written out."""
    return Decimal(f"1e{power}") if power < 0 else Decimal(10**power)


@cache
def powers_place(powers: str) -> int:
    """The power of ten of a run of power words: 万亿 is 12."""
    return sum(POWERS[char] for char in powers)


def power_of(powers: str) -> Decimal:
    """What a run of power words multiplies by: 千万 is 10,000,000."""
    return CTX.scaleb(Decimal(1), sum(POWERS[c] for c in powers))


def match_numeral(text: str, at: int) -> Numeral | None:
    """The numeral that begins at an offset of folded text, or None."""
    first, second = text[at : at + 1], text[at + 1 : at + 2]
    if first in ASCII_DIGITS:
        common = COMMON.match(text, at)
        if common:
            head, powers = common.groups()
            value, ulp, last = _digits(head, powers)
            return NEW(Numeral, (common.end(), value, None, ulp, last, "", True, powers))
    elif second not in GOES_ON and first in ALONE:
        return NEW(Numeral, (at + 1, ALONE[first], None, ONE, ONE, "", False, ""))
    if second == "、" and APART.match(text, at):
        joined = match_numeral(text[at] + text[at + 2 : at + 2 + LONGEST], 0)
        return joined._replace(end=at + 1 + joined.end) if joined and joined.upper else None
    vague = VAGUE.match(text, at) if first in VAGUE_STARTS else None
    if vague:
        return Numeral(end=vague.end(), value=None, inside=vague[0][0], arabic=False)
    found = NUMERAL.match(text, at)
    return _read(found) if found else None


def _read(found: re.Match[str]) -> Numeral | None:
    head, few, more, tail, last = found.group("head", "few", "more", "tail", "last")
    tail = tail.strip() if tail else ""
    if len(head) + len(tail) > LONGEST:
        return None
    inside = few or (more.strip() if more else "") or last or next((char for char in tail if char in "多余"), "")
    if head[0] not in ASCII_DIGITS:
        return _compound(found.end(), head + tail, False, inside)
    powers = tail.removeprefix("个")
    if all(char in POWERS for char in powers):
        return _arabic(found.end(), head, powers, inside)
    return _compound(found.end(), head + tail, True, inside)


def _arabic(end: int, head: str, powers: str, inside: str) -> Numeral:
    """Digits, with or without a run of powers: 14.47亿, 1,234.5."""
    value, ulp, last = _digits(head, powers)
    return NEW(Numeral, (end, value, None, ulp, last, inside, True, powers))


@lru_cache(maxsize=KNOWN)
def _digits(head: str, powers: str) -> tuple[Decimal, Decimal, Decimal]:
    """What digits and powers write: the value, one unit of its last place, and of its last digit that is not zero."""
    digits = head if head.isdigit() else re.sub("[,， ]", "", head)
    whole, _, fraction = digits.partition(".")
    digits = whole + fraction
    place = powers_place(powers) - len(fraction)
    zeros = len(digits) - len(digits.rstrip("0"))
    value = Decimal(int(digits) * 10**place) if place >= 0 else Decimal(f"{digits}e{place}")
    if place < 0 and zeros:
        value = plain(value)
    return value, ten_to(place), ten_to(place + zeros) if zeros < len(digits) else ONE


def last_place(value: Decimal) -> Decimal:
    """One unit of the last digit that is not zero: 6800 gives 100."""
    exponent = CTX.normalize(value).as_tuple().exponent
    return CTX.scaleb(Decimal(1), int(exponent)) if value else Decimal(1)


def _compound(end: int, body: str, arabic: bool, inside: str) -> Numeral | None:
    """Chinese numerals and mixed ones."""
    found = _written(body, arabic)
    if found is None:
        return None
    return NEW(Numeral, (end, *found[1:5], inside, *found[6:]))


@lru_cache(maxsize=KNOWN)
def _written(body: str, arabic: bool) -> Numeral | None:
    """The numeral that a body writes, wherever it stands; a text says the same few again and again."""
    tokens = TOKENS.findall(body)
    trail = len(tokens)
    while trail and tokens[trail - 1] in POWERS:
        trail -= 1
    pair = _neighbours(tokens)
    if pair:
        return _approximate(tokens, pair)
    value = positional(body)
    value = evaluate(tokens) if value is None else value
    if value is None:
        return None
    magnitude = "".join(tokens[trail:]) if trail else "".join(tokens)
    return Numeral(
        end=0, value=plain(value), ulp=_ulp(tokens, arabic), last=last_place(value), arabic=arabic, magnitude=magnitude
    )  # fmt: skip


def positional(body: str, *, pairs: bool = False) -> Decimal | None:
    """二〇一八, 四一·五: digits by place, no power word; two whole digits only where `pairs` allows (百分之四一)."""
    found = POSITIONAL.match(body)
    if not found:
        return None
    whole, fraction = found["whole"], found["fraction"] or ""
    if len(whole) == 2 and not fraction and not pairs and not ZEROS & set(whole):
        return None
    digits = "".join(str(DIGITS[c]) for c in whole + fraction)
    return CTX.scaleb(Decimal(digits), -len(fraction))


def _neighbours(tokens: list[str]) -> int:
    """One more than the place of two digits that follow each other (七八, 三四); 0 when there are none."""
    spots = [
        i
        for i in range(len(tokens) - 1)
        if tokens[i] in NEIGHBOURS
        and tokens[i + 1] in NEIGHBOURS
        and DIGITS[tokens[i + 1]] - DIGITS[tokens[i]] in (1, 2)
        and len(tokens[i]) == 1
    ]
    others = sum(1 for a, b in pairwise(tokens) if a in DIGITS and b in DIGITS)
    return spots[0] + 1 if len(spots) == 1 and others == 1 else 0


def _approximate(tokens: list[str], pair: int) -> Numeral | None:
    """三四十 is 30 to 40, 七八个 is 7 to 8, 一千二三百 is 1200 to 1300."""
    low = evaluate(tokens[:pair] + tokens[pair + 1 :])
    high = evaluate(tokens[: pair - 1] + tokens[pair:])
    if low is None or high is None:
        return None
    last = last_place(low)
    return Numeral(end=0, value=plain(low), upper=plain(high), ulp=last, last=last, arabic=False)


def _ulp(tokens: list[str], arabic: bool) -> Decimal:
    """One unit of the last printed place: the last digit's place under the powers that follow it.

    A Chinese numeral below 万 is written out to its units: 五百人 is as exact as 500人.
    """
    if not arabic and not BIG & set(tokens):
        fraction = next((len(token) - 1 for token in tokens if token[0] in POINTS), 0)
        return ten_to(-fraction)
    powers = 0
    for token in reversed(tokens):
        if token not in POWERS:
            digits = token[1:] if token[0] in POINTS else token.partition(".")[2]
            return CTX.scaleb(Decimal(1), powers - len(digits))
        powers += POWERS[token]
    return CTX.scaleb(Decimal(1), powers)


def evaluate(tokens: list[str]) -> Decimal | None:
    """The number that digits and powers write, or None where their order makes no sense (壹贰万)."""
    total = section = Decimal(0)
    number: Decimal | None = None
    big = 0
    for token in tokens:
        power = POWERS.get(token)
        if token in ZEROS:
            number = None if number is None else number
        elif token[0] in POINTS:
            number = CTX.add(number or Decimal(0), _digit(token))
        elif token in TENS:
            section = CTX.add(section, Decimal(TENS[token]))
        elif power is None:
            if number is not None:
                return None
            number = _digit(token)
        elif power < 4:
            section, number = CTX.add(section, CTX.scaleb(Decimal(1) if number is None else number, power)), None
        else:
            section = CTX.add(section, number or Decimal(0))
            if big and (power > big or not section):
                total = CTX.scaleb(CTX.add(total, section), power)
            else:
                total = CTX.add(total, CTX.scaleb(section or Decimal(1), power))
            section, number, big = Decimal(0), None, power
    return CTX.add(CTX.add(total, section), _rest(tokens, number))


def _rest(tokens: list[str], number: Decimal | None) -> Decimal:
    """The last digit: 两万五 is 25000, 三千五 is 3500, but 一百零五 is 105."""
    if number is None:
        return Decimal(0)
    last = POWERS.get(tokens[-2], 0) if len(tokens) > 1 and tokens[-1] in SIMPLE else 0
    return CTX.scaleb(number, last - 1) if last >= 2 else number


def _digit(token: str) -> Decimal:
    if token[0] in POINTS:
        return Decimal("0." + "".join(str(DIGITS[c]) for c in token[1:]))
    if token in DIGITS:
        return Decimal(DIGITS[token])
    if token in TENS:
        return Decimal(TENS[token])
    return Decimal(re.sub("[,， ]", "", token))


def parse_numeral(text: str) -> Decimal | None:
    """The number that a whole text writes (查询 用: 三千五百二十万, 1,234.5, 25万6千), or None."""
    from nlp.fold import fold

    folded = fold(text).strip()
    found = match_numeral(folded, 0)
    return found.value if found and found.end == len(folded) else None
