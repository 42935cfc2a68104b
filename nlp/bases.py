"""What a change is measured against: the same time a year before, the time just before, an earlier level, or nothing.

The nearest word of comparison in the clause decides (同比, 比上年, 环比, 比2015年), then one that stands for the whole
sentence (与上年相比), then that of the figure before in the same sentence. Without any, growth of one year or a part of
it is yoy, and one over a stretch of years taken as one (五年来, 累计) is base.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from nlp.clauses import find_windows
from nlp.cues import PLAN, YEAR, Cue, find_cues, versus, year_of
from nlp.fold import fold
from nlp.reading import Mention, Reading, Window
from nlp.role_scene import RULES, find_scene

PRINTED = re.compile(YEAR)
PLANNED = re.compile(rf"{PLAN}(?:时期|期间)(?!和|及)")
STRETCHED = re.compile(r"五年来|过去五年|[三四五十]年来|这五年|五年工作")
# words that turn a text to a stretch of years, or to one year, until others do
OPENING = 40
INTRODUCTION = 60
# 刚刚过去的2017年, 回顾2017年
LED = re.compile(
    "(?:^|[。！；\n　])(?:(?:刚刚|即将|已经)?过去的|在?(?:这个)?不平凡的|回顾|总结|在|总的看|过去的|走过)$"
)
LED_REACH = 10
NOW = frozenset({"今年", "今年以来"})
# 七十年来, 多年来 look back once, they tell of no stretch
LOOSE = re.compile(r"\d{2}|.?十|[多几]|年来|近")
STRONG = re.compile(r"年来|年间|时期|期间|以来|^这|过去")
# how far back the year of a figure is looked for that is compared with another year
OWN_YEAR_REACH = 120
NEIGHBOURS = 6
FROM = re.compile("[由从自]")
ROSE = re.compile(r"[^，。；\d]{0,8}?(?:增加|提高|提升|上升|增长|扩大|发展|下降|降低|减少|缩小|[增升降减])(?:到|至|为)")
RISE_REACH = 24
# 是上个五年的1.6倍, 为“五五”时期的2倍
FORMER = re.compile(r"(?:上一?个?|前)[两三四五六七八九十\d]+年的?$|(?:时期|期间|上个?五年计划)的$")
# a growth that begins its clause is the change before it, in percent: 较年初净增28亿元，增幅9.6%
SAME_SUBJECT = re.compile(
    r"(?:实际|名义|也|约|即)*(?:[净增]?增长|增幅|涨幅|升幅|降幅|减幅|跌幅|下降|上升|上涨|提高|降低|减少|增加)(?!值)"
)
# a comparison with something that no word list names
BESIDE = re.compile(
    r"(?:(?<![同环对占可之相好攀])比(?![重例率值较赛价分照如方上])|较(?![大高好快多少低为强重长早晚严难优差轻完稳有真小深广远近明突显充]))"
    r"(?P<what>[^，。；：、]{2,20}?)(?:还|又|要|净|大约|约|均|分别|偏|实际)*"
    r"(?:增[长加收产支]|提[高升]|上[升涨调]|下[降跌滑调]|降低|减[少收产]|扩大|缩[小短]|翻|[多少高低快慢增降减])"
)
WHEN = re.compile(
    r"(?:[前初末底期时年月季日度]|年份|普查?)[”\"]?$|年[前初末底度]|月末|以来|历史|最[高低多少好]|高?峰|现[在有]|原[来有]|普查"
    r"|[\d一二三四五六七八九十]年"
)
TIMES_OF = re.compile(r"(?:是|为|相当于|达到?了?|超过)(?=[^是为，。；]{1,16}的(?:约|近|超过)*$)")
# 上年的2倍, 2010年总产值的2倍; but not 上年度在岗职工月平均工资的3倍, where a price or wage is the measure
ITS = re.compile("(?!.*(?:平均|工资|标准|人均|价))[^，。；]{0,12}的(?:大?约|近|超过?)*")
EXECUTED = re.compile("年?度?(?:决算|执行|完成数|实际|实绩|同期数)")
# an amount that follows from something is compared with no time
EFFECT = re.compile("因此|由此|为此|因而")
STRETCHES = frozenset({"stretch", "since", "total"})
COMPARISONS = frozenset({"yoy", "mom", "against"})
MEANS = re.compile(r"即|也就是|折合")


@dataclass(slots=True)
class TimeScope:
    """The memory of a document's reading: whether the text is telling of a stretch of years, under which headings."""

    headings: tuple[str, ...] | None = None
    stretched: bool = False
    locked: bool = False
    """Whether the title or a heading says so for all that stands under it."""


