"""The base of each amount of a passage: printed with its unit, said in its clause, or carried from a clause before."""

from __future__ import annotations

import re

from nlp.clauses import find_windows
from nlp.per_units import find_bases, last_base, per_of_condition, per_of_offer, per_of_surface
from nlp.reading import Measure, Mention, Reading, Window
from nlp.table_measures import HOUSEHOLD

TOTALLED = re.compile("最高|最多|总|共|累计")
# a clause without a subject: 达到8900元
STILL = re.compile(r"(?:已|将|就|也|并)*(?:达到?了?|增至|升至|增加到|提高到|为)(?:约|近)?(?=\d|$)")
GROUP = re.compile(
    f"[，：:]?(?:{HOUSEHOLD.pattern})|城镇|农村|城市|乡村|城乡|全体|男|女|工资|经营|财产|转移|[一-龥]{{2,4}}[县市区旗州](?:农|居|为|达|\\d)"
)
OTHERS = re.compile("总[额量值]|投资|资金|财政|贷款|存款|累计|共|合计")
CARRY_REACH = 4


class Pers:
    """The bases of one passage's amounts, asked for in order; `found` has the measures of the mentions before."""

    def __init__(self, reading: Reading, found: list[Measure]) -> None:
        self._found = found
        self._folded = reading.folded
        self._mentions = reading.mentions
        self._windows = find_windows(reading)
        self._words = find_bases(reading.folded)

    @property
    def named(self) -> bool:
        """Whether the passage names any base in words."""
        return bool(self._words)

    def of_condition(self, index: int) -> str | None:
        """The base that the clause before sets for a change: 每增加1人，增加5平方米."""
        return per_of_condition(self._folded, self._windows[index].clause_start)

    def of(self, index: int) -> tuple[str | None, int]:
        """The base of the number, printed with its unit or said in its clause, and where its words end. 每年 does not
        reach past a number."""
        mention, window, folded = self._mentions[index], self._windows[index], self._folded
        if mention.dimension == "age":
            return None, 0
        printed = None if "/" in mention.unit else per_of_surface(mention.surface, folded, mention.end)
        if printed:
            return printed, mention.start
        if not self._words:
            return None, 0
        near = last_base(self._words, window.left, mention.start)
        if near[0] or TOTALLED.search(folded, window.left, mention.start):
            return near
        if window.left == window.clause_start:
            return self._carried(index) or per_of_offer(folded, window.clause_start), 0
        far = last_base(self._words, window.clause_start, mention.start)
        before = self._mentions[index - 1]
        if far[0] is None or far[0] == "年":
            return None, 0
        same = self._found[index - 1].per == far[0] and before.unit == mention.unit
        # 每增加1人3000元: the number before is a part of the base
        return far if same or far[1] >= before.end or before.dimension in ("duration", "age") else (None, 0)

    def _carried(self, index: int) -> str | None:
        """The base of a number whose clause says less than one before it: 人均收入增加620元，达到8900元;
        人均收入3万元，其中农村2万元."""
        mention, window, folded = self._mentions[index], self._windows[index], self._folded
        elided = STILL.match(folded, window.clause_start, mention.start) is not None
        for before in range(index - 1, max(-1, index - CARRY_REACH - 1), -1):
            other, start = self._mentions[before], self._windows[before].clause_start
            if other.end < window.sentence_start - 1:
                return None
            if other.unit != mention.unit:
                continue
            if elided:
                return last_base(self._words, start, other.start)[0]
            per = self._found[before].per
            if not per or not ("人" in per or "户" in per):
                return None
            return per if self._part_of(other, mention, window) else None
        return None

    def _part_of(self, whole: Mention, mention: Mention, window: Window) -> bool:
        """Whether a number tells of a part or a group of what the one before it tells of."""
        folded = self._folded
        if "其中" not in folded[whole.end : mention.start] and not GROUP.match(folded, window.clause_start):
            return False
        if not whole.value or mention.value is None or OTHERS.search(folded, window.clause_start, mention.start):
            return False
        return whole.value / 100 <= mention.value <= whole.value * 3
