"""Figures that the text ties together by its own words: 其中, 分别, 占, 比…增长, 由…到, 完成…的.

Only what is said is found here; whether the numbers agree is for the checks that recompute them (the kinds are named
as those checks are). A relation stays inside a sentence, but for a 其中 that begins the one after its total.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from nlp.clauses import find_windows
from nlp.reading import Mention, Reading, RelationMention, Window

PARTS = re.compile("其中|合计|总计|共计")
FROM = "由从從"
TASKS = ("任务", "计划", "预算", "目标", "指标")
TYING = re.compile(f"{PARTS.pattern}|[{FROM}]|{'|'.join(TASKS)}")
"""What ties levels; rates, changes and shares are tied by what they are."""
FROM_TO = re.compile(
    r"(?:左右|上下)?(?:[^，。；、：0-9]{0,12}?(?:增加|增长|提高|提升|上升|扩大|增|升|下降|减少|降低|回落|缩小|缩短|降|减|发展|调整|放宽))?(?:到|至|为)(?:了|约|近|超过)?"
)
COMPARED = re.compile(r"同比|环比|[比较与同][^，。；：]{1,14}?(?=增|下|上|提|减|降|回|扩)|年均|平均每年")
MOVED = re.compile("增长|增加|下降|减少|上升|提高|提升|降低|回落|扩大|缩小|翻")
TASK = re.compile(f"(?:完成|占|达到?|为)[^，。；：]{{0,24}}?(?:{'|'.join(TASKS)})[^，。；：]{{0,20}}的(?:约|近|超过)?$")
OPEN_LIST = re.compile("等|主要|此外|另有")
TIMES = re.compile(r"(?:是|为|相当于|达到?)[^，。；]{1,20}?的(?:约|近)?$")
AFTER = 6
"""Code points between 合计 and its number."""
BETWEEN = 60
"""Code points that a relation of two neighbours may span."""
LIST = 20
"""Members of a list of numbers that are looked at."""
LEVEL = {"level"}
LEVELS = frozenset(("level", "per_unit"))
FROM_TO_MEASURES = LEVELS | {"share"}
MOVES = frozenset(("growth", "change"))
UNLIKE = ("count", "other", "times")
"""Dimensions whose units do not add: 3个 and 5座."""
BASE = re.compile("[比较][^，。；：]{0,24}?的?$")
WHOLE = re.compile("[^，。；、：]{0,24}的?(?:约|近|超过?|超)?")
BESIDE = re.compile("[，、,]?(?:约|将|已|仅|只)?")


def find_relations(reading: Reading) -> list[RelationMention]:
    """The relations of a passage, in the order of their words."""
    if len(reading.mentions) < 2 or reading.mentions[0].cell is not None:
        return []
    kinds = {measure.measure for measure in reading.measures}
    if kinds == LEVEL and not TYING.search(reading.folded):
        return []
    passage = _Passage(reading)
    found = [*_sums(passage), *_pairs(passage)]
    return sorted(found, key=lambda relation: (relation.start, relation.operands)) if len(found) > 1 else found


class _Passage:
    """What the finders look at: mentions with their measures and indicators, and where sentences and parts end."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.folded
        self.mentions = reading.mentions
        self.measures = [measure.measure for measure in reading.measures]
        self.indicators = reading.indicators
        self.windows: list[Window] = find_windows(reading)
        self.starts = [mention.start for mention in self.mentions]

    def after(self, offset: int) -> int:
        """Index of the first mention that begins after an offset."""
        return bisect_right(self.starts, offset)

    def same_sentence(self, one: int, other: int) -> bool:
        return self.windows[one].sentence_start == self.windows[other].sentence_start

    def alike(self, one: int, other: int) -> bool:
        """Whether two mentions are told of one thing: one indicator is the other or a part of it."""
        first, second = self.indicators[one], self.indicators[other]
        return bool(first and second) and (first in second or second in first)

    def length(self, one: int) -> int:
        """How many coordinated numbers stand in the list of a mention: 1 for one by itself."""
        first = self.windows[one].first
        return sum(window.first == first for window in self.windows[first : first + LIST])

    def opening(self, one: int) -> int:
        """Where 由 or 从 stands in the clause before a mention's list, or -1."""
        first = self.windows[one].first
        left, start = self.windows[first].clause_start, self.mentions[first].start
        return max(self.text.rfind(word, left, start) for word in FROM)

    def comparable(self, one: int, other: int) -> bool:
        return self.mentions[one].dimension == self.mentions[other].dimension

    def addable(self, one: int, other: int) -> bool:
        """Whether two mentions may be parts or total of one sum: levels of one dimension and, for counts, one unit."""
        first, second = self.mentions[one], self.mentions[other]
        if self.measures[one] != "level" or self.measures[other] != "level" or first.dimension != second.dimension:
            return False
        return first.dimension != "ratio" and (first.unit == second.unit or first.dimension not in UNLIKE)


