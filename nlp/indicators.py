"""What a figure counts, in the document's words, as the head of a column would carry it.

The noun stands after the number (33个文件), before it (牛存栏80万头), or in an earlier clause (同比增长8.5%). Rules
look at one clause at a time; what an earlier clause named is carried in a Thread.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from nlp.clauses import find_windows
from nlp.indicator_lists import names_of
from nlp.indicator_tables import NAMES_BACK, caption, cell_indicator
from nlp.noun_phrases import (
    BRACKETS,
    LIMIT,
    LONGEST,
    MANNER,
    METRICS,
    SHARE,
    STRONG,
    Left,
    is_verb,
    object_verb,
    read_left,
    shorten_left,
    shorten_right,
    strip_lead,
    strip_tail,
    tidy,
)
from nlp.reading import Reading
from nlp.right_nouns import AFTER, After, read_right, text_after

# people and households that no noun names: 13个村民小组、505户1748人
UNITS = {"people": "人数", "households": "户数"}
COUNTED = frozenset(("count", "people", "households", "times", "person_times", "livestock", "other"))
PULLS = re.compile(r"(?:正向|负向)?(?:超过|拉动|带动|贡献|影响|拖累|高于|低于|快于|慢于|高出|占)")
BEYOND = re.compile(r"(?:远远|大大|仍然|明显|也|略|稍|都)?(?:超过|高于|低于|快于|慢于)")
GIVES = re.compile(
    r"(?:给予|予以|发放|奖励|补贴|补助|报销|支付|返还|贴息|缴纳|计提|提取|计发|用于|投向|计算|计租|收取|计入)"
)
# between a noun and the figure that its other half follows: 探索在[10%]的服务站设点, 蓄水至[135米]水位
CLOSE = frozenset(("", "在", "至", "按", "减按", "从", "对", "将"))
ACCOUNT = re.compile(r"(?:总?收入|总?支出|(?:当期|累计|滚存)?(?:结存|结余)|总?产量|产值|(?:播种|种植|养殖)?面积)")
HELD = re.compile(rf"(?P<who>.{{2,}}?){ACCOUNT.pattern}")
LEVEL = re.compile(r"(?:国家|省|市|区|县|部|厅|州|旗)级")
GRANT = re.compile(
    r"[^，。；：、的了给提发享按]{0,8}(?:补贴|补助|奖励|资助|津贴|奖金|补偿|救助金|助学金|生活费|抚恤金)"
)
GIVEN = (
    "每人",
    "每户",
    "每月",
    "每年",
    "每天",
    "每次",
    "每名",
    "每家",
    "每亩",
    "每个",
    "给予",
    "发放",
    "最高",
    "一次性",
)
GRANT_REACH = 120
"""How far before an amount the name of its grant is looked for, in code points."""
# verbs that say nothing of what grew
EMPTY = frozenset(("完成", "实现", "保持", "继续", "出现", "取得", "得到", "实际完成", "呈现"))
CHANGED = re.compile(r"(?:增加|减少|提高|降低|扩大|压减|提升)$")
GENERIC = re.compile(
    r"(?:项目|资金|企业|学生|学校|案件|贷款|投资|工程|任务|单位|机构|人员|基地|债券|农户|用户|群众|线索|问题|药品|产品)$"
)
# a name that stands for its own measure of the kind just named: 国有企业增加值增长4%，民营企业增长7%
ENTITY = re.compile(
    r"(?:人员|对象|家庭|居民|职工|学生|老年人|个人|单位|用户|企业|行业|产业|公司|集团|类|业|局|厂|[县市区旗州镇乡村])$"
)
MEASURED = re.compile(
    r"(?:增加值|总?投资|总?产值|利润|收入|支出|价格|销售额|零售额|贷款(?:总额|额度)?|存款|额度|用电量|产量|面积|增速|财力|补助|补贴|标准|限额|费率|费用)$"
)
MEASURED_OF = re.compile(r"[^的，]{0,4}(?:标准|限额|费率|费用|额度|价格|比例|补贴)(?=为)")
BUDGET = re.compile(
    r"(?:占|为|是|完成|相当于|达到?)?(?:年初|调整|全年|年度|预算|变动|计划|目标|任务|上年|去年|同期|决算|原|的)*"
    r"(?:预算|计划|目标|任务|上年|去年|同期|决算数?)(?:数|任务|目标|收入|支出|值)?的?"
)
PER = re.compile(
    r"(?:按|为)?(?:年|月|日)?(?:每(?:人每[年月天]|户每年|[人户亩年月天日个村家名头吨套]|公斤|平方米)|人均|户均|亩均|平均)+"
)
# verbs that are the name of a flow as well
FLOWS = re.compile(
    r"(?:出口|进口|生产|销售|投资|转移|捐赠|融资|授信|支出|培训|出让|贷款|立案|就业|存栏|出栏|上市|登记|注册|救治|服务|结对|访问|缴纳|补助|补贴|资助|奖励|报销)$"
)
BARE = re.compile(
    r"(?:总?投资|总?产量|产值|增加值|收入|资金|面积|人数|增收|支出|利润|税收|余额|规模|产量|销售额|总额)$"
)
BATCH = re.compile(r"第[一二三四五六七八九十]+批")
DONE = re.compile(r"(?<=..)(?:累计)?(?:完成|实现|到位率?为)$")
ABOUT = re.compile(r"(?:来说|来看|而言|方面|看|上)$")
VERBS_BETWEEN = re.compile(
    r"(?:左右|以上|以下)?[、，和]?(?:分别|同比|均)?(?:增长|下降|提高|上升|上涨|回落|增加|减少|降低)(?:了|到|至)?"
)
PRAISED = re.compile(r"(?:以|属|数)([^，、]{2,10}?)(?:表现|最|居|为主)")
MEASURE_NOUN = re.compile(r"(?:[率额量值]|[总人]数|收入|支出|投资|人口|面积|价格|比重|指数|水平|标准|规模|费用|成本)$")
EACH = re.compile(r"[每一]?[公]?[斤亩户头棵株斗石](?:能|可|均)?(?:卖|收|赚|产)(?:到|出)?")
ASIDE = re.compile(
    r"在.*[上下中时后内]$|.*[\d一二三四五六七八九十○〇零]年$|(?:从|按|分|就).*(?:看|分)$|(?:扣除|剔除|按|依|若|如|据|经|与|比|较|同)"
)
GAP = re.compile(r"\t|\s{2,}")
WORD = re.compile(r"[\u4e00-\u9fff]")
ROW_REACH = 200
"""How far before a figure its row's head is looked for, in code points."""
STOPS = re.compile(r"[，。；：:（\n]")


