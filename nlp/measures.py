"""How a figure measures: level, share, change, growth, multiple, per unit; its direction, basis and per.

The nearest word of change before a number decides, unless the text reached the number (提高到: a level). A percentage
without one is a share where a whole is named. Members of a list take all from their neighbour. Rules follow the
project's definition of measure, direction, basis and per.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.clauses import Window, find_windows
from nlp.cues import Cue, Cues, find_cues, versus, year_of
from nlp.per_units import per_in, per_of_surface
from nlp.reading import Measure, Mention, Reading
from nlp.table_measures import measure_of_cell

LEVEL = Measure()
RATES, POINTS, TIMES = frozenset({"%", "‰"}), frozenset({"百分点"}), frozenset({"倍", "番"})
UP = frozenset({"up", "move_up", "speed_up", "gain", "above", "over", "pull"})
DOWN = frozenset({"down", "move_down", "speed_down", "loss", "below", "under", "saved"})
VERBS = frozenset({"up", "move_up", "down", "move_down"})
MOVES = frozenset({"move_up", "move_down", "saved"})
NAMED = frozenset({"gain", "loss", "over", "under", "saved"})
SPEEDS = frozenset({"speed_up", "speed_down"})
BESIDE = frozenset({"above", "below"})
DECIDING = VERBS | NAMED | SPEEDS | BESIDE | {"pull", "flow", "share", "rate", "reach", "of"}
QUALIFIER = "约|大约|近|将近|接近|超过?|逾|突破|不低于|不少于|不超过|不高于|至少|最多|最高|高达|达|为|是|仅|只|均|各|共|合计|分别|幅度|速度|率|额|数|量|了|近乎|再|又|也|就|在|以上|实际|左右|上下|±|:|："
FILL = re.compile(rf"(?:{QUALIFIER}|\s)*")
REACH = re.compile(r"(?:了)?(?:幅度)?(?:到|至|成|达到)|(?:了)?为")
OBJECT = re.compile(r"[^到至为是，。；：、占]{1,14}")
SHARE_TAIL = re.compile(
    r"(?:以上|以下|以内|左右|上下|多)?的?(?!的|和|与|及|或|至|到|由|从|以|提高|增加|增长|上升|下降|降低|降|升|减|左右|以上|以下|的增|的速|的目标|的年|调整|计算|计|之间)[一-龥]"
)
WHOLE = re.compile(
    r"(?:中|其中|里|当中)[，,]?(?:有|约|近|约有|超过|有近)*|[一-龥”》]的(?:约|近|大约|不超过|不低于|至少|最高|超过)*"
)
SPEED_TAIL = re.compile(r"(?:以上|以下|左右)?的(?:平均|年均)?(?:速度|增速|增长|增幅|涨幅|正增长)")
FALL_TAIL = re.compile(r"(?:以上|以下|左右)?的(?:降幅|跌幅|降速|负增长|下降)")
MORE = re.compile(r"(?:还|要|又)?(?P<up>多|高|快|长|大|早)?(?P<down>少|低|慢|短|小|晚)?(?:了|出|过|近|约|达)*")
BEYOND = re.compile(r"超过?[^，。]{0,14}(?:计划|任务|指标|预算|目标|原定|定额|水平)(?:数|的)?(?:约|近|了)*")


@dataclass(slots=True)
class _Context:
    """One passage: its text, cues and the measures that were found so far."""

    folded: str
    cues: Cues
    windows: list[Window]
    mentions: list[Mention]
    found: list[Measure]
    stretched: bool
    year: int | None


def assign_measures(reading: Reading) -> list[Measure]:
    """One Measure a mention."""
    if not reading.mentions:
        return []
    windows, cues = find_windows(reading), find_cues(reading)
    year = reading.scene.document.metadata.year
    context = _Context(
        reading.folded, cues, windows, reading.mentions, [], _stretched(reading), int(year) if year else None
    )
    for index, mention in enumerate(reading.mentions):
        if mention.cell is not None or mention.column_head or mention.row_head:
            context.found.append(measure_of_cell(mention))
        else:
            context.found.append(_measure(context, index))
    return context.found


STRETCHED_HEADING = re.compile(r"五年来|过去五年|五年工作|[三四五十]年来的?")


def _stretched(reading: Reading) -> bool:
    return any(STRETCHED_HEADING.search(heading) for heading in reading.headings[-1:])


def _measure(context: _Context, index: int) -> Measure:
    mention, window = context.mentions[index], context.windows[index]
    if window.place:
        before = context.found[index - 1]
        if _alike(context.mentions[index - 1], mention) and not (
            window.place and before is LEVEL and mention.unit in TIMES
        ):
            return before
    own = context.cues.between(window.left, mention.start)
    cue = next((c for c in reversed(own) if c.kind in DECIDING), None)
    if mention.unit in RATES:
        return _rate(context, index, cue)
    if mention.unit in POINTS:
        return _points(context, index, cue)
    if mention.unit in TIMES:
        return _times(context, index, cue)
    return _amount(context, index, cue)


def _alike(before: Mention, mention: Mention) -> bool:
    return (
        before.unit == mention.unit
        or not before.unit
        or (before.dimension == "ratio") == (mention.dimension == "ratio")
    )


def _direction(kind: str) -> str:
    return "up" if kind in UP else "down"


def _reached(context: _Context, cue: Cue, mention: Mention) -> bool:
    match = REACH.match(context.folded, cue.end, mention.start)
    if not match:
        return False
    # 增长为5%: a rate; 提高为5%: a level
    return not (match.group().endswith("为") and mention.unit in RATES and cue.word in ("增长", "下降"))


def _adjacent(context: _Context, cue: Cue, mention: Mention) -> bool:
    return FILL.fullmatch(context.folded, cue.end, mention.start) is not None


def _moves(context: _Context, cue: Cue, mention: Mention) -> bool:
    return cue.kind in MOVES and OBJECT.fullmatch(context.folded, cue.end, mention.start) is not None


def _rate(context: _Context, index: int, cue: Cue | None) -> Measure:
    mention, window, folded = context.mentions[index], context.windows[index], context.folded
    if cue and cue.kind in VERBS and not _reached(context, cue, mention):
        if _adjacent(context, cue, mention) or _moves(context, cue, mention):
            return _growth(context, index, cue)
    elif cue and cue.kind in SPEEDS | NAMED and mention.start - cue.end <= 10:
        return _growth(context, index, cue)
    if SPEED_TAIL.match(folded, mention.end):
        return Measure(measure="growth", direction="up", basis=_basis(context, index, "growth"))
    if FALL_TAIL.match(folded, mention.end):
        return Measure(measure="growth", direction="down", basis=_basis(context, index, "growth"))
    more = _more(context, index)
    if more:
        return Measure(measure="growth", direction=more, basis=_basis(context, index, "growth"))
    clause = context.cues.between(window.clause_start, mention.start)
    kinds = [c.kind for c in clause if c.kind in ("share", "of", "rate")]
    if "of" in kinds or (kinds and kinds[-1] == "share"):
        return Measure(measure="share")
    if kinds:
        return LEVEL
    lead = folded[max(window.clause_start, mention.start - 12) : mention.start]
    if SHARE_TAIL.match(folded, mention.end) or re.search(rf"(?:{WHOLE.pattern})$", lead):
        return Measure(measure="share")
    return LEVEL


def _growth(context: _Context, index: int, cue: Cue) -> Measure:
    return Measure(measure="growth", direction=_direction(cue.kind), basis=_basis(context, index, "growth"))


def _points(context: _Context, index: int, cue: Cue | None) -> Measure:
    mention = context.mentions[index]
    if cue is None or cue.kind in ("share", "rate", "of", "flow", "reach"):
        more = _more(context, index)
        return Measure(
            measure="change",
            direction=more or _series_direction(context, index),
            basis=_basis(context, index, "change"),
        )
    if cue.kind in BESIDE:
        return Measure(measure="change", direction=_direction(cue.kind), basis=_versus_basis(context, cue, mention))
    if cue.kind == "pull":
        word = context.folded[max(0, cue.start - 3) : cue.start]
        direction = "down" if "负" in word else "up"
        return Measure(measure="change", direction=direction, basis="yoy")
    if _reached(context, cue, mention):
        return LEVEL
    return Measure(measure="change", direction=_direction(cue.kind), basis=_basis(context, index, "change"))


def _series_direction(context: _Context, index: int) -> str | None:
    return context.found[index - 1].direction if index else None


def _versus_basis(context: _Context, cue: Cue, mention: Mention) -> str:
    basis, year = versus(context.folded, cue.end)
    if year:
        return _against(context, year, mention.start)
    return basis or "none"


def _times(context: _Context, index: int, cue: Cue | None) -> Measure:
    mention = context.mentions[index]
    lead = context.folded[max(0, mention.start - 3) : mention.start]
    if mention.unit == "番" or "翻" in lead:
        return Measure(measure="multiple", direction="up", basis=_basis(context, index, "double"))
    if cue and cue.kind in VERBS | SPEEDS and not _reached(context, cue, mention):
        return Measure(measure="multiple", direction=_direction(cue.kind), basis=_basis(context, index, "growth"))
    more = _more(context, index)
    if more:
        return Measure(measure="multiple", direction=more, basis=_basis(context, index, "multiple"))
    return Measure(measure="multiple", basis=_basis(context, index, "multiple"))


def _amount(context: _Context, index: int, cue: Cue | None) -> Measure:
    mention, window, folded = context.mentions[index], context.windows[index], context.folded
    per = per_of_surface(mention.surface, folded, mention.end)
    if per is None:
        per = per_in(folded, window.clause_start, mention.start)
    compared = _compared(context, index)
    if cue and (not per or compared) and cue.kind != "reach":
        change = _change(context, index, cue, compared)
        if change:
            return change
    if not per and (more := _more(context, index)):
        return Measure(measure="change", direction=more, basis=_basis(context, index, "change"))
    if per:
        return Measure(measure="per_unit", per=per)
    return LEVEL


def _change(context: _Context, index: int, cue: Cue, compared: bool) -> Measure | None:
    mention = context.mentions[index]
    if cue.kind == "flow":
        return Measure(measure="change", direction="up", basis=_basis(context, index, "change")) if compared else None
    if cue.kind in BESIDE:
        return None
    if cue.kind in VERBS | NAMED and not _reached(context, cue, mention):
        near, moved = _adjacent(context, cue, mention), _moves(context, cue, mention)
        if near or moved:
            basis = "none" if cue.kind in ("saved", "over", "under") or (moved and not near and not compared) else ""
            return Measure(
                measure="change", direction=_direction(cue.kind), basis=basis or _basis(context, index, "change")
            )
    return None


COMPARED = ("yoy", "mom", "against")


def _compared(context: _Context, index: int) -> bool:
    window, mention = context.windows[index], context.mentions[index]
    return any(
        cue.kind in COMPARED or cue.kind.startswith("basis:")
        for cue in context.cues.between(window.clause_start, mention.start)
    )


@cache
def _more_pattern() -> re.Pattern[str]:
    return re.compile(
        r"[比较][^，。；]{1,30}?(?:还|要|又)?(?:(?P<up>多|高|快)|(?P<down>少|低|慢))(?:了|出|收|支)?(?:近|约|达)*$"
    )


def _more(context: _Context, index: int) -> str | None:
    """The direction of 比…多, 比…少; of 超过计划…; None where the number is not so compared."""
    window, mention = context.windows[index], context.mentions[index]
    lead = context.folded[window.clause_start : mention.start]
    if lead and lead[-1] in "多高快少低慢了出收支近约达":
        match = _more_pattern().search(lead)
        if match:
            return "up" if match["up"] else "down"
    if mention.unit not in RATES and "超" in lead[-24:] and re.search(rf"{BEYOND.pattern}$", lead):
        return "up"
    return None


def _against(context: _Context, year: int, start: int) -> str:
    """yoy where the year compared with is the one before the figure's own."""
    own = None
    for cue in reversed(context.cues.between(max(0, start - 120), start)):
        if cue.kind == "dated":
            own = year_of(cue.word[:4])
            break
    if own is not None:
        return "yoy" if own - year == 1 else "base"
    return "yoy" if context.year and 1 <= context.year - year <= 2 else "base"


def _basis(context: _Context, index: int, kind: str) -> str:
    """The basis by the nearest word of comparison, else by how long a time the number spans."""
    window, mention = context.windows[index], context.mentions[index]
    stretch = False
    for cue in reversed(context.cues.between(window.clause_start, mention.start)):
        if cue.kind in ("yoy", "mom"):
            return cue.kind
        if cue.kind.startswith("basis:"):
            return cue.kind[6:]
        if cue.kind == "against":
            return _against(context, year_of(cue.word[1:5]), mention.start)
        if cue.kind == "average":
            return "none"
        if cue.kind in ("stretch", "total"):
            stretch = True
    if kind == "multiple":
        return "none"
    if stretch or kind == "double":
        return "base"
    return _span_basis(context, index)


def _span_basis(context: _Context, index: int) -> str:
    window, mention = context.windows[index], context.mentions[index]
    for cue in reversed(context.cues.between(window.sentence_start, mention.start)):
        if cue.kind == "stretch":
            return "base"
        if cue.kind in ("year", "dated"):
            return "yoy"
    return "base" if context.stretched else "yoy"
