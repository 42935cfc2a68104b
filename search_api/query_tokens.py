"""What a person types, cut into tokens: words, quoted phrases, operators, brackets, fields and quantities.

Whatever is nothing else is a word. Operators and quotes count only where they stand between spaces, so that a whole
sentence is made of words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.model import DIMENSIONS
from nlp.fold import fold
from search_api.query_error import QueryError

if TYPE_CHECKING:
    from search_api.parse_value import AskedValue

OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "也": "and", "和": "and", "或": "or", "非": "not"}
OPEN, CLOSE, MINUS = "(（", ")）", "-－"
# in straight quotes \" is a quote and any other backslash stands for itself
QUOTED = re.compile(r'(?:"((?:\\"|[^"])*)"|“([^”]*)”|「([^」]*)」)(?=[\s)）]|$)')
FIELD = re.compile(r"([A-Za-z]{4,9}|[\u4e00-\u9fff]{2,4})[:：](?=\S)")
FIELDS = {
    "标题": "title", "题目": "title", "title": "title",
    "发文机关": "issuer", "机关": "issuer", "issuer": "issuer",
    "文号": "number", "number": "number",
    "地区": "region", "region": "region",
    "年份": "year", "year": "year",
    "文种": "kind", "kind": "kind",
    "项目": "program", "program": "program",
    "指标": "indicator", "indicator": "indicator",
}  # fmt: skip
"""Names of fields, folded and in lower case."""

SYMBOL = re.compile("[<>=≥≤≧≦≈]+")
COUNTED_ALONE = frozenset(DIMENSIONS) - {"count", "times", "duration", "age", "other"}
"""Dimensions of a quantity that asks for a value without a sign before it: 3个 and 5年 are words."""
LONGEST = 60
"""Code points of a quantity, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A stretch [start, end) of what was typed. `kind` is word, phrase, and, or, not, open, close, field or value;
    `text` what it says; `name` a field's, or the word that a quantity is about; `value` a quantity's."""

    kind: str
    start: int
    end: int
    text: str
    name: str = ""
    value: AskedValue | None = None
    name_end: int = 0
    """Where the word ends that a quantity is about."""


def read_tokens(text: str) -> list[Token]:
    """All tokens, in order, quantities with the word before them."""
    return list(_with_values(list(_cut(text))))


def _cut(text: str) -> Iterator[Token]:
    at, depth = 0, 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at, depth)
        depth += (token.kind == "open") - (token.kind == "close")
        yield token
        at = token.end


def _token(text: str, at: int, depth: int) -> Token:
    if found := _phrase(text, at):
        return found
    if text[at] in OPEN:
        return Token(kind="open", start=at, end=at + 1, text=text[at])
    if text[at] in CLOSE and depth > 0:
        return Token(kind="close", start=at, end=at + 1, text=text[at])
    end = _word_end(text, at, depth)
    word = text[at:end]
    if word in OPERATORS:
        return Token(kind=OPERATORS[word], start=at, end=end, text=word)
    if _is_minus(text, at, end):
        return Token(kind="not", start=at, end=at + 1, text=text[at])
    return _field(text, at, end) or Token(kind="word", start=at, end=end, text=word)


def _phrase(text: str, at: int) -> Token | None:
    if text[at] not in '"“「' or not (found := QUOTED.match(text, at)):
        return None
    said = found[1].replace('\\"', '"') if found[1] is not None else found[2] or found[3] or ""
    return Token(kind="phrase", start=at, end=found.end(), text=said)


def _word_end(text: str, at: int, depth: int) -> int:
    """Where white space comes, or a bracket that closes one which the word did not open."""
    inside = 0
    for place in range(at, len(text)):
        char = text[place]
        if char.isspace():
            return place
        inside += char in OPEN
        if char in CLOSE:
            if depth > 0 and inside == 0 and place > at:
                return place
            inside = max(0, inside - 1)
    return len(text)


def _is_minus(text: str, at: int, end: int) -> bool:
    """-词 leaves out; -1.6% is a number, and -- is none of both."""
    return text[at] in MINUS and end > at + 1 and (text[at + 1].isalpha() or text[at + 1] in OPEN + '"“「')


def _field(text: str, at: int, end: int) -> Token | None:
    if not (found := FIELD.match(text, at, end)):
        return None
    name = FIELDS.get(fold(found[1]).lower())
    if name is None:
        return None
    if phrase := _phrase(text, found.end()):
        return replace(phrase, kind="field", start=at, name=name)
    return Token(kind="field", start=at, end=end, text=text[found.end() : end], name=name)


def _with_values(tokens: list[Token]) -> Iterator[Token]:
    """Words that are quantities become one with the word that they are about."""
    held: Token | None = None
    place = 0
    while place < len(tokens):
        token, joined = tokens[place], 1
        found = _value(token) if token.kind == "word" else None
        if found is None and token.kind == "word" and _is_sign(token) and place + 1 < len(tokens):
            after = tokens[place + 1]
            both = replace(token, end=after.end, text=token.text + after.text)
            if after.kind == "word" and (found := _value(both)):
                joined = 2
        if found is None:
            if held:
                yield held
            held = token
        elif held and held.kind == "word" and not found.name and not fold(held.text)[0].isdigit():
            held = replace(found, start=held.start, name=held.text, name_end=held.end)
        else:
            if held:
                yield held
            held = found
        place += joined
    if held:
        yield held


def _is_sign(token: Token) -> bool:
    from search_api.parse_value import SIGNS

    return fold(token.text) in SIGNS


def _value(token: Token) -> Token | None:
    """The word as a quantity: with a sign, as a range, or with a unit that is counted alone; `研发经费>1亿元` too."""
    text = fold(token.text)
    if len(text) > LONGEST or not (_may_count(text)):
        return None
    sign = SYMBOL.search(text)
    if sign and sign.start() > 0 and not text[: sign.start()].isdigit():
        value = _asked(text[sign.start() :])
        name = token.text[: sign.start()]
        about = replace(token, kind="value", name=name, name_end=token.start + sign.start(), value=value)
        return replace(about, text=token.text[sign.start() :]) if value else None
    value = _asked(text)
    return replace(token, kind="value", value=value) if value else None


def _may_count(text: str) -> bool:
    return any(char.isdigit() or char in "一二三四五六七八九十百千万亿两半" for char in text)


def _asked(text: str) -> AskedValue | None:
    from search_api.parse_value import BEFORE, BEHIND, RANGE, parse_value

    try:
        value = parse_value(text)
    except QueryError:
        return None
    if BEFORE.match(text) or BEHIND.search(text):
        return value
    if RANGE.search(text):
        return value if value.dimension not in (None, "duration") else None
    return value if value.dimension in COUNTED_ALONE else None