@dataclass(slots=True)
class Thread:
    """What the passage has named so far: the noun of the last level, its last rate (增速), the names of the last
    list, the last indicator, the dimension of the topic, the nouns so far; `taken` is where the noun after the last
    figure ended, an offset in the passage."""

    topic: str = ""
    metric: str = ""
    names: list[str] = field(default_factory=list)
    last: str = ""
    dimension: str = ""
    recent: list[str] = field(default_factory=list)
    taken: int = 0
    caption: str | None = None


def assign_indicators(reading: Reading) -> list[str]:
    """A noun phrase a mention, empty where none can be told."""
    if not reading.mentions:
        return []
    found = Clauses(reading).read()
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


def same_holder(noun: str, topic: str) -> str:
    """A bare flow or level with the holder that the topic names: 支出 after 统筹基金收入, 省级 after 国家级实验室."""
    if ACCOUNT.fullmatch(noun) and (found := HELD.fullmatch(topic)):
        return found["who"] + noun
    if LEVEL.fullmatch(noun) and "级" in topic:
        return noun + topic.partition("级")[2]
    return ""


class Clauses:
    """The clauses of one passage, read figure by figure."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.folded, self.mentions = reading, reading.folded, reading.mentions
        self.windows = find_windows(reading)
        self.firsts = self._lists()
        """For each figure the first of the list that it stands in."""
        self.sizes = Counter(self.firsts)
        """How many figures stand in the list that begins with a figure."""
        self.thread = Thread()

    def _lists(self) -> list[int]:
        """The windows' lists; one whose head says 分别 goes on over verbs (分别下降6%、增长22%)."""
        firsts: list[int] = []
        for index, window in enumerate(self.windows):
            first = window.first if window.first == index else firsts[window.first]
            if (
                first == index
                and index
                and VERBS_BETWEEN.fullmatch(self.folded, self.mentions[index - 1].end, self.mentions[index].start)
            ):
                head = firsts[index - 1]
                if "分别" in self.folded[self.windows[head].left : self.mentions[head].start]:
                    first = head
            firsts.append(first)
        return firsts

    def read(self) -> list[str]:
        found: list[str] = []
        for index in range(len(self.windows)):
            phrase = self._without_region(index, self._phrase(index))
            self.thread.last = shorten_left(phrase, LONGEST)
            found.append(self.thread.last)
        return found

    def _without_region(self, index: int, phrase: str) -> str:
        region = self.reading.regions[index] if index < len(self.reading.regions) else None
        if region and phrase.startswith(region) and len(phrase) > len(region) + 1:
            return phrase[len(region) :].removeprefix("的")
        return phrase

    def _phrase(self, index: int) -> str:
        mention, window = self.mentions[index], self.windows[index]
        if mention.cell is not None:
            return cell_indicator(mention.row_head, mention.column_head, self._caption() or self._above())
        lead = self._lead(index)
        after = self._after(index)
        if self.firsts[index] != index and not (self._counted(index) and (after.noun or after.predicate)):
            return self._member(index, after)
        self.thread.taken = mention.end + after.end if after.end else 0
        if after.noun and self._counted(index):
            self.thread.dimension = mention.dimension
            return self._counted_noun(lead, after.noun)
        return self._measured(index, lead, after)

    def _counted(self, index: int) -> bool:
        mention = self.mentions[index]
        return mention.dimension in COUNTED or not mention.unit

    def _lead(self, index: int) -> str:
        """The text of the clause before the figure."""
        window, start = self.windows[index], self.mentions[index].start
        begin = max(window.left, self.thread.taken)
        text = self.folded[begin:start]
        if begin > window.clause_start and (after := AFTER.match(text)):
            text = text[after.end() :]
        if "）" in text and "（" not in text and begin > window.clause_start:
            text = self.folded[window.clause_start : start]
        if "\t" in text or "  " in text.strip():
            return self._row_head(start)
        return text.rsplit("——", 1)[-1]

    def _row_head(self, start: int) -> str:
        """The first cell of a line whose cells are parted by tabs or wide gaps, that has a word."""
        line = self.folded[max(self.folded.rfind("\n", 0, start) + 1, start - ROW_REACH) : start]
        cells = (cell for cell in GAP.split(line) if WORD.search(cell))
        return next(cells, "")

    def _after(self, index: int) -> After:
        """The noun or predicate after the figure; a figure set directly behind (12个百亿元项目) is skipped."""
        window, end = self.windows[index], self.mentions[index].end
        following = index + 1
        while following < len(self.mentions) and self._runs_into(end, self.mentions[following].start):
            end, window = self.mentions[following].end, self.windows[following]
            following += 1
        limit = self.mentions[following].start if following < len(self.mentions) else len(self.folded)
        text = text_after(self.folded, end, window.right, limit)
        after = read_right(text, counted=self._counted(index), runs_on=window.right < window.clause_end)
        last = self.firsts[index] + self.sizes[self.firsts[index]] - 1
        if not after.noun and index < last and self.mentions[last].unit == self.mentions[index].unit:
            return self._after(last)._replace(end=0)
        return after._replace(end=after.end + end - self.mentions[index].end if after.end else 0)

    def _runs_into(self, end: int, start: int) -> bool:
        """Whether no more than 以上 stands between two figures (3万元以上10万元以下罚款)."""
        return end == start or (start - end <= 2 and self.folded[end:start] in ("以上", "至", "到"))

    def _counted_noun(self, lead: str, noun: str) -> str:
        phrase = object_verb(strip_tail(lead)) + noun
        self.thread.topic, self.thread.metric = noun, ""
        return phrase if len(phrase) <= LONGEST - 2 else noun

    def _member(self, index: int, after: After) -> str:
        """What a later number of a list counts: the name at its place, or what the first one counts."""
        first = self.firsts[index]
        if len(self.thread.names) == self.sizes[first]:
            return self._nth(index - first, self._verb(index) or self._verb(first), after)
        return self.thread.last

    def _nth(self, place: int, verb: str, after: After) -> str:
        """The name at a place of the list, with the verb that all share or the noun after the last figure."""
        name = self.thread.topic = self.thread.names[place]
        if verb or not after.noun or len(name + after.noun) > LONGEST:
            return name + verb
        return name + after.noun

    def _verb(self, index: int) -> str:
        left = read_left(self.folded[self.windows[index].left : self.mentions[index].start])
        return "" if left.reached else left.verb

    def _measured(self, index: int, lead: str, after: After) -> str:
        left = read_left(lead)
        size = self.sizes[self.firsts[index]]
        if size > 1 and self._list(index, left, size):
            return self._nth(0, "" if left.reached else left.verb, after)
        if size == 1 or left.noun:
            self.thread.names = []
        if left.verb and BEYOND.match(strip_lead(lead)):
            return self._topic(index) + left.verb
        if left.verb and after.noun and not (left.compared or left.reached) and not self._is_ratio(index):
            return self._name(index, self._joined(index, left.noun + left.verb, after))
        if left.verb:
            return self._changed(index, left)
        bare = strip_lead(strip_tail(lead).strip())
        if bare and self._is_ratio(index) and BUDGET.fullmatch(bare):
            return self._topic(index) + "预算" * ("预算" in bare)
        if share := SHARE.match(bare):
            return self._share(index, share)
        return self._level(index, left.noun, after)

    def _is_ratio(self, index: int) -> bool:
        return self.mentions[index].dimension == "ratio"

    def _list(self, index: int, left: Left, size: int) -> bool:
        """Whether the figures of a list have names of their own, now in the thread."""
        if left.noun and left.noun not in METRICS.by_text:
            head, _, tail = left.noun.partition("分别")
            self.thread.names = [name + tail for name in names_of(head, size) or []]
        elif not left.noun and len(self.thread.names) != size:
            listed = names_of(self._before(index), size)
            self.thread.names = listed or (self.thread.recent[-size:] if left.verb else [])
        return len(self.thread.names) == size

    def _level(self, index: int, noun: str, after: After) -> str:
        if not noun:
            return self._silent(index, after)
        if noun.isascii() and self.thread.last and self.windows[index].left > self.windows[index].clause_start:
            return self.thread.last
        if BEYOND.match(noun) and not self._is_ratio(index):
            return self._topic(index)
        if EACH.fullmatch(noun):
            return self._topic(index)
        if noun in METRICS.by_text or noun.startswith(("同比", "环比")):
            topic = self._topic(index)
            self.thread.metric = topic if topic.endswith(noun) else topic + noun
            return self.thread.metric
        if self._is_ratio(index) and PULLS.match(noun):
            return shorten_left(self._topic(index), max(4, LONGEST - len(noun))) + noun
        if PER.fullmatch(noun):
            body = after.noun or self._topic(index)
            return noun + body if len(noun + body) <= LONGEST else body
        if is_verb(noun) and not FLOWS.search(noun):
            return self._verbal(index, noun, after)
        if after.noun or after.predicate:
            noun = self._joined(index, noun, after)
        return self._name(index, self._whole(index, noun))

    def _verbal(self, index: int, verb: str, after: After) -> str:
        """A verb before the figure: its object stands after it, or is what the thread speaks of, or is the unit."""
        body = after.noun or after.predicate
        if not body and self.mentions[index].dimension == "people" != self.thread.dimension:
            return verb
        body = body or self._grant(index) or self._topic(index)
        return verb + body if len(verb + body) <= LONGEST - 2 else body

    def _joined(self, index: int, noun: str, after: After) -> str:
        """What stands on both sides of the figure: 给予[10万元]奖励, [50%]的号源, 带动[300人]就业, 造成[3人]死亡."""
        mention, verb = self.mentions[index], object_verb(noun)
        if not after.noun:
            both = noun + after.predicate
            if GIVES.match(after.predicate) or (mention.dimension == "people" and not verb):
                return both if len(both) <= LONGEST else noun
            return noun if not verb else both if len(both) <= LIMIT else verb + after.predicate
        if verb or CHANGED.search(noun):
            verb = verb or noun[-2:]
            return noun + after.noun if len(noun + after.noun) <= LIMIT else verb + after.noun
        if self.folded.endswith(("、", "和", "及"), 0, mention.start):
            return after.noun
        before = self.folded[self.windows[index].left : mention.start]
        gap = before[before.rfind(noun[-2:]) + 2 :].strip()
        return shorten_left(noun, 12) + after.noun if gap in CLOSE else noun

    def _silent(self, index: int, after: After) -> str:
        """The clause names nothing before the figure."""
        if after.noun:
            return self._name(index, after.noun)
        mention, window = self.mentions[index], self.windows[index]
        if after.predicate and self._is_ratio(index) and index and self.mentions[index - 1].end > window.sentence_start:
            both = self.thread.topic + after.predicate
            return both if len(both) <= LONGEST else after.predicate
        if after.predicate and GIVES.match(after.predicate):
            return self._topic(index) if len(after.predicate) <= 4 else after.predicate
        other = mention.dimension != self.thread.dimension
        if after.predicate and other and (window.left == window.clause_start or mention.dimension in UNITS):
            return after.predicate
        if after.predicate and index and mention.dimension == self.thread.dimension:
            return after.predicate + self.thread.topic if len(after.predicate) <= 12 else after.predicate
        if mention.dimension == "money" and (grant := self._grant(index)):
            return grant
        topic = self._topic(index)
        if mention.surface.endswith("人口") and self.thread.dimension != "people":
            return "人口"
        if index and mention.dimension in UNITS and mention.dimension != self.thread.dimension:
            return shorten_left(topic) + UNITS[mention.dimension]
        return topic

    def _grant(self, index: int) -> str:
        """The grant named last before an amount per person or a bare 给予 (生活费补贴, 助学金)."""
        window, start = self.windows[index], self.mentions[index].start
        if not self.folded[window.left : start].rstrip("约达为").endswith(GIVEN):
            return ""
        found = None
        for found in GRANT.finditer(self.folded, max(0, start - GRANT_REACH), window.left):
            pass
        return tidy(found.group()) if found else ""

    def _whole(self, index: int, noun: str) -> str:
        """A noun that only repeats the end of the topic (项目 of 扶贫项目) gets the whole topic; a bare one in the
        clause of a counted noun (90个项目完成投资) gets that noun before it."""
        batch = BATCH.match(noun)
        head = noun[batch.end() :] if batch else noun
        topic = self.thread.topic
        if GENERIC.fullmatch(head) and head != topic and topic.endswith(head):
            return (batch.group() if batch else "") + topic
        if whole := same_holder(noun, topic):
            return whole
        joined = self.windows[index].left > self.windows[index].clause_start
        behind = joined and (BARE.fullmatch(noun) or STRONG.match(self._lead(index)))
        if behind and not topic.endswith(noun) and len(topic + noun) <= LONGEST:
            return topic + noun
        if not joined and (BARE.fullmatch(noun) or ACCOUNT.fullmatch(noun)):
            return self._before(index) + noun
        return self._of_kind(index, noun)

    def _of_kind(self, index: int, noun: str) -> str:
        """An entity's name (民营企业) with what was measured of the entity before it (国有企业增加值)."""
        kind = MEASURED.search(self.thread.topic) or MEASURED_OF.search(self.thread.topic)
        if not kind or not ENTITY.search(noun) or not index:
            return noun
        before, mention = self.mentions[index - 1], self.mentions[index]
        near = before.end > self.windows[index].sentence_start
        if not near or before.dimension != mention.dimension or len(noun) > LONGEST - len(kind.group()):
            return noun
        return noun + kind.group()

    def _name(self, index: int, noun: str) -> str:
        noun = DONE.sub("", noun)
        noun = noun if len(noun) <= LONGEST else shorten_left(noun)
        if BATCH.match(noun):
            return noun
        self.thread.topic = noun
        self.thread.dimension = self.mentions[index].dimension
        self.thread.metric = noun if METRICS.at_end(noun) else ""
        self.thread.recent.append(noun)
        return noun

    def _changed(self, index: int, left: Left) -> str:
        thread, noun, verb = self.thread, left.noun, "" if left.reached else left.verb
        if noun in METRICS.by_text:
            topic = self._topic(index)
            thread.metric = topic if topic.endswith(noun) else topic + noun
            return thread.metric + verb
        if BEYOND.match(noun):
            return self._topic(index) + verb
        if PULLS.match(noun):
            return shorten_left(self._topic(index), max(4, LONGEST - len(noun + verb))) + noun + verb
        if PER.fullmatch(noun):
            return noun + verb
        if not noun or noun in EMPTY or noun == verb:
            carried = (left.compared or left.reached) and thread.metric
            topic = carried or self._topic(index)
            return topic if topic.endswith(verb) else topic + verb
        return self._name(index, self._whole(index, noun)) + verb

    def _share(self, index: int, share: re.Match[str]) -> str:
        who, whole = tidy(share["who"]), tidy(strip_tail(share["whole"]))
        if who:
            self.thread.topic = who
        who = who or self._topic(index)
        phrase = "占" + whole + ("" if METRICS.at_end(whole) else "比重")
        return shorten_left(who, max(4, LONGEST - len(phrase))) + phrase

    def _topic(self, index: int) -> str:
        """What a clause without a noun speaks of: the clause before where that holds no figure, else the thread, else
        the heading."""
        noun = self._before(index)
        if noun:
            self.thread.topic = noun
        return self.thread.topic or self._above()

    def _before(self, index: int) -> str:
        """The subject of the clauses before that hold no figure; empty where there is none."""
        window = self.windows[index]
        before_end = self.mentions[index - 1].end if index else 0
        first_here = before_end <= window.part_start
        before = self.folded[max(before_end, window.part_start) : window.clause_start].rstrip("，：,:( （")
        anew = first_here or self.folded[window.clause_start - 1 : window.clause_start] == "："
        if before and (anew or MEASURE_NOUN.search(before)):
            for clause in reversed(STOPS.split(BRACKETS.sub("", before))[-3:]):
                noun = self._clause_noun(clause)
                if len(noun) > 1:
                    return noun
        return ""

    @staticmethod
    def _clause_noun(text: str) -> str:
        """The subject of a clause that holds no figure."""
        if ASIDE.match(text):
            return ""
        if praised := PRAISED.search(text):
            return tidy(praised[1])
        noun = ABOUT.sub("", read_left(text).noun)
        strong = STRONG.search(noun, 2)
        if strong and strong.end() < len(noun) and ("的" not in noun[strong.end() :] or "了" in noun):
            noun = MANNER.sub("", noun[: strong.start()])
        return shorten_right(noun)

    def _caption(self) -> str:
        """The noun of the lines right before the table, read once."""
        if self.thread.caption is None:
            here = self.reading.passage.ordinal
            before = self.reading.scene.passages[max(0, here - NAMES_BACK) : here]
            self.thread.caption = caption([passage.text for passage in before if passage.kind != "table"])
        return self.thread.caption

    def _above(self) -> str:
        for heading in reversed(self.reading.headings):
            if noun := self._clause_noun(heading):
                return noun
        return ""