class Bases:
    """The bases of one passage's changes, asked for in order."""

    def __init__(self, reading: Reading, turns: list[tuple[int, bool]]) -> None:
        scene = find_scene(reading.scene)
        self._year = scene.year
        self._rules = scene.kind in RULES
        self._heading_year = _only_year(reading.headings[-1]) if reading.headings else None
        self._folded = reading.folded
        self._mentions: list[Mention] = reading.mentions
        self._windows: list[Window] = find_windows(reading)
        self._cues = find_cues(reading)
        self._said: dict[int, tuple[str, str]] = {}
        """For a mention whose basis a word gave: the basis, and the kind of change."""
        self._turns = turns
        self._asked = -1
        self._asked_cues: list[Cue] = []

    def compared(self, index: int) -> bool:
        """Whether the clause compares before the mention."""
        return any(cue.kind in COMPARISONS or cue.kind[:6] == "basis:" for cue in self._clause(index))

    def of(self, index: int, kind: str) -> str:
        """The basis of a mention; kind is growth (a multiple that grew, too), change, double or multiple."""
        said = self._by_word(index)
        if said is None and (kind != "multiple"):
            said = self._by_neighbour(index, kind)
        if said is not None:
            self._said[index] = (said, kind)
            return said
        if kind == "multiple":
            return self._times_of(index)
        if beside := self._beside(index):
            return beside
        if kind == "double" or any(cue.kind in STRETCHES for cue in self._clause(index)):
            return "base"
        return self._by_time(index)

    def beside(self, index: int, cue: Cue) -> str:
        """The basis of a difference: none from another place or a plan, else that of the time named (高于上年)."""
        basis, year = versus(self._folded, cue.end)
        if year:
            return self._against(year, self._mentions[index].start)
        return basis or "none"

    def _clause(self, index: int) -> list[Cue]:
        if self._asked != index:
            self._asked = index
            self._asked_cues = self._cues.between(self._windows[index].clause_start, self._mentions[index].start)
        return self._asked_cues

    def _by_word(self, index: int) -> str | None:
        for cue in reversed(self._clause(index)):
            if found := self._said_by(cue, index):
                return found
        window = self._windows[index]
        for cue in reversed(self._cues.between(window.sentence_start, window.clause_start)):
            if cue.word == "同比":
                continue
            # 与上年相比, 1957年比1952年，工业总产值将增长…: said of the whole sentence
            if cue.word[0] in "与同" or (
                cue.kind in COMPARISONS and self._folded[cue.end : cue.end + 3].lstrip("来看")[:1] in ("，", ",")
            ):
                return self._said_by(cue, index)
        return None

    def _said_by(self, cue: Cue, index: int) -> str | None:
        if cue.kind in ("yoy", "mom"):
            return cue.kind
        if cue.kind[:6] == "basis:":
            return cue.kind[6:]
        if cue.kind == "against":
            if self._year is None and EXECUTED.match(self._folded, cue.end):
                return "yoy"
            return self._against(year_of(cue.word[1:5]), self._mentions[index].start)
        return "none" if cue.kind == "average" else None

    def _by_neighbour(self, index: int, kind: str) -> str | None:
        window, mention = self._windows[index], self._mentions[index]
        for before in range(index - 1, max(-1, index - NEIGHBOURS - 1), -1):
            end = self._mentions[before].end
            if end < window.sentence_start:
                if not self._folded.startswith("其中", window.sentence_start) or end < window.sentence_start - 1:
                    return None
                return self._before_sentence(before, kind)
            said = self._said.get(before)
            if said == ("none", "change") and kind == "growth" and before == index - 1:
                return "none" if SAME_SUBJECT.match(self._folded, window.clause_start) else None
            if said and said[0] != "none":
                if any(cue.kind in ("year", "dated", "stretch") for cue in self._cues.between(end, mention.start)):
                    return None
                same = said[1] == kind or MEANS.match(self._folded, window.clause_start)
                if not same and before == index - 1 and (said[1], kind) == ("change", "growth"):
                    same = SAME_SUBJECT.match(self._folded, window.clause_start)
                if same:
                    return said[0] if said[0] in ("base", "yoy") else None
        return None

    def _before_sentence(self, last: int, kind: str) -> str | None:
        """The basis of a sentence that ends with a mention, for the one after it that tells of its parts (其中)."""
        start = self._windows[last].sentence_start
        for before in range(last, max(-1, last - NEIGHBOURS), -1):
            said = self._said.get(before)
            if self._mentions[before].end < start or (said and said[0] != "none" and said[1] != kind):
                return None
            if said and said[0] in ("base", "yoy"):
                return said[0]
        return None

    def _beside(self, index: int) -> str | None:
        """The basis of a comparison with what no word list names: base with a time (比历史最高年份), none with else."""
        window, start = self._windows[index], self._mentions[index].start
        whats = [match["what"] for match in BESIDE.finditer(self._folded, window.clause_start, start)]
        return ("base" if WHEN.search(whats[-1]) else "none") if whats else None

    def _times_of(self, index: int) -> str:
        """The basis of a number of times: that of the year it is times of (是2010年的2倍), none of anything else."""
        start = self._mentions[index].start
        clause_start = self._windows[index].clause_start
        cue = next(reversed(self._clause(index)), None)
        of = TIMES_OF.search(self._folded, clause_start, start)
        if of and ITS.fullmatch(self._folded, of.end(), start):
            basis, year = versus(self._folded, of.end())
            if basis or year:
                return self._against(year, start) if year else basis or "none"
        if FORMER.search(self._folded, clause_start, start):
            return "base"
        if cue is None or not ITS.fullmatch(self._folded, cue.end, start):
            return "none"
        if cue.kind == "dated":
            return self._against(year_of(cue.word[:4]), cue.start)
        return "yoy" if cue.word in ("去年", "上年") else "none"

    def _by_time(self, index: int) -> str:
        window, mention = self._windows[index], self._mentions[index]
        if EFFECT.search(self._folded, window.clause_start, mention.start):
            return "none"
        rise = self._rise(index)
        for cue in reversed(self._cues.between(window.sentence_start, mention.start)):
            if cue.kind == "from":
                return self._from(cue, mention.start)
            if cue.end <= rise:
                break
            if cue.kind in ("stretch", "since"):
                return "base"
            if cue.kind == "dated" and self._reaching(cue):
                if self._year is None or year_of(cue.word[:4]) > self._year:
                    return "base"
            elif cue.kind in ("year", "dated"):
                return "yoy"
        if rise >= 0:
            return "base"
        if self._rules:  # a rule's numbers run in no time
            return "none"
        place = bisect_left(self._turns, (mention.start, False)) - 1
        return "base" if self._turns[place][1] else "yoy"

    def _rise(self, index: int) -> int:
        """Where the rise begins that the two figures before tell (由5万增加到8万，增长60%), -1 where they tell none."""
        if index < 2 or self._mentions[index - 2].start < self._windows[index].sentence_start:
            return -1
        first, second = self._mentions[index - 2], self._mentions[index - 1]
        if not ROSE.match(self._folded, first.end, second.start):
            return -1
        begin = max(self._windows[index - 2].left, first.start - RISE_REACH)
        match = FROM.search(self._folded, begin, first.start)
        return match.start() if match else -1

    def _reaching(self, cue: Cue) -> bool:
        """Whether a year is what a rise or a plan reaches to: 增加到2022年的5万, 到2025年降低5%."""
        return self._folded[max(0, cue.start - 1) : cue.start] in ("到", "至")

    def _from(self, cue: Cue, start: int) -> str:
        year = cue.word[1:5]
        return self._against(year_of(year), start) if len(cue.word) > 4 else "yoy"

    def _against(self, year: int, start: int) -> str:
        """yoy where the year compared with is the one before the figure's own."""
        for cue in reversed(self._cues.between(max(0, start - OWN_YEAR_REACH), start)):
            if cue.kind == "dated":
                return "yoy" if year_of(cue.word[:4]) - year == 1 else "base"
        if self._heading_year:
            return "yoy" if self._heading_year - year == 1 else "base"
        return "yoy" if self._year and 1 <= self._year - year <= 2 else "base"


