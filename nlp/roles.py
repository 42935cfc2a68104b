"""Whether a figure was reported, is a target, or neither: by clause, sentence, section and kind of document.

The nearest word that still reaches the number decides: a clause's own (完成了), a sentence's (去年, 力争, a year before
or after the document's). Without one the section's heading does, then what the text told last, then the kind: numbers
of a policy and a statute are parameters, those of a plan targets, all else is reported.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.clauses import find_windows
from nlp.cues import YEAR, Cue, find_cues, names_time, year_of
from nlp.lexicon.load import rows
from nlp.reading import Mention, Reading, Window
from nlp.role_scene import RULES, TOLD, Place, RoleScene, Section, find_scene, find_section, plan_years
from nlp.word_pattern import compile_branches, literal, longest_first

AIMED = re.compile(r"(?:左右|以上|以下|以内)?的?(?:预期|奋斗|增长|发展|年度|工作|任务)?目标(?!任务的|的)")
LAST_YEARS = frozenset({"去年", "上年", "过去一年", "一年来", "一年以来"})
# 今年一月到七月, 今年以来: what has run already
PART = re.compile(r"以来|上半年|前|[一二三四五六七八九十\d]{1,2}(?:月|个月)|第?[一二三四]季度|头|已")
UNTIL = frozenset("到至")
# what is given or taken, named behind the number: 5万元以下罚款
GIVEN = re.compile(
    r"(?:以上[^，。；、]{1,12}?以下|以上|以下|以内|左右)?的?(?:一次性|财政)?[^，。；、]{0,4}?"
    r"(?:罚款|罚金|补贴|补助|奖励|奖金|资助|津贴|贴息)"
)
# a paper that is told of: what it sets is a parameter, what it calls for a target
PAPER = re.compile(
    r"(?:》|通知|意见|办法|方案|规定|细则|条例)(?:中|还|也|同时|进一步){0,2}(?:(?P<sets>明确|规定)|要求|提出)(?!的)"
)
# 比上年执行数增长: what is compared with
ACCOUNTS = frozenset({"决算", "执行数", "预算执行"})
VERSUS = re.compile("[比较]")
# 占规划总投资的60%, 比原定概算多
PLANNED, MEASURED = frozenset({"规划", "计划", "原定"}), frozenset("占比较超成为")
AIMS = frozenset({"目标", "指标"})
MET = re.compile("超过|完成|达到|实现|好于|优于|高于|低于|符合")
# 去年 may be only pointed to where a section plans; 过去一年 begins to tell
POINTED = frozenset({"去年", "上年"})
BESIDE = frozenset("比较与同和按")
# 按照通知要求，已检查5家: the paper is followed, not told of
FOLLOWED = re.compile("根据|按照|依据|遵照|落实|按")
FOLLOWED_REACH = 30
# 按照上级要求储备: how it is to be done, no parameter
FOLLOWING = frozenset({"按", "按照"})
ORDERS = re.compile("[^，。；：]{0,24}?(?:要求|规定|部署|原则|精神)(?!的)")
# 累计发放: what was paid, no parameter
PAID = re.compile("(?:已经?|累计)[^，。；：的]{0,8}$|(?:共|先后|[户人]均)(?:向|为|给)?$")
TO_DATE = ("截至", "截止", "截止到", "截至到")
# 留用率达到50%以上的，补贴标准…: what a rule asks for
IF = re.compile("(?:及?以[上下内]|左右)?的[，,]")
IF_REACH = 60
"""How far a condition reaches to the limits that it sets, in code points."""
LIMITS = frozenset({"最高", "最低", "上限", "下限", "限额", "额度"})
OPENERS = frozenset("。！；\n")
THIS_YEAR = frozenset({"今年", "本年"})
SINCE = re.compile(r"以来|过去|近|前|累计|来$|间$|^这|^[两三四]年中$")
FIRST_DIGITS = frozenset("12一二")
PRINTED = re.compile(YEAR)
# 了 behind a verb says that it was done
DONE = ("了", "(?<![为除罢]了)(?![解结望却断])")
RISES = re.compile(
    r"(?:以上|左右|多)?(?:[:：∶]\d+)?[，,]?(?:逐步|分别|进一步|将|要)?"
    r"(?:增加|提高|提升|上升|增长|扩大|发展|下降|降低|减少|缩小|缩减|压缩|压减|调整|[增升降减])(?:到|至|为)"
)
FROM = re.compile(r"[由从自][^，。；]*$")
FROM_REACH = 20
FROM_SIGNS = re.compile("[由从自比较]")
# 比上年的5万增加, 较去年的3%高
DIFFERS = re.compile(r"(?:增加|增长|提高|上升|下降|降低|减少|为?[多少高低])(?![到至为])")
AGAINST = re.compile(r"[比较][^，。；]*的$")
TARGET_HEAD = re.compile(r"目标|规划|计划|预期|任务|预算(?!执行|[支收][出入]|[内外])|安排")
# 预算数为上年执行数的%: it is the budget that is told
BUDGET_HEAD = re.compile(r"(?:\d{4}年)?(?:年初|调整)?预算数")
DONE_HEAD = re.compile(r"(?:为|完成|占|达)[年初调整]*(?:预算|计划)|实际|完成|基期|现状|执行|决算|实绩")


# a time that is only pointed to: 象去年那样, 由上年的5个
ASIDE = frozenset("象像由从自")


class Signal(NamedTuple):
    """A word that gives a role to what follows it: up to the end of its clause, its sentence, or on; over a section's
    own role, too, where it turns a paragraph to what has run already; a weak one in its clause only where no other
    reaches."""

    at: int
    role: str
    reach: int
    end: int
    """Where the word ends."""


OVER_SECTION = 3
# kinds of words that give no role in some places
VOIDABLE = frozenset({"aim", "plan", "past", "done", "pay", "must"})
OF_RULES = frozenset({"pay", "act", "must"})
WEAK, CLAUSE, SENTENCE, ON = -1, 0, 1, 2
FIRM = 4
"""截至6月底: all that its sentence tells has run, whatever else a policy pays."""
TIMES = frozenset({"year", "dated", "stretch"})
NEVER = Signal(-1, "", CLAUSE, -1)


@cache
def _kinds() -> dict[str, str]:
    return dict(rows("role_words", 2))  # type: ignore[arg-type]


@cache
def _pattern(*, rules: bool) -> re.Pattern[str]:
    """The words that tell in a document: those of parameters and acts do in policies and statutes alone."""
    telling = [word for word, kind in _kinds().items() if rules or kind not in OF_RULES]
    return compile_branches([*map(literal, longest_first(telling)), DONE])


def assign_roles(reading: Reading) -> list[str]:
    """One of corpus.model.ROLES a mention; where it was told outside its clause goes to the reading's evidence."""
    if not reading.mentions and not names_time(reading.folded):
        return []
    memory = find_scene(reading.scene)
    told = find_section(memory, reading)
    if memory.headings != reading.headings:
        memory.headings = reading.headings
        if told.role:
            memory.role = None
    keeps = memory.carries and not told.role
    if not reading.mentions and not keeps:
        return []
    sweep = _Sweep(_signals(reading, memory, told))
    roles = _roles(reading, memory, told, sweep) if reading.mentions else []
    if keeps:
        sweep.finish()
        if sweep.lasting:
            memory.role, memory.place = sweep.lasting.role, _place(reading, sweep.lasting)
    return roles


