"""What stands around each figure of a passage: the words before it, the noun after it, the list it stands in, the
clause, grant, heading or caption that it may speak of. Figures are named by their index; offsets are the passage's."""

from __future__ import annotations

from nlp.clauses import find_windows
from nlp.fold import fold
from nlp.indicator_patterns import (
    ABOUT,
    ASIDE,
    CHARGE,
    COUNTED,
    GAP,
    GIVEN,
    GRANT,
    GRANT_REACH,
    HEAD_LENGTH,
    ITEM,
    ITEMS_BACK,
    LINE_LENGTH,
    LINES_BACK,
    MEASURE_NOUN,
    MEASURE_WORD,
    NOUN,
    OPENING,
    PAID_AT,
    PAID_OUT,
    PASSED,
    PRAISED,
    ROW_REACH,
    SAID,
    STOPS,
    VERBS_BETWEEN,
    WORD,
)
from nlp.indicator_tables import NAMES_BACK, caption
from nlp.noun_phrases import BRACKETS, LIMIT, MANNER, STRONG, read_left, shorten_right, tidy
from nlp.reading import Reading
from nlp.right_nouns import AFTER, After, read_right, text_after, without_end

BETWEEN_LENGTH = 12
"""Code points that VERBS_BETWEEN takes at most."""
ENDING = frozenset(("", "，", "。", "；", "：", "、", "\n"))
"""What ends a clause right after a figure: no noun follows."""
LABELLED = 4
"""Code points of a passage that are no part of its only figure, at most."""
NOTHING = After()