def _sums(passage: _Passage) -> Iterator[RelationMention]:
    for match in PARTS.finditer(passage.text):
        first = passage.after(match.start())
        if match.group() == "其中":
            yield from _parts_of(passage, match, first)
        else:
            yield from _total_of(passage, match, first)


def _parts_of(passage: _Passage, match: re.Match[str], first: int) -> Iterator[RelationMention]:
    """A total, 其中, and its parts up to the end of the sentence's part or the next 其中."""
    if first == 0 or first == len(passage.mentions):
        return
    total = _total_before(passage, first)
    if total is None or match.start() - passage.mentions[total].end > BETWEEN:
        return
    stop = passage.windows[first].part_end
    following = PARTS.search(passage.text, match.end(), stop)
    stop = following.start() if following else stop
    parts = [i for i in range(first, passage.after(stop)) if passage.addable(total, i)]
    if not parts or passage.mentions[parts[0]].start - match.end() > BETWEEN:
        return
    last = passage.mentions[parts[-1]].end
    closed = "分别" in passage.text[match.end() : last] and not OPEN_LIST.search(passage.text, match.end(), stop)
    operands = (("total", total), *(("part", part) for part in parts))
    yield RelationMention("sum_of_parts", operands, match.start(), match.end(), closed)


def _total_before(passage: _Passage, first: int) -> int | None:
    """The nearest mention before the parts that could be their sum: a growth rate between them is passed over."""
    for total in range(first - 1, max(first - 4, -1), -1):
        if passage.addable(total, first):
            return total
    return None


def _total_of(passage: _Passage, match: re.Match[str], total: int) -> Iterator[RelationMention]:
    """Parts of one sentence, 合计, and their total."""
    if total >= len(passage.mentions) or passage.mentions[total].start - match.end() > AFTER:
        return
    parts: list[int] = []
    for i in range(total - 1, -1, -1):
        if not passage.same_sentence(i, total):
            break
        if passage.addable(i, total):
            parts.insert(0, i)
    if len(parts) > 1:
        operands = (("total", total), *(("part", part) for part in parts))
        yield RelationMention("sum_of_parts", operands, match.start(), match.end(), closed=True)


def _pairs(passage: _Passage) -> Iterator[RelationMention]:
    moves = any(word in passage.text for word in FROM)
    tasks = any(word in passage.text for word in TASKS)
    for i, measure in enumerate(passage.measures):
        if moves and measure in FROM_TO_MEASURES:
            yield from _from_to(passage, i)
        if tasks and passage.mentions[i].dimension == "ratio":
            yield from _completion(passage, i)
        if measure in MOVES:
            yield from _growth(passage, i)
        elif measure == "share":
            yield from _share(passage, i)
        elif measure == "multiple":
            yield from _multiple(passage, i)


def _from_to(passage: _Passage, i: int) -> Iterator[RelationMention]:
    """由 a 增加到 b: numbers of one dimension, and the amount or rate of the change where it follows.

    由 a 和 b 分别增加到 c 和 d: members of two lists of one length are paired by their places.
    """
    window = passage.windows[i]
    last = window.first - 1
    if last < 0:
        return
    before, here = passage.mentions[last], passage.mentions[window.first]
    opening = passage.opening(last)
    if opening < 0 or not FROM_TO.fullmatch(passage.text, before.end, here.start):
        return
    start = passage.windows[last].first + window.place
    if start > last or passage.length(last) != passage.length(i) or not passage.comparable(start, i):
        return
    operands = [("from", start), ("to", i)]
    if i + 1 < len(passage.mentions) and passage.length(i) == 1 and _moves(passage, i, i + 1):
        operands.append(("by", i + 1))
    yield RelationMention("change", tuple(operands), opening, here.start)


