"""What a figure counts, in the document's words, as the head of a column would carry it.

The noun stands after the number (33个文件), before it (牛存栏80万头), or in an earlier clause (同比增长8.5%). Rules
look at one clause at a time; what an earlier clause named is carried in a Thread.
"""

from __future__ import annotations

import re

from nlp.indicator_context import Context
from nlp.indicator_lists import names_of
from nlp.indicator_naming import Namer, before
from nlp.indicator_patterns import (
    BEYOND,
    BEYOND_FIRST,
    BUDGET,
    BUDGETED,
    CHANGED,
    COUNTS,
    DEDUCTIBLE,
    EACH,
    EMPTY,
    EQUALS,
    FLOWS,
    FOR_WHOM,
    GIVES,
    GRANT,
    HANDLED,
    LIMITED,
    LINKED,
    LISTING,
    LOOSE,
    OF_RATE,
    PACE,
    PAID,
    PAID_BY,
    PAID_FIRST,
    PART_PAID,
    PLANNED,
    PULLS,
    SHARES,
    STOPS,
    UNITS,
    WEIGHT,
    WEIGHTS,
    happened,
    is_per,
    is_time,
    with_unit,
    without_giving,
    without_light,
)
from nlp.indicator_tables import cell_indicator
from nlp.indicator_thread import Thread
from nlp.noun_phrases import (
    LIMIT,
    LONGEST,
    MANNER,
    METRICS,
    SHARE,
    VERBS,
    Left,
    is_verb,
    object_verb,
    read_left,
    shorten_left,
    shorten_right,
    strip_lead,
    strip_tail,
    tidy,
    without_periods,
)
from nlp.reading import Reading
from nlp.right_nouns import After, read_right


def assign_indicators(reading: Reading) -> list[str]:
    """A noun phrase a mention, at most LONGEST characters, empty where none can be told."""
    if not reading.mentions:
        return []
    found = Phrases(reading).read()
    if reading.folded == reading.text:
        return found
    return [in_script(phrase, reading.folded, reading.text) for phrase in found]


def in_script(phrase: str, folded: str, text: str) -> str:
    """A phrase made of pieces of the folded text, in the characters of the text itself."""
    pieces: list[str] = []
    at = 0
    while at < len(phrase):
        size, place = len(phrase) - at, -1
        while size and (place := folded.find(phrase[at : at + size])) < 0:
            size -= 1
        pieces.append(text[place : place + size] if size else phrase[at])
        at += size or 1
    return "".join(pieces)


ABOVE = 8
"""Code points of the place around a place, at most: 江苏省 before 南通市."""
SCOPES = ("全省", "全市", "全县", "全区", "全州", "全旗")


def named(phrase: str, region: str) -> int:
    """How many characters at the beginning of a phrase only name its region (江苏省南通市, 浙江全省); 0 for none."""
    at = phrase.find(region, 0, len(region) + ABOVE)
    if at == 0 or (at > 0 and phrase[at - 1] in "省区市州盟"):
        size = at + len(region)
        return size if len(phrase) > size + 1 else 0
    return 4 if phrase[2:4] in SCOPES and phrase[:2] == region[:2] and len(phrase) > len("浙江全省") + 1 else 0


LISTED = 60
"""Code points of a clause that lists the names of the next one's figures."""
WHOLE_VERB = 4
"""Code points from which on a verb has its object in it (完成造林)."""