def _roles(reading: Reading, memory: RoleScene, told: Section, sweep: _Sweep) -> list[str]:
    folded, windows = reading.folded, find_windows(reading)
    rises, aims, rules = FROM_SIGNS.search(folded), "目标" in folded, memory.kind in RULES
    roles: list[str] = []
    places: list[Place | None] = []
    for index, mention in enumerate(reading.mentions):
        window, signal, role = windows[index], None, None
        if mention.cell is not None or mention.column_head or mention.row_head:
            role = _cell_role(mention, memory)
        else:
            signal = sweep.role_at(mention.start, window)
            if rises and _starts(reading, windows, index):
                role = "reported"
            elif aims and AIMED.match(folded, mention.end):
                role = "target"
            elif rules and (GIVEN.match(folded, mention.end) or IF.match(folded, mention.end)):
                role = "other"
            elif not signal:
                signal = sweep.turned or (None if told.role else sweep.lasting)
        if role:
            places.append(None)
        elif signal:
            role = signal.role
            places.append(None if signal.at >= window.clause_start else _place(reading, signal))
        else:
            role, place = _role_around(memory, told)
            places.append(place)
        roles.append(role)
    reading.evidence["role"] = places
    return roles


def _role_around(memory: RoleScene, told: Section) -> tuple[str, Place | None]:
    """What the section, else the paragraphs before, else the kind of document gives, and where it stands."""
    if told.role:
        return told.role, told.place
    if memory.role:
        return memory.role, memory.place
    return memory.default, memory.title if memory.default != "reported" else None


def _place(reading: Reading, signal: Signal) -> Place:
    return reading.passage.start + signal.at, reading.passage.start + signal.end