def find_turns(reading: Reading) -> list[tuple[int, bool]]:
    """Where the passage begins to tell of a stretch of years (True) or of one year, in order; before the first of
    them what the passages before told holds."""
    scope = reading.scene.recall(TimeScope)
    if scope.headings != reading.headings:
        _enter(scope, reading)
    turns = [(-1, scope.stretched)]
    for cue in find_cues(reading).found:
        if cue.kind == "stretch":
            if STRONG.search(cue.word) and not LOOSE.match(cue.word) and _leads(reading.folded, cue.start):
                turns.append((cue.start, True))
        elif cue.kind in ("year", "dated"):
            first = len(turns) == 1 and cue.start <= OPENING
            told = first or (not scope.locked and cue.word in NOW) or _opens(reading.folded, cue.start)
            if told or (turns[-1][1] and _leads(reading.folded, cue.start) and _introduces(reading, cue)):
                turns.append((cue.start, False))
    scope.stretched = scope.locked or turns[-1][1]
    return turns


def _introduces(reading: Reading, cue: Cue) -> bool:
    """Whether a year's sentence goes on without a number, and so dates what follows it: 2017年任务全面完成。"""
    end = reading.folded.find("。", cue.end, cue.end + INTRODUCTION)
    place = bisect_left(reading.mentions, cue.end, key=_start)
    return end >= 0 and (place == len(reading.mentions) or reading.mentions[place].start > end)