class Phrases:
    """The phrases of one passage, told figure by figure."""

    def __init__(self, reading: Reading) -> None:
        self.regions, self.mentions = reading.regions, reading.mentions
        self.context, self.thread = Context(reading), Thread()
        namer = Namer(reading.mentions, self.context, self.thread)
        self._topic, self._name, self._whole, self._silent = namer.topic, namer.name, namer.whole, namer.silent

    def read(self) -> list[str]:
        found: list[str] = []
        for index in range(len(self.mentions)):
            phrase = self._phrase(index)
            region = self.regions[index] if self.regions else None
            if region and phrase[:1] and (size := named(phrase, region)):
                phrase = strip_lead(phrase[size:].removeprefix("的")) or phrase
            self.thread.last = phrase if len(phrase) <= LONGEST else shorten_left(phrase, LONGEST)
            found.append(self.thread.last)
        return found

    def _phrase(self, index: int) -> str:
        mention, context, thread = self.mentions[index], self.context, self.thread
        if mention.cell is not None and not (said := self._in_cell(index)):
            above = context.caption() or context.above()
            region = self.regions[index] if self.regions else None
            return cell_indicator(mention.row_head, mention.column_head, above, region or "")
        if mention.cell is not None:
            return said
        lead = thread.lead = context.lead(index, thread.taken)
        after = context.after(index)
        counted = context.is_counted(index)
        if context.firsts[index] != index and not (counted and (after.noun or after.predicate)):
            return self._member(index, after)
        thread.taken = mention.end + after.end if after.end else 0
        if after.noun and counted and not (after.shared and self._named(index, lead)):
            return self._counted(index, lead, after.noun)
        return self._measured(index, lead, after)

    def _in_cell(self, index: int) -> str:
        """What the words of a cell say that its own number counts (半径[109米], [8个]试验区域); else empty."""
        mention, offset = self.mentions[index], self.context.reading.passage.start
        cell, folded = mention.cell, self.context.folded
        if cell is None or cell.end - cell.start < len(mention.surface) + 2:
            return ""
        start, end = cell.start - offset, cell.end - offset
        noun = read_right(folded[mention.end : end], counted=True, runs_on=False).noun if mention.unit else ""
        if len(noun) > 1 and self.context.is_counted(index):
            return noun
        left = read_left(STOPS.split(folded[start : mention.start])[-1])
        return left.noun if len(left.noun) > 1 and not left.verb else ""

    def _named(self, index: int, lead: str) -> bool:
        """Whether a noun stands before a figure, so that one after it is the next figure's (学校[7所]学生[9人])."""
        noun = read_left(lead).noun
        return len(noun) > 1 and not (self.context.is_joined(index) or is_verb(noun) or object_verb(noun))

    def _counted(self, index: int, lead: str, noun: str) -> str:
        """The noun after the number, with the verb that it is the object of: 选派[5名]干部."""
        self.thread.topic, self.thread.metric, self.thread.dimension = noun, "", self.mentions[index].dimension
        verb = object_verb(strip_tail(lead))
        doer = "" if self.context.is_joined(index) or LISTING.search(lead) else read_left(lead).noun
        doer = "" if len(doer) < 2 or FOR_WHOM.search(lead) else happened(doer)
        phrase = without_light((doer if len(doer + noun) <= LIMIT else verb) + noun)
        return phrase if len(phrase) <= LONGEST - 2 else noun

    def _member(self, index: int, after: After) -> str:
        """What a later number of a list counts: the name at its place, or what the first one counts."""
        first = self.context.firsts[index]
        if len(self.thread.names) != self.context.size(index):
            return self.thread.last
        return self.thread.nth(index - first, self._verb(index) or self._verb(first), after.noun)

    def _verb(self, index: int) -> str:
        text = self.context.text_before(index)
        if "占" in text and self.context.is_ratio(index) and SHARES.search(text):
            return "占比"
        left = read_left(text)
        return "" if left.reached else left.verb

    def _measured(self, index: int, lead: str, after: After) -> str:
        left, context, thread = read_left(lead), self.context, self.thread
        size = context.size(index)
        if size > 1 and self._listed(index, left, size):
            return self.thread.nth(0, self._verb(index), after.noun)
        if size == 1 or left.noun:
            self.thread.names = []
        if left.verb:
            return self._changed(index, lead, left, after)
        ratio = self.mentions[index].dimension == "ratio"
        asks = "占" in lead or (ratio and BUDGETED.search(lead))
        bare = strip_lead(strip_tail(without_periods(lead)).strip()) if asks else ""
        if ratio and asks and (planned := BUDGET.fullmatch(lead.strip(LOOSE)) or BUDGET.fullmatch(bare)):
            of = planned["of"]
            said = f"超{of}" if "超" in lead else f"占{of}比重"
            return before(self._topic(index), said) if of in PLANNED else self._topic(index)
        if ratio and EQUALS.match(lead):
            return self._topic(index)
        if bare and (share := SHARE.match(bare)):
            return self._share(index, share, lead, after)
        if ratio and (limited := LIMITED.fullmatch(left.noun)):
            who = strip_tail(limited["who"])  # 预备费按不低于支出总额
            left = left._replace(noun=who if len(who) > 1 else limited["whole"].removesuffix("的"))
        if ratio and SHARES.search(lead):
            thread.metric = before(self._name(index, left.noun) if left.noun else self._topic(index), "占比")
            return thread.metric
        return self._level(index, left.noun, after)

    def _listed(self, index: int, left: Left, size: int) -> bool:
        """Whether the figures of a list have names of their own; the names go into the thread."""
        thread = self.thread
        if left.noun and left.noun not in METRICS.by_text:
            head, _, tail = left.noun.partition("分别")
            tail = "" if tail in EMPTY else tail
            thread.names = [name + tail for name in names_of(head, size) or []]
        elif not left.noun and len(thread.names) != size:
            listed = names_of(self.context.subject_before(index, LISTED), size)
            paired = left.verb or "分别" in self.context.text_before(index)
            thread.names = listed or (thread.recent[-size:] if paired else [])
        return len(thread.names) == size

    def _level(self, index: int, noun: str, after: After) -> str:
        if noun.startswith("部分") and (part := PART_PAID.fullmatch(noun)):
            return before(DEDUCTIBLE.sub("", self._topic(index)), part["what"] + "比例")
        if paid := self.context.paid_out(index):
            return self._name(index, paid)
        if "按" in noun and (by := PAID_BY.match(noun)):
            return self._name(index, by["what"])
        noun = noun[3:] if noun.startswith("控制在") else noun
        if not noun:
            return self._silent(index, after)
        if carried := self._carried(index, noun, after):
            return carried
        if is_per(noun):
            body = after.noun or self._topic(index)
            return noun + body if len(noun + body) <= LONGEST else body
        if is_verb(noun) and not FLOWS.search(noun.removesuffix("完成")):
            return self._verbal(index, noun, after)
        if after.noun or after.predicate:
            noun = self._joined(index, noun, after)
        return self._name(index, self._whole(index, noun))

    def _carried(self, index: int, noun: str, after: After) -> str:
        """The phrase of words that name nothing of their own but say something of the topic; else empty."""
        context, thread, dimension = self.context, self.thread, self.mentions[index].dimension
        ratio = dimension == "ratio"
        if context.is_joined(index) and noun.isascii():
            return thread.last
        if context.is_joined(index) and noun == thread.topic and dimension in UNITS and not after.predicate:
            return noun if noun.endswith(COUNTS) else noun + UNITS[dimension]
        if noun in METRICS.by_text or noun.startswith(("同比", "环比")):
            return thread.rate(self._topic(index), noun)
        if not after.noun and noun[0] in PAID_FIRST and (paid := PAID.fullmatch(noun)):
            topic, what = self._topic(index), paid["what"] or ""
            return topic if GRANT.search(topic) else topic + what
        if ratio and noun.endswith("贡献率") and self.thread.lead.startswith("对"):
            return before(OF_RATE.sub("", self._topic(index)), "对" + noun)
        if ratio and (PULLS.match(noun) or PACE.match(noun)):
            return before(self._topic(index), noun)
        if is_time(noun) or (noun[0] in "每一" and EACH.match(noun)) or (noun in EMPTY and not after.noun):
            return self._topic(index)
        return self._topic(index) if not ratio and noun[0] in BEYOND_FIRST and BEYOND.match(noun) else ""

    def _verbal(self, index: int, verb: str, after: After) -> str:
        """A verb before the figure: its object stands after it, or is what the thread speaks of, or is the unit."""
        body = after.noun or after.predicate
        verb = without_giving(verb, after.noun) if after.noun else verb
        dimension = self.mentions[index].dimension
        if not body and dimension in UNITS and self.thread.dimension not in UNITS:
            return self._name(index, with_unit(verb, dimension))
        if after.noun:
            self._name(index, after.noun)
        body = body or self.context.grant(index)
        spent = self.thread.dimension == "money" and dimension in ("times", "person_times")
        if not body and not spent and (len(verb) < WHOLE_VERB or self.thread.dimension == dimension):
            body = self._object(index)  # 完成造林 says enough, and what was spoken of before is counted otherwise
        return verb + body if len(verb + body) <= LONGEST - 2 else body

    def _object(self, index: int) -> str:
        """The topic without the verb that it was the object of: 建成[260家]中心，新认定[35家]."""
        topic = HANDLED.sub("", self._topic(index))
        size = VERBS.at_start(topic)
        return topic[size:] if 1 < size < len(topic) - 2 and topic[size] not in "性型类" else topic

    def _joined(self, index: int, noun: str, after: After) -> str:
        """What stands on both sides of the figure: 给予[10万元]奖励, [50%]的号源, 带动[300人]就业, 造成[3人]死亡."""
        noun = without_giving(noun, after.noun) if after.noun else noun
        if not noun:
            return after.noun
        verb = object_verb(noun) or (noun[-2:] if CHANGED.search(noun) else "")
        if not after.noun:
            return self._with_predicate(index, noun, verb, after.predicate)
        if verb:
            return noun + after.noun if len(noun + after.noun) <= LIMIT else verb + after.noun
        text = self.context.text_before(index)
        if text.endswith(("、", "和", "及")):
            return after.noun
        gap = text[text.rfind(noun[-2:]) + 2 :]
        return noun if LINKED.search(gap) else before(noun, shorten_right(after.noun, 14))

    def _with_predicate(self, index: int, noun: str, verb: str, predicate: str) -> str:
        both = noun + predicate
        if GIVES.match(predicate) and GRANT.search(predicate):
            return before(noun, predicate)
        if GIVES.match(predicate) or (self.mentions[index].dimension == "people" and not verb):
            return both if len(both) <= LONGEST else noun
        if not verb:
            return noun
        return both if len(both) <= LIMIT else verb + predicate

    def _changed(self, index: int, lead: str, left: Left, after: After) -> str:
        noun, verb = left.noun, "" if left.reached else left.verb
        verb = "翻番" if verb == "翻" else verb
        if BEYOND.match(noun) or BEYOND.match(strip_lead(lead)):
            return self._topic(index) + verb
        if after.noun and not (left.compared or left.reached) and not self.context.is_ratio(index):
            return self._name(index, self._joined(index, noun + left.verb, after))
        if noun and left.reached and after.noun and self.context.is_share_of(index):
            return self._name(index, before(noun, after.noun))
        if noun in METRICS.by_text:
            return self.thread.rate(self._topic(index), noun) + verb
        if PULLS.match(noun) and (self.context.is_ratio(index) or not noun.startswith(("带动", "拉动"))):
            return before(self._topic(index), noun + verb)
        if is_per(noun):
            return noun + verb
        if noun == "每增加":
            return self._topic(index) + verb
        again = noun in self.thread.topic and strip_lead(lead).startswith(("比", "较"))
        if not noun or noun in EMPTY or noun == verb or again or is_time(noun):
            points = self.mentions[index].unit.endswith("百分点")
            carried = (left.reached or (left.compared and points)) and self.thread.metric
            topic = carried or self._topic(index)
            return topic if topic.endswith(verb) else topic + verb
        return self._name(index, self._whole(index, noun)) + verb

    def _share(self, index: int, share: re.Match[str], lead: str, after: After) -> str:
        who, whole = tidy(MANNER.sub("", share["who"])) or after.noun, tidy(strip_tail(without_periods(share["whole"])))
        who = self.thread.topic = who or self._topic(index)
        printed = lead[lead.rfind("占") + 1 :].strip("的约超近达为至了却从由")
        if whole in WEIGHTS or not whole or printed.endswith(PLANNED):  # 占全国比重, 占计划比重
            whole = without_periods(printed)
        weight = "比例" if whole.endswith("比例") else "比重"
        if METRICS.at_end(whole) and not whole.endswith(("比例", "比重")):
            weight = ""
        elif bare := WEIGHT.sub("", whole):
            whole = bare
        whole = whole if len(who + whole) < LONGEST - 2 else shorten_left(whole, 10)
        self.thread.metric = before(who, "占" + whole + (weight if whole not in WEIGHTS else ""))
        return self.thread.metric
