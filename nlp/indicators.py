"""What a figure counts, in the document's words, as the head of a column would carry it.

The noun stands after the number (33个文件), before it (牛存栏80万头), or in an earlier clause (同比增长8.5%). Rules
look at one clause at a time; what an earlier clause named is carried in a Thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.clauses import find_windows
from nlp.indicator_lists import names_of
from nlp.indicator_tables import cell_indicator
from nlp.noun_phrases import (
    CHANGE,
    ENDS_METRIC,
    METRIC,
    OBJECT_VERB,
    SHARE,
    STRONG,
    VERB_ONLY,
    Left,
    read_left,
    shorten_left,
    shorten_right,
    strip_lead,
    strip_tail,
    tidy,
)
from nlp.reading import Reading

LONGEST = 24
"""No indicator is longer, in characters."""
COUNTED = frozenset(("count", "people", "households", "times", "person_times", "livestock", "other"))
AFTER = re.compile(r"(?:以上|以下|以内|之内|之间|左右|上下|之多|[余多])*(?:的标准|的比例|的额度|标准)?的?")
NO_NOUN = re.compile(
    r"[\s、，。；：:（()）\]】/和及与或以为是在对向由从到至比较占已均都又也则即若将被把等起内外后前间中时上下之了并而且][^\u0000]*"
    r"|(?:提升|提高|增长|增加|下降|减少|降低|扩大|实现|完成|全部|分别|同比|用于|纳入|列入|左右|以上|上升|上涨|回落|收窄|其中|达到|增至|升至|降至|给予|予以|范围|标准|不等)"
)
PULLS = re.compile(r"^(?:正向|负向)?(?:拉动|带动|贡献|推动|影响|拖累|高于|低于|快于|慢于|高出|占)")
BUDGET = re.compile(
    r"(?:占|为|是|完成|相当于|达到?)?(?:年初|调整|全年|年度|预算|变动|计划|目标|任务|上年|去年|同期|决算|原|的)*(?:预算|计划|目标|任务|上年|去年|同期|决算数?)(?:数|任务|目标|收入|支出|值)?的?$"
)
PER = re.compile(
    r"^(?:年|月|日)?(?:每(?:人每[年月天]|户每年|[人户亩年月天日个村家名头公斤吨套平方米]+)|人均|户均|亩均|平均)$"
)
# verbs that are the name of a flow as well
FLOWS = re.compile(
    r"(?:出口|进口|生产|销售|投资|转移|捐赠|融资|授信|支出|培训|出让|贷款|立案|就业|存栏|出栏|上市|登记|注册|救治|服务|结对|访问)$"
)
BATCH = re.compile(r"^第[一二三四五六七八九十]+批")
NAMES = re.compile(r"[、，和与及]")


@dataclass(slots=True)
class Thread:
    """What the document has named so far: the noun of the last level, its last metric (增速), the last indicator."""

    topic: str = ""
    metric: str = ""
    last: str = ""
    taken: int = 0
    """Where the noun after the last figure ended, in the passage."""


class Memory:
    """The thread that runs through a document, and the folded characters to turn back to its script."""

    def __init__(self) -> None:
        self.thread = Thread()
        self.script: dict[int, str] = {}


def assign_indicators(reading: Reading) -> list[str]:
    """A noun phrase a mention, empty where none can be told."""
    if not reading.mentions:
        return []
    memory = reading.scene.recall(Memory)
    if reading.folded != reading.text:
        memory.script.update((ord(a), b) for a, b in zip(reading.folded, reading.text, strict=True) if a != b)
    thread = memory.thread
    thread.taken = 0
    if reading.passage.kind != "table":
        thread.topic = thread.metric = thread.last = ""
    found = Clauses(reading, thread).read()
    return [phrase.translate(memory.script) if memory.script else phrase for phrase in found]


class Clauses:
    """The clauses of one passage, read figure by figure."""

    def __init__(self, reading: Reading, thread: Thread) -> None:
        self.reading, self.thread = reading, thread
        self.windows = find_windows(reading)
        self.found: list[str] = []

    def read(self) -> list[str]:
        for index in range(len(self.windows)):
            phrase = self._phrase(index)
            phrase = self._finish(index, phrase)
            self.found.append(phrase)
            self.thread.last = phrase
        return self.found

    def _finish(self, index: int, phrase: str) -> str:
        region = self.reading.regions[index] if index < len(self.reading.regions) else None
        if region and phrase.startswith(region) and len(phrase) > len(region) + 1:
            phrase = phrase[len(region) :]
        return shorten_left(phrase, LONGEST)

    def _phrase(self, index: int) -> str:
        mention, window = self.reading.mentions[index], self.windows[index]
        if mention.cell is not None:
            return cell_indicator(mention.row_head, mention.column_head, self._above())
        if window.place and (name := self._member(index)):
            return name
        right = self._right(index)
        lead = self._lead(index)
        if right and (mention.dimension in COUNTED or not mention.unit):
            return self._counted(lead, right)
        left = read_left(lead)
        return self._measured(index, left, lead, right)

    def _lead(self, index: int) -> str:
        """The text of the clause before the figure."""
        window, folded = self.windows[index], self.reading.folded
        begin = max(window.left, self.thread.taken)
        start = self.reading.mentions[index].start
        text = folded[begin:start]
        if "）" in text and "（" not in text and begin > window.clause_start:
            text = folded[window.clause_start : start]
        for mark in ("\t", "  ", "——"):
            if mark in text:
                text = text.rstrip().rsplit(mark, 1)[-1]
        return text

    def _right(self, index: int) -> str:
        """The noun after the figure, empty where there is none."""
        mention, window, folded = self.reading.mentions[index], self.windows[index], self.reading.folded
        mentions = self.reading.mentions
        end, right = mention.end, window.right
        if index + 1 < len(mentions) and mentions[index + 1].start == end and not right > end:
            end, right = mentions[index + 1].end, self.windows[index + 1].right
        text = folded[end:right]
        after = AFTER.match(text)
        begin = after.end() if after else 0
        text = text[begin:]
        if not text or NO_NOUN.match(text):
            return ""
        counted = mention.dimension in COUNTED or not mention.unit
        runs_on = right < window.clause_end
        strong = STRONG.search(text, 2) if counted or runs_on else None
        if STRONG.match(text) and strong is None:
            return "" if runs_on else shorten_right(text, 16) if not strip_lead(self._lead(index)) else ""
        noun = text[: strong.start()] if strong else text
        noun = self._first(noun)
        if strong and counted:
            self.thread.taken = end + begin + len(noun)
        return tidy(shorten_right(noun))

    @staticmethod
    def _first(noun: str) -> str:
        """Up to the first 、 unless what follows is short and so part of the noun (市、县)."""
        head, mark, rest = noun.partition("、")
        return noun if mark and len(rest) <= 3 and len(head) <= 3 else head

    def _counted(self, lead: str, right: str) -> str:
        verb = OBJECT_VERB.search(strip_tail(lead))
        phrase = (verb.group().rstrip("了") if verb else "") + right
        phrase = phrase if len(phrase) <= 22 else right
        self.thread.topic = right
        return phrase

    def _member(self, index: int) -> str:
        """The name that belongs to a later number of a list, empty where the list shares no names."""
        mention, window = self.reading.mentions[index], self.windows[index]
        if mention.dimension in COUNTED and self._right(index) and mention.unit:
            return ""
        names = self._names(window.first)
        if names and window.place < len(names):
            self.thread.topic = names[window.place]
            return names[window.place]
        return self.thread.last

    def _names(self, first: int) -> list[str] | None:
        size = 1
        while first + size < len(self.windows) and self.windows[first + size].first == first:
            size += 1
        return self._split(first, size)

    def _split(self, first: int, size: int) -> list[str] | None:
        window, folded = self.windows[first], self.reading.folded
        text = folded[window.left : self.reading.mentions[first].start]
        left = read_left(text)
        noun = left.noun
        names = names_of(noun, size)
        return [name + ("" if left.reached else left.verb) for name in names] if names else None

    def _measured(self, index: int, left: Left, lead: str, right: str) -> str:
        window = self.windows[index]
        size = 1
        while index + size < len(self.windows) and self.windows[index + size].first == window.first:
            size += 1
        if size > 1 and window.place == 0 and (names := self._split(index, size)):
            self.thread.topic = names[0]
            return names[0]
        if left.verb:
            return self._changed(index, left)
        stripped = strip_tail(lead).strip()
        if share := SHARE.match(stripped):
            return self._share(index, share)
        if BUDGET.fullmatch(strip_lead(stripped)) and stripped:
            return self._topic(index) + "预算" * ("预算" in stripped)
        noun = left.noun
        if not noun:
            return self._topic(index) if not right else self._name(right)
        if METRIC.match(noun):
            self.thread.metric = self._topic(index) + noun
            return self.thread.metric
        if PER.match(noun):
            return noun + (right or self._topic(index))
        if VERB_ONLY.fullmatch(noun) and not FLOWS.search(noun):
            body = right or self._topic(index)
            return noun + body if len(noun + body) <= 22 else body
        if right and self.reading.mentions[index].unit == "%":
            noun = shorten_left(noun, 12) + right
        return self._name(self._member_of(noun))

    def _member_of(self, noun: str) -> str:
        """A noun that only repeats the end of the topic (项目 of 扶贫项目) gets the whole topic."""
        batch = BATCH.match(noun)
        head = noun[batch.end() :] if batch else noun
        topic = self.thread.topic
        if head and head != topic and len(head) <= 3 and topic.endswith(head):
            return (batch.group() if batch else "") + topic
        return noun

    def _name(self, noun: str) -> str:
        noun = shorten_left(noun)
        self.thread.topic = noun
        self.thread.metric = noun if ENDS_METRIC.search(noun) else ""
        return noun

    def _changed(self, index: int, left: Left) -> str:
        thread, noun, verb = self.thread, left.noun, "" if left.reached else left.verb
        if not noun:
            carried = thread.metric or self._topic(index) if left.compared or left.reached else self._topic(index)
            return carried if carried.endswith(verb) else carried + verb
        if METRIC.match(noun):
            topic = self._topic(index)
            thread.metric = topic if topic.endswith(noun) else topic + noun
            return thread.metric + verb
        if PULLS.match(noun):
            return shorten_left(self._topic(index), max(4, LONGEST - len(noun + verb))) + noun + verb
        if VERB_ONLY.fullmatch(noun) and not FLOWS.search(noun):
            return self._topic(index) + verb
        noun = self._name(self._member_of(noun))
        return noun + verb

    def _share(self, index: int, share: re.Match[str]) -> str:
        who, whole = tidy(share["who"]), tidy(strip_tail(share["whole"]))
        if who:
            self.thread.topic = who
        who = who or self._topic(index)
        end = "" if ENDS_METRIC.search(whole) else "比重"
        phrase = "占" + whole + end
        return shorten_left(who, max(4, LONGEST - len(phrase))) + phrase

    def _topic(self, index: int) -> str:
        """What a clause without a noun speaks of: the clause before where it holds no figure, else the thread, else
        the heading."""
        window, folded = self.windows[index], self.reading.folded
        floor = max(self.reading.mentions[index - 1].end if index else 0, window.sentence_start)
        before = folded[floor : window.left].rstrip("：，:( （")
        first_here = not index or self.reading.mentions[index - 1].end <= window.sentence_start
        near = first_here or folded[window.left - 1 : window.left] == "："
        if before and near and (noun := self._clause_noun(before)):
            self.thread.topic = noun
            return noun
        return self.thread.topic or self._above()

    @staticmethod
    def _clause_noun(text: str) -> str:
        clause = re.split(r"[，。；：（]", text)[-1]
        changed = CHANGE.search(strip_tail(clause))
        noun = tidy(clause[: changed.start()] if changed else clause)
        strong = STRONG.search(noun, 2)
        return shorten_right(noun[: strong.start()] if strong else noun)

    def _above(self) -> str:
        for heading in reversed(self.reading.headings):
            if noun := self._clause_noun(heading):
                return noun
        return ""