def _starts(reading: Reading, windows: list[Window], index: int) -> bool:
    """Whether a change starts from a number, which is a fact in a target, too: 由5万提高到8万, 比上年的5万增加."""
    folded, mentions = reading.folded, reading.mentions
    first = windows[index].first
    last = index
    while last + 1 < len(windows) and windows[last + 1].first == first:
        last += 1
    start, end = mentions[first].start, mentions[last].end
    begin = max(windows[index].clause_start, start - FROM_REACH)
    if RISES.match(folded, end):
        return FROM.search(folded, begin, start) is not None
    return folded[start - 1] == "的" and bool(DIFFERS.match(folded, end) and AGAINST.search(folded, begin, start))


class _Sweep:
    """The signals of a passage, taken in as its mentions are passed."""

    __slots__ = ("_clause", "_next", "_sentence", "_signals", "_weak", "lasting", "turned")

    def __init__(self, signals: list[Signal]) -> None:
        self._signals = signals
        self._next = 0
        self._clause = self._sentence = self._weak = NEVER
        self.lasting: Signal | None = None
        self.turned: Signal | None = None

    def role_at(self, offset: int, window: Window) -> Signal | None:
        """The nearest signal before an offset that still reaches it."""
        self._take(offset)
        in_clause = self._clause.at >= window.clause_start
        in_sentence = self._sentence.at >= window.sentence_start
        firm = in_sentence and self._sentence.reach == FIRM and self._clause.role == "other"
        if in_clause and not firm and (not in_sentence or self._clause.at > self._sentence.at):
            return self._clause
        if in_sentence:
            return self._sentence
        return self._weak if self._weak.at >= window.clause_start else None

    def finish(self) -> None:
        """Take in what stands after the last mention."""
        self._take(1 << 60)

    def _take(self, offset: int) -> None:
        signals = self._signals
        while self._next < len(signals) and signals[self._next].at < offset:
            signal = signals[self._next]
            if signal.reach == WEAK:
                self._weak = signal
            elif signal.reach == CLAUSE:
                self._clause = signal
            else:
                self._sentence = signal
                if signal.reach == OVER_SECTION:
                    self.turned = signal
                elif self.turned and signal.role != self.turned.role:
                    self.turned = None
                if ON <= signal.reach < FIRM:
                    self.lasting = signal
            self._next += 1


def _signals(reading: Reading, memory: RoleScene, section: Section) -> list[Signal]:
    folded = reading.folded
    found = [
        signal
        for cue in find_cues(reading).found
        if cue.kind in TIMES
        and folded[max(0, cue.start - 1) : cue.start] not in ASIDE
        and (signal := _time_signal(cue, memory, section, folded))
    ]
    if reading.mentions:
        start = find_windows(reading)[0].sentence_start
        found += _word_signals(reading, memory, section, start, reading.mentions[-1].end)
        found.sort()
    return found


def _word_signals(reading: Reading, memory: RoleScene, section: Section, start: int, end: int) -> list[Signal]:
    folded, kinds, rules = reading.folded, _kinds(), memory.kind in RULES
    found = _paper_signals(folded, start, end) if memory.kind in TOLD else []
    for match in _pattern(rules=rules).finditer(folded, start, end):
        word = match.group()
        kind = kinds.get(word, "done")
        looked_at = rules and word == "上年" and not section.role  # 上年度收入不高于4万元
        if kind == "none" or looked_at or (kind in VOIDABLE and _void(folded, match, kind)):
            continue
        signal = _word_signal(kind, match.span(), memory, section.role)
        if signal:
            found.append(signal)
    return found


def _paper_signals(folded: str, start: int, end: int) -> list[Signal]:
    """What news tells that a paper sets or calls for."""
    return [
        Signal(match.start(), "other" if match["sets"] else "target", SENTENCE, match.end())
        for match in PAPER.finditer(folded, start, end)
        if not FOLLOWED.search(folded, max(0, match.start() - FOLLOWED_REACH), match.start())
    ]


def _void(folded: str, match: re.Match[str], kind: str) -> bool:
    """Whether a word gives no role where it stands: 为预算数的, 比上年决算, 超过预期目标."""
    start, end = match.span()
    if kind == "aim" and match.group()[:2] in PLANNED and folded[start - 1 : start] in MEASURED:
        return True
    if kind == "pay":
        if match.group() not in LIMITS and PAID.search(folded, max(0, start - 10), start):
            return True
        return match.group() in FOLLOWING and ORDERS.match(folded, end) is not None
    if kind == "must":
        begin = folded.rfind("。", max(0, start - IF_REACH), start) + 1
        return "的，" in folded[begin or max(0, start - IF_REACH) : start]  # 购买首套住房的，首付比例不低于
    if kind == "plan":
        return folded[end : end + 1] == "的"
    if kind == "past" and match.group() in POINTED:
        return folded[start - 1 : start] in BESIDE
    if match.group() in ACCOUNTS:
        return VERSUS.search(folded, max(0, start - 10), start) is not None
    if kind == "aim" and match.group()[-2:] in AIMS:
        return MET.search(folded, max(0, start - 8), start) is not None
    return False