def _start(mention: Mention) -> int:
    return mention.start


def _enter(scope: TimeScope, reading: Reading) -> None:
    """Take in the headings that a passage stands under."""
    if scope.headings is None or scope.headings[:1] != reading.headings[:1]:
        scope.stretched = False
    scope.headings = reading.headings
    title = reading.scene.document.metadata.title or ""
    scope.locked = any(_spans(heading) for heading in (title, *reading.headings))
    scope.stretched = scope.stretched or scope.locked


@lru_cache(maxsize=512)
def _only_year(heading: str) -> int | None:
    """The year that a heading names, where it names one alone."""
    years = PRINTED.findall(fold(heading))
    return year_of(years[0]) if len(years) == 1 else None


@lru_cache(maxsize=512)
def _spans(heading: str) -> bool:
    """Whether a heading announces a stretch of years: 过去五年, or a plan's years looked back on and no other year."""
    if STRETCHED.search(heading):
        return True
    return "回顾" in heading and bool(PLANNED.search(heading)) and not PRINTED.search(heading)


def _leads(folded: str, offset: int) -> bool:
    return offset == 0 or folded[offset - 1] in "。；！，：、\n　 “—（"


def _opens(folded: str, offset: int) -> bool:
    """Whether a sentence begins right before an offset, or with a few words that only lead to it: 刚刚过去的2017年."""
    if offset == 0 or folded[offset - 1] in "。！；\n　 ":
        return True
    return LED.search(folded, max(0, offset - LED_REACH), offset) is not None
