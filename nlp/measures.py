"""How a figure measures: level, share, change, growth, multiple, per unit; its direction, basis and per.

The nearest word of change before a number decides, unless the text reached the number (提高到: a level). A percentage
without one is a share where a whole is named. Members of a list take all from their neighbour. Rules follow the
project's definition of measure, direction, basis and per.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.bases import Bases, find_turns
from nlp.clauses import CLOSES, find_windows
from nlp.cues import Cue, find_cues, names_time
from nlp.pers import Pers
from nlp.reading import Measure, Mention, Reading, Window
from nlp.table_measures import measure_of_cell, table_name, unit_bases

LEVEL, SHARE = Measure(), Measure(measure="share")
# a nominal Measure is made once, not for every mention
_measure = lru_cache(maxsize=4096)(Measure)
RATES, TIMES = frozenset({"%", "‰"}), frozenset({"倍", "番"})
UP = frozenset({"up", "move_up", "lift_up", "speed_up", "gain", "above", "over"})
MOVES, LIFTS = frozenset({"move_up", "move_down"}), frozenset({"lift_up", "lift_down"})
VERBS = frozenset({"up", "down"}) | MOVES | LIFTS
DRAGS = frozenset({"拉低", "下拉", "拖累"})
NAMED = frozenset({"gain", "loss", "over", "under", "saved"})
SPEEDS = frozenset({"speed_up", "speed_down"})
BESIDE = frozenset({"above", "below"})
NOT_AMOUNTS = RATES | TIMES | {"百分点"}
PER_SIGNS = frozenset("/每")
CHANGES = VERBS | NAMED | SPEEDS | BESIDE
WHOLES = frozenset({"share", "rate", "of"})
OF_RATE = CHANGES | WHOLES | {"reach"}
OF_AMOUNT = CHANGES | {"flow", "reach"}
OF_TIMES = CHANGES | {"reach"}
# a difference from a plan, and what was saved or remitted, has no basis
# 改善卫生室5个 does something to five of them, as 抚育提升5亩 does; 提高产能5吨 adds five
COUNTED = frozenset({"count", "people", "households", "person_times", "times", "livestock"})
UNBASED = frozenset({"saved", "over", "under"})

FILL = re.compile(
    r"(?:（[^（）]{1,6}）|大?约|将?近|接近|超过?|逾|突破|不低于|不少于|不超过|不高于|至少|最多|最高|高达|达|为|是|不到|不足|略|仅|只|均|各|共|合计|分别"
    r"|(?:预期)?目标|预期|计划|幅度|速度|[率额数量了再又也就在±：:]|\s)*"
)
REACH = re.compile(r"了?(?:幅度)?(?:到|至|达到|成(?=\d))|了?为")
OBJECT = re.compile(r"的?[^的等到至为是，。；：、占]{1,14}")
SPEED_GAP = 10
SPEED_TAIL = re.compile(
    r"(?:以上|以下|左右)?的[^，。；：]{0,12}?(?:速度|增速|增长|增幅|涨幅)(?!点|极)|(?:以上|左右)(?:增长|增速)(?!到|至|点|极)"
)
FALL_TAIL = re.compile(r"(?:以上|以下|左右)?的(?:降幅|跌幅|降速|负增长|下降)")
# what may follow a share: its whole. No verb of change, no conjunction, no rate
SHARE_TAIL = re.compile(
    r"(?:以上|以下|以内|左右|上下|多)?(?!的?[^，。；：]{0,6}?(?:率|水平|目标|要求))"
    r"的?(?:(?=计入)|(?![的和与及或至到由从以计等升降达为]|提高|增加|增长|上升|下降|降低|减少|左右|以上|以下|调整|之间|完成|不变|征收|计征|缴纳|计提|执行))[一-龥]"
)
WHOLE = re.compile(
    r"(?:中[，,]?|其中|里|当中)(?:有|近|约|超过)*$|(?<![年月日期度末])[一-龥”》]的(?:大?约|近|不超过|不低于|至少|最高|超过|一)*$"
)
# a clause whose subject stands in the one before: 所占比重，由5%提高到8%
ELIDED = re.compile("(?:相应地?|将|也|又|则|均|都|就|还|分别|逐步)*已?经?(?:[由从]|达|为|提高|提升|上升|下降|降)")
SUBJECT_REACH = 16
LISTED = re.compile(r"(?:以上|以下|左右)?、[^，。；：、]{0,12}")
# a part that someone bears or gets; a tax that is charged at a rate is none
PAID = re.compile(r"(?:报销|支付|承担|返还|负担|按)(?:约|近)?$")
CHARGED = re.compile("征收|计征|的?[税费利]率")
WHOLE_REACH = 14
BY_RATE = re.compile("按照?[^，。；：、]{2,16}的$")  # 按贷款利率的50%给予贴息: a share of a rate
# one character does as a verb right before its number: 各增5%, 减3%
BRIEF = re.compile(
    r"(?<![新净扩递提上攀回跃下核压调裁削缩暴飞])(?:(?P<up>[增升涨])|(?P<down>[减降跌]))[约近逾超过了幅达]*$"
)
MORE = re.compile(
    r"(?:[同环]比|(?:(?<!占)比(?![重例值率赛较])|较(?![大高好快多少低]))[^，。；]{1,30}?)"
    r"[还要又]?(?:(?P<up>[多高快]|超[过出]?)|(?P<down>[少低慢]))[了出收支近约达]*$"
)
MORE_ENDS = frozenset("多高快超过少低慢了出收支近约达")
BRIEF_ENDS = MORE_ENDS | frozenset("增升涨减降跌逾幅")
BEYOND = re.compile(r"(?<![不未得])超过?[^，。；]{0,14}(?:计划|任务|指标|预算|概算|目标|原定|定额)(?:数|的)?[约近了]*$")
BEYOND_REACH = 26
# 同比+5.2%
SIGNED = re.compile(r"(?:同比|环比)(?:变动|变化)?(?:\+|(?P<minus>-))?$")
# a stock that 新增 stands behind grew by the number: 里程新增3公里; before its object it names a flow: 新增就业3人
STOCK = re.compile(r"(?:里程|面积|容量|规模|总量|装机|存栏|数量?)$")


def assign_measures(reading: Reading) -> list[Measure]:
    """One Measure a mention."""
    if not reading.mentions:
        if names_time(reading.folded):
            find_turns(reading)
        return []
    turns = find_turns(reading)
    passage = _Passage(reading, turns)
    cells: _Cells | None = None
    for index, mention in enumerate(reading.mentions):
        if mention.cell is None and not mention.column_head and not mention.row_head:
            passage.found.append(passage.measure(index))
        else:
            cells = cells or _Cells(reading)
            passage.found.append(cells.measure(mention))
    passage.lend_back()
    return passage.found


class _Cells:
    """What a table says of all its cells."""

    def __init__(self, reading: Reading) -> None:
        self._folded = reading.folded
        self._name, self._bases = table_name(reading), unit_bases(reading)
        self._mean = "人" if "人均" in reading.folded or "人均" in self._name else None

    def measure(self, mention: Mention) -> Measure:
        bracketed = self._folded[max(0, mention.start - 1) : mention.start] == "["
        return measure_of_cell(mention, name=self._name, cumulative=bracketed, bases=self._bases, mean=self._mean)


def _last(cues: list[Cue], kinds: frozenset[str]) -> Cue | None:
    """The last cue of one of some kinds."""
    for cue in reversed(cues):
        if cue.kind in kinds:
            return cue
    return None


def _direction(kind: str) -> str:
    return "up" if kind in UP else "down"


def _alike(before: Mention, mention: Mention) -> bool:
    return before.unit == mention.unit or not before.unit or (before.unit in RATES and mention.unit in RATES)


class _Passage:
    """One passage while its measures are read, in order."""

    def __init__(self, reading: Reading, turns: list[tuple[int, bool]]) -> None:
        self.found: list[Measure] = []
        self._reading = reading
        self._turns = turns
        self._made: Bases | None = None
        self._folded = reading.folded
        self._mentions = reading.mentions
        self._windows: list[Window] = find_windows(reading)
        self._cues = find_cues(reading)
        self._pers = Pers(reading, self.found)
        self._exceeds = "超" in reading.folded

    @property
    def _bases(self) -> Bases:
        if self._made is None:
            self._made = Bases(self._reading, self._turns)
        return self._made

    def measure(self, index: int) -> Measure:
        """The measure of a mention of running text."""
        mention, window = self._mentions[index], self._windows[index]
        if window.place and (_alike(self._mentions[index - 1], mention) or self._shares(index)):
            return self.found[index - 1]
        start = mention.start
        if self._folded[start - 1 : start] in CLOSES:
            start = self._before_aside(window.left, start)
        own = self._cues.between(window.left, start)
        if not own and self._plain(mention):
            return LEVEL
        if mention.unit in RATES:
            return self._rate(index, own)
        if mention.unit == "百分点":
            return self._points(index, own)
        if mention.unit in TIMES:
            return self._times(index, own)
        return self._amount(index, own)

    def _shares(self, index: int) -> bool:
        """Whether amounts of different units share their verb: 分别减少5起、3人."""
        before, mention, window = self._mentions[index - 1], self._mentions[index], self._windows[index]
        if before.unit in NOT_AMOUNTS or mention.unit in NOT_AMOUNTS or self.found[index - 1].measure != "change":
            return False
        return "分别" in self._folded[window.clause_start : self._mentions[window.first].start]

    def _plain(self, mention: Mention) -> bool:
        """Whether nothing beside an amount says more than its level: so it is with most."""
        folded, start = self._folded, mention.start
        return not (
            mention.unit in NOT_AMOUNTS
            or self._pers.named
            or self._exceeds
            or folded[start - 1 : start] in BRIEF_ENDS
            or folded[mention.end : mention.end + 1] in PER_SIGNS
            or "/" in mention.surface
        )

    def _before_aside(self, left: int, start: int) -> int:
        """Where the words before a number end, an aside between them left out: 下降（增长）5%."""
        opening = max(self._folded.rfind("（", left, start), self._folded.rfind("(", left, start))
        return opening if opening >= 0 else start

    def lend_back(self) -> None:
        """A share is carried back to the items before it in its list: 门诊70%、住院85%的比例."""
        for index in range(len(self.found) - 2, -1, -1):
            mention, after = self._mentions[index], self._mentions[index + 1]
            if self.found[index] is LEVEL and self.found[index + 1] is SHARE and mention.unit in RATES:
                between = self._folded[mention.end : after.start]
                if LISTED.fullmatch(between) and not self._cues.between(mention.end, after.start):
                    self.found[index] = SHARE

    def _rate(self, index: int, own: list[Cue]) -> Measure:
        mention, window, folded = self._mentions[index], self._windows[index], self._folded
        cue = _last(own, OF_RATE)
        if cue and self._grew(cue, mention):
            return self._growth(index, _direction(cue.kind))
        if cue and (cue.kind == "reach" or cue.kind in VERBS) and (speed := self._speed(index)):
            return self._growth(index, _direction(speed.kind))
        if SPEED_TAIL.match(folded, mention.end):
            return self._growth(index, "up")
        if FALL_TAIL.match(folded, mention.end):
            return self._growth(index, "down")
        if more := self._more(index):
            return self._growth(index, more)
        if signed := SIGNED.search(folded, window.clause_start, mention.start):
            return self._growth(index, "down" if signed["minus"] else "up")
        if index and (said := self._said_again(index)):
            return said
        if self._beyond(mention) is not LEVEL:
            return _measure("growth", "up")
        if not cue and (listed := self._listed(index)):
            return listed
        return self._share(index)

    def _grew(self, cue: Cue, mention: Mention) -> bool:
        if cue.kind in VERBS:
            if self._reached(cue, mention):
                return False
            return self._adjacent(cue, mention) or (cue.kind in MOVES | LIFTS and self._moved(cue, mention))
        return (cue.kind in SPEEDS or cue.kind in NAMED) and mention.start - cue.end <= SPEED_GAP

    def _negative(self, mention: Mention) -> bool:
        return mention.value is not None and mention.value < 0

    def _growth(self, index: int, direction: str) -> Measure:
        if self._negative(self._mentions[index]):
            direction = "down"
        return _measure("growth", direction, self._bases.of(index, "growth"))

    def _speed(self, index: int) -> Cue | None:
        """The noun of growth that the clause is about: 增速回落到5%."""
        window, mention = self._windows[index], self._mentions[index]
        cues = self._cues.between(window.clause_start, mention.start)
        return _last(cues, SPEEDS)

    def _said_again(self, index: int) -> Measure | None:
        """The rate of a change that the figure before it tells as an amount: 增产5万吨，即8%."""
        before, window = self.found[index - 1], self._windows[index]
        if (
            before.measure not in ("change", "growth")
            or self._folded[window.clause_start : self._mentions[index].start] != "即"
        ):
            return None
        return _measure("growth", before.direction, before.basis)

    def _listed(self, index: int) -> Measure | None:
        """Growth carried to an item of a list that has a name of its own: 增速为甲县5%、乙县6%."""
        if not index or self.found[index - 1].measure != "growth":
            return None
        between = self._folded[self._mentions[index - 1].end : self._mentions[index].start]
        return self.found[-1] if 2 <= len(between) <= 10 and between[0] == "、" and "达" not in between else None

    def _share(self, index: int) -> Measure:
        mention, window, folded = self._mentions[index], self._windows[index], self._folded
        cues = [c for c in self._cues.between(window.clause_start, mention.start) if c.kind in WHOLES]
        if len(cues) > 1 and cues[-1].kind == "rate" and cues[-1].start >= window.left > cues[-2].start:
            return LEVEL  # 占全国九成、转化率达45%
        kinds = [c.kind for c in cues]
        if not kinds and ELIDED.match(folded, window.clause_start, mention.start):
            subject = self._cues.between(max(window.sentence_start, window.clause_start - SUBJECT_REACH), mention.start)
            kinds = [c.kind for c in subject if c.kind in WHOLES]
        if folded[mention.start - 1] == "的" and BY_RATE.search(folded, window.clause_start, mention.start):
            return SHARE
        if kinds:
            return SHARE if "of" in kinds or kinds[-1] == "share" else LEVEL
        lead = folded[max(window.clause_start, mention.start - WHOLE_REACH) : mention.start]
        among = folded[max(0, window.clause_start - 2) : window.clause_start] in ("中，", "中,")
        if among or SHARE_TAIL.match(folded, mention.end) or WHOLE.search(lead):
            return SHARE
        return SHARE if PAID.search(lead) and not CHARGED.match(folded, mention.end) else LEVEL

    def _points(self, index: int, own: list[Cue]) -> Measure:
        mention = self._mentions[index]
        cue = _last(own, CHANGES)
        pulls = [c for c in own if c.kind == "pull"]
        if pulls:
            down = (
                (cue and cue.kind not in UP)
                or pulls[-1].word in DRAGS
                or "负" in self._folded[max(0, pulls[0].start - 3) : pulls[0].start]
            )
            return _measure("change", "down" if down else "up", "yoy")
        if cue is None:
            before = self.found[index - 1].direction if index else None
            if signed := SIGNED.search(self._folded, self._windows[index].clause_start, mention.start):
                before = "down" if signed["minus"] or self._negative(mention) else "up"
            return _measure("change", self._more(index) or before, self._bases.of(index, "change"))
        if cue.kind in BESIDE:
            return _measure("change", _direction(cue.kind), self._bases.beside(index, cue))
        if self._reached(cue, mention):
            return LEVEL
        return _measure("change", _direction(cue.kind), self._bases.of(index, "change"))

    def _times(self, index: int, own: list[Cue]) -> Measure:
        mention = self._mentions[index]
        if mention.unit == "番" or "翻" in self._folded[max(0, mention.start - 3) : mention.start]:
            return _measure("multiple", "up", self._bases.of(index, "double"))
        cue = _last(own, OF_TIMES)
        if cue and (cue.kind in VERBS or cue.kind in SPEEDS) and not self._reached(cue, mention):
            return _measure("multiple", _direction(cue.kind), self._bases.of(index, "growth"))
        more = _direction(cue.kind) if cue and cue.kind in BESIDE else self._more(index)
        return _measure("multiple", more, self._bases.of(index, "growth" if more else "multiple"))

    def _amount(self, index: int, own: list[Cue]) -> Measure:
        mention = self._mentions[index]
        per, per_end = self._pers.of(index)
        cue = _last(own, OF_AMOUNT)
        if cue and (not per or self._apart(index, cue, per, per_end)) and (change := self._changed(index, cue)):
            per = self._pers.of_condition(index)
            return _measure("per_unit", None, "none", per) if per else change
        if per:
            return _measure("per_unit", None, "none", per)
        if more := self._more(index):
            return _measure("change", more, self._bases.of(index, "change"))
        return self._beyond(mention)

    def _apart(self, index: int, cue: Cue, per: str, per_end: int) -> bool:
        """Whether a number that has a base says by how much something changed: 人均收入增加5元, not 人均增收5元."""
        if self._bases.compared(index) or (per == "年" and cue.kind in VERBS | NAMED):
            return True
        return cue.kind in VERBS and cue.start >= per_end and self._adjacent(cue, self._mentions[index])

    def _changed(self, index: int, cue: Cue) -> Measure | None:
        compared = self._bases.compared(index)
        return self._flow(index, cue, compared) if cue.kind == "flow" else self._change(index, cue, compared)

    def _change(self, index: int, cue: Cue, compared: bool) -> Measure | None:
        mention = self._mentions[index]
        if (cue.kind not in VERBS and cue.kind not in NAMED) or self._reached(cue, mention):
            return None
        near = self._adjacent(cue, mention)
        if cue.word == "提升" and mention.dimension != "money" and not compared:
            return None
        if not near:
            if cue.kind in LIFTS and mention.dimension in COUNTED:
                return None
            if cue.kind not in MOVES | LIFTS | NAMED or not self._moved(cue, mention):
                return None
            if cue.kind == "saved" and "及" in self._folded[cue.end : mention.start]:
                return None  # 减税降费及退税: not all of it was saved
        if near and not mention.unit and cue.word in ("增长", "下降"):
            return self._growth(index, _direction(cue.kind))  # its % was left out
        unbased = cue.kind in UNBASED or (not near and cue.kind in MOVES | LIFTS and not compared)
        basis = "none" if unbased else self._bases.of(index, "change")
        return _measure("change", _direction(cue.kind), basis)

    def _flow(self, index: int, cue: Cue, compared: bool) -> Measure | None:
        stock = self._adjacent(cue, self._mentions[index]) and STOCK.search(
            self._folded, max(0, cue.start - 4), cue.start
        )
        if not compared and not stock:
            return None
        return _measure("change", "up", self._bases.of(index, "change"))

    def _beyond(self, mention: Mention) -> Measure:
        if self._exceeds and BEYOND.search(self._folded, max(0, mention.start - BEYOND_REACH), mention.start):
            return _measure("change", "up")
        return LEVEL

    def _more(self, index: int) -> str | None:
        """The direction of 比…多, 比…少, 增5%; None where the number is not so compared."""
        start = self._mentions[index].start
        if self._folded[start - 1 : start] not in BRIEF_ENDS:
            return None
        lead = self._folded[self._windows[index].clause_start : start]
        brief = BRIEF.search(lead, max(0, len(lead) - 5))
        match = brief or (MORE.search(lead) if lead[-1:] in MORE_ENDS else None)
        if not match:
            return None
        return "up" if match["up"] else "down"

    def _reached(self, cue: Cue, mention: Mention) -> bool:
        match = REACH.match(self._folded, cue.end, mention.start)
        # 增长为5%: a rate; 提高为5%: a level
        return match is not None and not (
            match.group()[-1] == "为" and mention.unit in RATES and cue.word in ("增长", "下降")
        )

    def _adjacent(self, cue: Cue, mention: Mention) -> bool:
        return FILL.fullmatch(self._folded, cue.end, mention.start) is not None

    def _moved(self, cue: Cue, mention: Mention) -> bool:
        return OBJECT.fullmatch(self._folded, cue.end, mention.start) is not None