def _word_signal(kind: str, span: Place, memory: RoleScene, section: str | None) -> Signal | None:
    at, end = span
    if kind == "done":
        return Signal(at, "reported", CLAUSE, end)
    if kind == "aim":
        return Signal(at, "target", SENTENCE, end)
    if kind == "expect":
        return Signal(at, "target", CLAUSE if section == "reported" else SENTENCE, end)
    if kind == "plan":
        return Signal(at, "target", CLAUSE, end)
    if kind == "will":
        # news tells of intentions beside facts in one sentence, a statute of duties beside penalties
        reach = CLAUSE if memory.kind in TOLD or memory.kind == "法规" else SENTENCE
        return None if section == "reported" else Signal(at, "target", reach, end)
    if kind == "past":
        return Signal(at, "reported", SENTENCE, end)
    if kind == "pay":
        return Signal(at, "other", CLAUSE, end)
    if kind == "must":
        return Signal(at, "target", WEAK, end)
    return Signal(at, "target", WEAK, end) if kind == "act" and memory.kind != "法规" else None


def _time_signal(cue: Cue, memory: RoleScene, section: Section, folded: str) -> Signal | None:
    word = cue.word
    if cue.kind == "dated":
        return _by_year(cue, year_of(word[:4]), memory, section, folded)
    if word in THIS_YEAR and PART.match(folded, cue.end):
        return Signal(cue.start, "reported", OVER_SECTION, cue.end)
    if word in THIS_YEAR:
        if memory.argues:
            return None if memory.late else Signal(cue.start, "target", SENTENCE, cue.end)
        return Signal(cue.start, "target", ON, cue.end) if memory.carries else None
    if word == "上年" and memory.kind in RULES and not section.role:
        return None
    if word in LAST_YEARS:
        return Signal(cue.start, "reported", ON if word in POINTED else OVER_SECTION, cue.end)
    if cue.kind == "stretch":
        plan = plan_years(word)
        if plan:
            return _by_year(cue, plan[1], memory, section, folded)
        if word[:1] in FIRST_DIGITS and (years := PRINTED.findall(word)):
            return _by_year(cue, year_of(years[-1]), memory, section, folded)
        if not SINCE.search(word):
            return None
        told = word[-1] in "来间中" or word.startswith(("过去", "这"))
        return Signal(cue.start, "reported", OVER_SECTION if told and not word.startswith("近") else ON, cue.end)
    return None


def _by_year(cue: Cue, year: int, memory: RoleScene, section: Section, folded: str) -> Signal | None:
    if folded[max(0, cue.start - 3) : cue.start].endswith(TO_DATE) and memory.year and year <= memory.year:
        return Signal(cue.start, "reported", FIRM, cue.end)
    if section.role and section.years == {year}:
        return Signal(cue.start, section.role, ON, cue.end)
    if year >= memory.coming:
        return Signal(cue.start, "target", ON, cue.end)
    if year == memory.year and folded[max(0, cue.start - 1) : cue.start] in UNTIL:
        return Signal(cue.start, "target", SENTENCE, cue.end)
    if year > memory.past:
        return None
    # at the head of a paragraph a year that is over, and of a sentence a plan that is, turn the text to the past
    head = folded[max(0, cue.start - 2) : cue.start].strip('“"　 ')
    turns = (cue.start <= 2 or head[-1:] in OPENERS) if cue.kind == "stretch" else cue.start <= 1
    return Signal(cue.start, "reported", OVER_SECTION if turns else ON, cue.end)


def _cell_role(mention: Mention, memory: RoleScene) -> str | None:
    """The role that the heads of a cell's column and row give."""
    for head in (mention.column_head, mention.row_head):
        if BUDGET_HEAD.match(head):
            return "target"
        if DONE_HEAD.search(head):
            return "reported"
        year = PRINTED.search(head)
        if year:
            printed = year_of(year.group())
            if printed <= memory.past:
                return "reported"
            if printed >= memory.coming:
                return "target"
        if TARGET_HEAD.search(head):
            return "target"
    return None