class Context:
    """One passage, seen from its figures."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.folded, self.mentions = reading, reading.folded, reading.mentions
        self.windows = find_windows(reading)
        self.firsts = self._lists()
        """For each figure the first of the list that it stands in."""
        self.sizes = sizes_of(self.firsts)
        """For each first how many figures its list has."""
        self._caption: str | None = None
        self._opening: str | None = None

    def size(self, index: int) -> int:
        """How many figures stand in the list of a figure, itself included."""
        return self.sizes[self.firsts[index]]

    def is_counted(self, index: int) -> bool:
        """Whether a classifier follows the number, so that a noun is likely to follow that."""
        mention = self.mentions[index]
        return mention.dimension in COUNTED or not mention.unit

    def is_ratio(self, index: int) -> bool:
        return self.mentions[index].dimension == "ratio"

    def is_joined(self, index: int) -> bool:
        """Whether another figure stands before it in its clause."""
        return self.windows[index].left > self.windows[index].clause_start

    def is_share_of(self, index: int) -> bool:
        """Whether a ratio is said of what follows it (扩大到[50%]以上的城市)."""
        end = self.mentions[index].end
        return self.is_ratio(index) and self.folded[end : end + 3].removeprefix("以上").startswith("的")

    def follows(self, index: int) -> bool:
        """Whether another figure stands before it in its sentence."""
        return index > 0 and self.mentions[index - 1].end > self.windows[index].sentence_start

    def text_before(self, index: int) -> str:
        """The clause up to the figure, from the figure before it on."""
        return self.folded[self.windows[index].left : self.mentions[index].start]

    def lead(self, index: int, taken: int) -> str:
        """The words before a figure that speak of it; those up to `taken` belong to the figure before."""
        window, start = self.windows[index], self.mentions[index].start
        begin = max(window.left, taken)
        text = self.folded[begin:start]
        if begin > window.clause_start and (after := AFTER.match(text)):
            text = PASSED.sub("", text[after.end() :])
        if "）" in text and "（" not in text and begin > window.clause_start:
            text = self.folded[window.clause_start : start]
        if "\t" in text or ("  " in text and "  " in text.strip()):
            return self._row_head(start)
        return text.rsplit("——", 1)[-1] if "—" in text else text

    def after(self, index: int) -> After:
        """The noun or predicate after a figure; a figure set directly behind (12个百亿元项目) is skipped, and a list
        shares what stands after its last figure. `end` counts from the figure's own end."""
        window, mention = self.windows[index], self.mentions[index]
        end = mention.end
        if mention.dimension == "count" and (noun := self._within(index)):
            return After(noun=noun)
        if self.folded[end : end + 1] in ENDING and self.sizes[self.firsts[index]] == 1:
            return NOTHING
        following = index + 1
        while following < len(self.mentions) and self._runs_into(end, self.mentions[following].start):
            end, window = self.mentions[following].end, self.windows[following]
            following += 1
        limit = self.mentions[following].start if following < len(self.mentions) else len(self.folded)
        text = text_after(self.folded, end, window.right, limit)
        after = read_right(text, counted=self.is_counted(index), runs_on=window.right < window.clause_end)
        last = self.firsts[index] + self.size(index) - 1
        if index < last and not after.noun and self.mentions[last].unit == mention.unit:
            return self.after(last)._replace(end=0)
        past = end - mention.end
        return after._replace(end=after.end + past) if after.end and past else after

    def _within(self, index: int) -> str:
        """The noun that a figure's own surface ends with, behind its classifier ([20张床位]); else empty."""
        mention = self.mentions[index]
        if not mention.unit or mention.surface.endswith(mention.unit):
            return ""
        _, found, noun = mention.surface.rpartition(mention.unit)
        return noun if found and len(noun) > 1 and NOUN.fullmatch(noun) else ""

    def subject_before(self, index: int, limit: int = LIMIT) -> str:
        """The subject of the clauses before that hold no figure, shortened to a limit; empty where there is none."""
        window = self.windows[index]
        before_end = self.mentions[index - 1].end if index else 0
        before = self.folded[max(before_end, window.part_start) : window.clause_start].rstrip("，：,:( （")
        opened = self.folded[window.clause_start - 1 : window.clause_start] == "："
        if not before or not (opened or before_end <= window.part_start or MEASURE_NOUN.search(before)):
            return ""
        if opened and len(before) == 1 and WORD.match(before) and before not in SAID:
            return before
        clauses = STOPS.split(BRACKETS.sub("", before))[-3:]
        nouns = (clause_noun(clause, limit) for clause in reversed(clauses) if not clause.endswith("的"))
        return next((noun for noun in nouns if len(noun) > 1), "")

    def grant(self, index: int, *, within: bool = False) -> str:
        """The grant named last before an amount per person or a bare 给予 (生活费补贴, 助学金); `within`: in its
        sentence."""
        if not self.text_before(index).rstrip("约达为").endswith(GIVEN):
            return ""
        return self.grant_before(index, within=within)

    def grant_before(self, index: int, *, within: bool = False) -> str:
        """The grant named last before a figure, in its sentence or, unless `within`, in its passage or above it."""
        window, start = self.windows[index], self.mentions[index].start
        begin = max(start - GRANT_REACH, window.sentence_start if within else 0)
        found = [grant.group() for grant in GRANT.finditer(self.folded, max(0, begin), window.left)]
        return tidy(found[-1]).removeprefix("予") if found else "" if within else self.grant_above()

    def paid_out(self, index: int) -> str:
        """What the clause says is paid at a rate (按照工资[5%]的标准向职工发放零用钱)."""
        if "按" not in self.text_before(index):
            return ""
        mention = self.mentions[index]
        found = PAID_OUT.match(self.folded, mention.end, min(mention.end + GRANT_REACH, self.windows[index].right))
        return tidy(found["what"]) if found else ""

    def charge_before(self, index: int) -> str:
        """The charge that the clauses before a bare limit name (发生的助餐费用，……限额标准为)."""
        window = self.windows[index]
        found = CHARGE.findall(self.folded, window.part_start, window.clause_start)
        return tidy(found[-1].rpartition("发生")[2]) if found else ""

    def grant_ahead(self, index: int) -> str:
        """The grant that a sentence names after its rate (按每人[3元]标准，给予一次性生活补贴)."""
        end = self.mentions[index].end
        if not PAID_AT.match(self.folded, end) or not self.text_before(index).endswith(GIVEN):
            return ""
        stop = min(self.windows[index].part_end, end + GRANT_REACH)
        found = GRANT.search(self.folded, end + len("标准，给予"), stop)
        return tidy(found.group()) if found else ""

    def grant_above(self) -> str:
        """The grant that a heading or a short line before the passage names."""
        here = self.reading.passage.ordinal
        lines = [passage.text for passage in self.reading.scene.passages[max(0, here - LINES_BACK) : here]]
        for line in (*reversed(self.reading.headings), *reversed(lines)):
            if len(line) <= LINE_LENGTH and (found := GRANT.search(fold(line))):
                return tidy(found.group())
        return ""

    def opening(self, index: int) -> str:
        """What the amounts of a list measure, by the words before its colon (补贴标准：甲区5元) or the ones that open
        the list that the passage is an item of (缴费费率如下：); else empty."""
        if headed := self._before_colon(index):
            return headed
        if self._opening is None:
            self._opening = self._find_opening() if ITEM.match(self.folded) else ""
        return self._opening

    def _before_colon(self, index: int) -> str:
        window = self.windows[index]
        colon = self.folded.rfind("：", window.sentence_start, window.clause_start)
        if colon < 0:
            return ""
        head = STOPS.split(self.folded[max(window.sentence_start, colon - LINE_LENGTH) : colon])[-1]
        noun = read_left(head).noun
        return noun if MEASURE_WORD.search(noun) and len(noun) <= HEAD_LENGTH else ""

    def _find_opening(self) -> str:
        here = self.reading.passage.ordinal
        for passage in reversed(self.reading.scene.passages[max(0, here - ITEMS_BACK) : here]):
            if ITEM.match(passage.text):
                continue
            found = OPENING.findall(fold(passage.text[-LINE_LENGTH:])) if passage.text.endswith(("：", ":")) else []
            return tidy(found[-1]) if found else ""
        return ""

    def label(self) -> str:
        """The short line before a passage that holds nothing but a figure: the label of a form or flattened table."""
        here = self.reading.passage.ordinal
        if len(self.folded) > len(self.mentions[0].surface) + LABELLED or not here:
            return ""
        line = fold(self.reading.scene.passages[here - 1].text)
        return tidy(line) if len(line) <= HEAD_LENGTH and WORD.search(line) and not STOPS.search(line) else ""

    def above(self) -> str:
        """The noun of the nearest heading that has one."""
        nouns = (shorten_right(read_left(heading).noun) for heading in reversed(self.reading.headings))
        return next((noun for noun in nouns if noun), "")

    def caption(self) -> str:
        """The noun of the lines right before a table."""
        if self._caption is None:
            here = self.reading.passage.ordinal
            before = self.reading.scene.passages[max(0, here - NAMES_BACK) : here]
            self._caption = caption([passage.text for passage in before if passage.kind != "table"])
        return self._caption

    def _lists(self) -> list[int]:
        """The windows' lists; one whose head says 分别 goes on over verbs (分别下降6%、增长22%)."""
        if "分别" not in self.folded:
            return [window.first for window in self.windows]
        firsts: list[int] = []
        for index, window in enumerate(self.windows):
            first = window.first if window.first == index else firsts[window.first]
            firsts.append(firsts[index - 1] if first == index and self._goes_on(index, firsts) else first)
        return firsts

    def _goes_on(self, index: int, firsts: list[int]) -> bool:
        if not index:
            return False
        before, mention = self.mentions[index - 1], self.mentions[index]
        if before.dimension != mention.dimension or mention.start - before.end > BETWEEN_LENGTH:
            return False
        if not VERBS_BETWEEN.fullmatch(self.folded, before.end, mention.start):
            return False
        return "分别" in self.text_before(firsts[index - 1])

    def _runs_into(self, end: int, start: int) -> bool:
        """Whether no more than 以上 stands between two figures (3万元以上10万元以下罚款)."""
        return end == start or (start - end <= 2 and self.folded[end:start] in ("以上", "至", "到"))

    def _row_head(self, start: int) -> str:
        """The first cell that has a word, of a line whose cells are parted by tabs or wide gaps."""
        line = self.folded[max(self.folded.rfind("\n", 0, start) + 1, start - ROW_REACH) : start]
        return next((cell for cell in GAP.split(line) if WORD.search(cell)), "")


def sizes_of(firsts: list[int]) -> list[int]:
    """How often each index stands in the list, by index."""
    sizes = [0] * len(firsts)
    for first in firsts:
        sizes[first] += 1
    return sizes


def clause_noun(text: str, limit: int = LIMIT) -> str:
    """The subject of a clause that holds no figure."""
    if ASIDE.match(text):
        return ""
    if praised := PRAISED.search(text):
        return tidy(praised[1])
    noun = ABOUT.sub("", read_left(text).noun)
    strong = None if MEASURE_NOUN.search(noun) else STRONG.search(noun, 2)
    if strong and strong.end() < len(noun) and ("的" not in noun[strong.end() :] or "了" in noun):
        noun = MANNER.sub("", noun[: strong.start()])
    listed, _, rest = noun.rpartition("等")
    noun = rest if "、" in listed and len(rest) > 1 and rest[0] not in "地人方" else noun
    return noun if len(noun) <= limit else without_end(shorten_right(noun, limit))
