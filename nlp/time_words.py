"""Words that tell how a figure and a time go together, compiled once: what flows and what stands, what was reached and
what it rose from. The lists are in nlp/lexicon/period_words.tsv."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon.load import rows


@cache
def words(kind: str) -> tuple[str, ...]:
    """The period words of a kind."""
    return tuple(word for group, word in rows("period_words", 2) if group == kind)


def one_of(kind: str) -> str:
    """A pattern for one of them, the longest first."""
    return "(?:" + "|".join(sorted(words(kind), key=len, reverse=True)) + ")"


CHANGES = ("growth", "change", "multiple")
"""Measures of what happened over a stretch of time."""
RISE = one_of("reach")
QUALIFIED = r"(?:了|约|近|超过?|逾|不足|不到|至少|最高|最低|大约|将近|接近|左右)*"
REACHED = re.compile(rf"(?:{RISE}(?:到|至|为)|达到?|突破|超过|稳定在|保持在|升至|降至|增至|减至|跃上|迈上){QUALIFIED}$")
"""A level was reached: text before the number."""
PLAIN = re.compile(rf"(?:[为是占]|约占){QUALIFIED}$")
FROM = re.compile(r"[从由自](?![业此然主动觉治])[^，。；：]{0,40}$")
"""A level rose from the number that follows."""
THEN = re.compile(
    r"(?:左右|以上|多|的水平)*[，]?(?:逐步|大幅|进一步|连续|快速|稳步|历史性地?|分别|一举|又|相应|普遍|全部|已)*"
    rf"{RISE}(?:到|至|为)"
)
"""To what it rose: text after the number it rose from."""
RISEN = re.compile(rf"{RISE}(?:到|至|为)|达到")
FLOW = re.compile(one_of("flow"))
AMOUNT = re.compile(one_of("amount"))
STOCK = re.compile(one_of("stock") + rf"(?:已|均|都|分别|仍|还|共)*{QUALIFIED}$")
STANDING = re.compile(one_of("standing"))
YEARLY = re.compile(r"年均|平均每年|每年|年平均")
SUMMED = re.compile(r"合计|累计|总计|共计|总共")
