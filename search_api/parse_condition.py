"""Tokens of a query as the condition that documents must meet, and how that is told to who typed it.

    sequence = clause clause …       each of them holds; bare words alone only rank
    clause   = both {OR both}        both = one {AND one}
    one      = [NOT] (word | phrase | field | quantity | group)        group = "(" sequence ")"

A word beside an operator must stand in the document. An operator without its operands and a bracket without its partner
are no error: they are taken as words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.index_text import fold as folded
from corpus.query import AllOf, AnyOf, Condition, Counts, FigureQuery, Filters, Holds, Meets, Names, NotThis, Says
from nlp.fold import fold
from nlp.script import simplified
from search_api.query_error import QueryError
from search_api.query_tokens import SYMBOL, Token

DEEPEST = 12
"""Brackets inside one another, at most; deeper ones are taken as punctuation."""
MOST = 256
"""Operands of operators, at most."""
NAMES = {
    "title": "标题", "issuer": "发文机关", "number": "文号", "region": "地区", "year": "年份", "kind": "文种",
    "program": "项目", "indicator": "指标",
}  # fmt: skip

ReadFilters = Callable[..., Filters]
Cut = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query that is meant exactly, in words; `start` and `end` are its place in what was typed. `kind` is
    phrase, field, value, or logic."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """What a stretch means. `alone` must hold where it stands alone (None: it only ranks), `asked` where it is the
    operand of an operator."""

    kind: str
    text: str
    start: int
    end: int
    alone: Condition | None
    asked: Condition | None


@dataclass(slots=True)
class Reading:
    """What becomes of tokens: `condition`, its `parts`, the `phrases` that stand alone, `notes` on what was not
    understood and the stretches that do not rank (`cut`)."""

    condition: Condition | None = None
    parts: list[Part] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cut: list[tuple[int, int]] = field(default_factory=list)


Item = Token | list["Item"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads tokens. `filters` understands the fields of documents, `words` cuts an indicator into words."""

    filters: ReadFilters
    words: Cut

    def read(self, tokens: Sequence[Token]) -> Reading:
        """The condition of all tokens and how it is told."""
        reading = Reading()
        if sum(token.kind != "word" for token in tokens) > MOST:
            reading.notes.append(f"短语、字段和运算符超过 {MOST} 个，全部按普通词语处理")
            return reading
        conditions = []
        for clause in self._sequence(_nested(tokens, reading), reading):
            if clause.alone is None:
                continue
            reading.parts.append(Part(clause.kind, clause.text, clause.start, clause.end))
            if isinstance(clause.alone, Holds) and clause.kind == "phrase":
                reading.phrases.append(clause.alone.phrase)
            else:
                conditions.append(clause.alone)
        reading.condition = all_of(conditions)
        return reading

    def _sequence(self, items: Sequence[Item], reading: Reading) -> list[Clause]:
        """The clauses of a sequence: what stands between operators is joined by them, OR last."""
        kept = _operators_with_operands(items, reading)
        clauses: list[Clause] = []
        pending = ""
        for item, negated in _negations(kept):
            if isinstance(item, Token) and item.kind in ("and", "or"):
                reading.cut.append((item.start, item.end))
                pending = item.kind
                continue
            clause = self._one(item, reading)
            if negated is not None:
                clause = _without(clause, negated, reading)
            clauses = [*clauses[:-1], *_joined(clauses[-1], clause, pending)] if pending else [*clauses, clause]
            pending = ""
        return [_flat(clause) for clause in clauses]

    def _one(self, item: Item, reading: Reading) -> Clause:
        if isinstance(item, list):
            return _group(self._sequence(item, reading), item)
        if item.kind == "phrase":
            return self._phrase(item, reading)
        if item.kind == "field":
            return self._field(item, reading)
        if item.kind == "value":
            return self._value(item, reading)
        if SYMBOL.match(fold(item.text)):
            reading.notes.append(f"{item.text} 不是数值，按普通词语处理；数值写作 >1亿元、3%..5%、约50万人")
        holds = holding(item.text) if folded(item.text) else None
        return Clause("word", item.text, item.start, item.end, None, holds)

    def _phrase(self, token: Token, reading: Reading) -> Clause:
        reading.cut.append((token.start, token.end))
        if not token.text.strip():
            return Clause("word", token.text, token.start, token.end, None, None)
        holds = Holds(token.text)
        return Clause("phrase", f"“{token.text}”", token.start, token.end, holds, holds)

    def _field(self, token: Token, reading: Reading) -> Clause:
        label = f"{NAMES[token.name]}：{token.text}"
        try:
            condition = self._meaning(token.name, token.text)
        except QueryError as error:
            reading.notes.append(f"{label} 按普通词语处理（{error}）")
            return Clause("word", token.text, token.start, token.end, None, holding(token.text))
        reading.cut.append((token.start, token.end))
        return Clause("field", label, token.start, token.end, condition, condition)

    def _meaning(self, name: str, text: str) -> Condition:
        if not folded(text):
            raise QueryError("write something behind it")
        if name in ("title", "issuer", "number"):
            return Says(name, text)
        if name == "program":
            return Names(text)
        if name == "indicator":
            return Counts(FigureQuery(indicator=self.words(text)))
        values = _years(text) if name == "year" else (text,)
        return Meets(self.filters(**{name: values}))

    def _value(self, token: Token, reading: Reading) -> Clause:
        from search_api.parse_value import shown_value

        asked = token.value
        assert asked is not None
        counts = Counts(
            FigureQuery(
                indicator=self.words(token.name) if token.name else (), interval=asked.interval, near=asked.near,
                dimension=asked.dimension, unit=asked.unit,
            )
        )  # fmt: skip
        reading.cut.append((token.name_end or token.start, token.end))
        return Clause(
            "value", f"{token.name} {shown_value(token.text)}".strip(), token.start, token.end, counts, counts
        )