def _moves(passage: _Passage, level: int, rate: int) -> bool:
    """Whether a rate or amount of change right after a level is told of it."""
    gap = passage.mentions[rate].start - passage.mentions[level].end
    if passage.measures[rate] not in MOVES or gap > BETWEEN:
        return False
    if passage.measures[rate] == "change" and not _measured_alike(passage.mentions[level], passage.mentions[rate]):
        return False
    return passage.same_sentence(level, rate) and passage.alike(level, rate)


def _measured_alike(level: Mention, amount: Mention) -> bool:
    """Whether an amount of change can be of a level: one dimension, and percent points for percents alone."""
    return level.dimension == amount.dimension and (amount.unit == "百分点") == (level.dimension == "ratio")


def _growth(passage: _Passage, i: int) -> Iterator[RelationMention]:
    """A growth or change, and the nearest level told of the same thing: where it got to, or the base it is from."""
    part, kind = ("rate", "growth") if passage.measures[i] == "growth" else ("by", "change")
    for level in range(i - 1, max(i - 4, -1), -1):
        if passage.measures[level] in LEVELS and _moves(passage, level, i):
            words = _words(passage, level, i)
            if words is None:
                return
            clause = passage.windows[level].clause_start
            known = "from" if BASE.search(passage.text, clause, passage.mentions[level].start) else "to"
            yield RelationMention(kind, ((known, level), (part, i)), *words)
            return


def _words(passage: _Passage, before: int, after: int) -> tuple[int, int] | None:
    """The words of movement nearest before a mention, and of comparison; None where the text has neither."""
    left, right = passage.mentions[before].end, passage.mentions[after].start
    found = [*MOVED.finditer(passage.text, left, right)][-1:] + [*COMPARED.finditer(passage.text, left, right)][:1]
    if not found:
        return None
    return min(match.start() for match in found), max(match.end() for match in found)


def _share(passage: _Passage, i: int) -> Iterator[RelationMention]:
    """A part, 占, the whole where it is printed, and the share."""
    window = passage.windows[i]
    words = passage.text.rfind("占", window.sentence_start, passage.mentions[i].start)
    if words < 0 or passage.mentions[i].start - words > BETWEEN or _left(passage, i, words):
        return
    here = passage.mentions[i].start
    inside = [k for k in range(passage.after(words), i) if passage.measures[k] == "level"]
    part = passage.after(words) - 1
    operands: list[tuple[str, int]] = []
    if part >= 0 and passage.measures[part] == "level" and _beside(passage, part, words):
        operands.append(("part", part))
    operands += [("whole", k) for k in inside[-1:] if WHOLE.fullmatch(passage.text, passage.mentions[k].end, here)]
    if operands:
        yield RelationMention("share", (*operands, ("share", i)), words, words + 1)


def _left(passage: _Passage, i: int, words: int) -> bool:
    """Whether a share is the one that was left: 占…比重从 a 提高到 b."""
    if i + 1 == len(passage.mentions) or passage.opening(i) < words:
        return False
    return FROM_TO.fullmatch(passage.text, passage.mentions[i].end, passage.mentions[i + 1].start) is not None


def _beside(passage: _Passage, part: int, words: int) -> bool:
    """Whether the words follow a mention at once: what stands between would be the subject of their own."""
    return BESIDE.fullmatch(passage.text, passage.mentions[part].end, words) is not None


def _completion(passage: _Passage, i: int) -> Iterator[RelationMention]:
    """What was done, the task where its amount is printed, and how much of it that is."""
    window, here = passage.windows[i], passage.mentions[i]
    found = TASK.search(passage.text, max(window.sentence_start, here.start - BETWEEN), here.start)
    if found is None:
        return
    done = passage.after(found.start()) - 1
    operands: list[tuple[str, int]] = []
    if done >= 0 and passage.measures[done] == "level" and _beside(passage, done, found.start()):
        operands.append(("done", done))
    operands += [("target", k) for k in range(done + 1, i) if passage.measures[k] == "level"][-1:]
    if operands:
        yield RelationMention("target_vs_done", (*operands, ("rate", i)), found.start(), found.end())


def _multiple(passage: _Passage, i: int) -> Iterator[RelationMention]:
    """A level, and how many times another it is."""
    if i == 0 or not passage.same_sentence(i - 1, i) or passage.measures[i - 1] != "level":
        return
    before, here = passage.mentions[i - 1], passage.mentions[i]
    found = TIMES.search(passage.text, before.end, here.start)
    if found and here.start - before.end <= BETWEEN:
        yield RelationMention("multiple", (("level", i - 1), ("times", i)), found.start(), found.end())