def holding(text: str) -> Condition:
    """A text stands in a document as it is typed, or in simplified characters."""
    simple = simplified(text)
    return Holds(text) if simple == text else AnyOf((Holds(text), Holds(simple)))


def all_of(conditions: Sequence[Condition]) -> Condition | None:
    """All of some conditions; of one the condition, of none None."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return AllOf(tuple(conditions))


def _nested(tokens: Sequence[Token], reading: Reading) -> list[Item]:
    """Tokens as lists in lists by their brackets; those without a partner, without content or too deep are dropped."""
    stack: list[list[Item]] = [[]]
    for token in tokens:
        if token.kind == "open":
            stack.append([])
        elif token.kind != "close":
            stack[-1].append(token)
        elif len(stack) > 1:
            _close(stack)
    if len(stack) > 1:
        reading.notes.append("不成对的括号不起作用")
    while len(stack) > 1:
        inner = stack.pop()
        stack[-1] += inner
    return stack[0]


def _close(stack: list[list[Item]]) -> None:
    inner = stack.pop()
    if len(stack) > DEEPEST or len(inner) == 1:
        stack[-1] += inner
    elif inner:
        stack[-1].append(inner)


def _is_operand(item: Item) -> bool:
    if isinstance(item, list):
        return True
    return item.kind not in ("and", "or", "not") and bool(folded(item.text))


def _operators_with_operands(items: Sequence[Item], reading: Reading) -> list[Item]:
    """The items without operators that lack an operand."""
    kept: list[Item] = []
    for place, item in enumerate(items):
        if isinstance(item, Token) and item.kind in ("and", "or", "not"):
            follows = next((one for one in items[place + 1 :] if isinstance(one, list) or one.kind != "not"), None)
            before = item.kind == "not" or (bool(kept) and _is_operand(kept[-1]))
            if follows is None or not _is_operand(follows) or not before:
                reading.notes.append(f"{item.text} 前后缺少词语，按普通词语处理")
                continue
        kept.append(item)
    return kept


def _negations(items: Sequence[Item]) -> Iterator[tuple[Item, Token | None]]:
    """Items that are no NOT, each with the NOT before it; two in a row are none."""
    negated: Token | None = None
    for item in items:
        if isinstance(item, Token) and item.kind == "not":
            negated = None if negated else item
            continue
        yield item, negated
        negated = None


def _without(clause: Clause, token: Token, reading: Reading) -> Clause:
    reading.cut.append((token.start, clause.end))
    if clause.asked is None:
        return clause
    condition = NotThis(clause.asked)
    return Clause("logic", f"不含 {clause.text}", token.start, clause.end, condition, condition)


def _joined(left: Clause, right: Clause, how: str) -> list[Clause]:
    """Two clauses joined; AND binds closer than OR."""
    if left.asked is None or right.asked is None:
        return [left, right]
    if how == "and" and isinstance(left.asked, AnyOf) and left.kind == "or":
        *others, last = left.asked.parts
        condition: Condition = AnyOf((*others, _both(last, right.asked)))
        kind, text = "or", f"{left.text} 且 {right.text}"
    elif how == "and":
        condition, kind, text = _both(left.asked, right.asked), "and", f"{left.text} 且 {right.text}"
    else:
        parts = left.asked.parts if left.kind == "or" and isinstance(left.asked, AnyOf) else (left.asked,)
        condition, kind, text = AnyOf(tuple(dict.fromkeys((*parts, right.asked)))), "or", f"{left.text} 或 {right.text}"
    return [Clause(kind, text, left.start, right.end, condition, condition)]


def _both(left: Condition, right: Condition) -> Condition:
    parts = left.parts if isinstance(left, AllOf) else (left,)
    return AllOf((*parts, right))


def _flat(clause: Clause) -> Clause:
    """A clause of operators under the kind that it is told by."""
    kind = "logic" if clause.kind in ("and", "or") else clause.kind
    return Clause(kind, clause.text, clause.start, clause.end, clause.alone, clause.asked)


def _group(clauses: Sequence[Clause], items: Sequence[Item]) -> Clause:
    if not clauses:  # operators alone
        first = _first(items)
        return Clause("word", first.text, first.start, first.end, None, None)
    alone = all_of([clause.alone for clause in clauses if clause.alone is not None])
    asked = all_of([clause.asked for clause in clauses if clause.asked is not None])
    text = f"（{' '.join(clause.text for clause in clauses)}）"
    return Clause("logic", text, clauses[0].start, clauses[-1].end, alone, asked)


def _first(items: Sequence[Item]) -> Token:
    first = items[0]
    return _first(first) if isinstance(first, list) else first


def _years(text: str) -> tuple[str, ...]:
    """`2018`, and all of `2016..2020`."""
    first, dots, last = fold(text).replace("年", "").replace("—", "..").partition("..")
    if not dots:
        return (text,)
    if not (first.isdigit() and last.isdigit() and len(first) == len(last) == 4 and first <= last):
        raise QueryError(f"{text!r} is no span of years: write it like 2016..2020")
    return tuple(str(year) for year in range(int(first), int(last) + 1))[:200]
