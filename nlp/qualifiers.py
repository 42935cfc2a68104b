"""Words before, after and around a number that say how exact it is.

Kinds after the guideline on figures, §2; 以上, 以下 and 以内 include the number, 不满, 超过 and 以外 do not (Civil
Code, article 1259).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.lexicon.read import read_rows

FILLER = r"(?:为|达到?|至|有|在|了|到|成|占|每[年月日人户亩套次个])?"
TRAPS = re.compile(r"(?:[附最远靠亲迫贴就晚]近|[节公预合签履违契条特制简隐相邀誓租集]约|[赶反]超|[打爆踏勘]破|降低于)$")
INCLUDED = re.compile(r"[ ]?(?:[（(](?:不?含|不?包括)[^）)]{0,14}[）)])?[ ]?")


class Qualifier(NamedTuple):
    """A kind of the guideline, the words that say it, and whether 近 or its like stands before."""

    kind: str = "exact"
    word: str = ""
    near: bool = False


EXACT = Qualifier()


def _words(place: str) -> dict[str, str]:
    """The words of nlp/lexicon/qualifiers.tsv for a place, before or after, and their kinds; longest first."""
    rows = read_rows("qualifiers", ("word", "place", "kind"))
    return {word: kind for word, own, kind in sorted(rows, key=lambda row: -len(row[0])) if own == place}


KIND_BEFORE = _words("before")
KIND_AFTER = _words("after")
BEFORE_PATTERN = re.compile(rf"({'|'.join(map(re.escape, KIND_BEFORE))}){FILLER}[ ]?(?:人民币|的)?[ ]?$")
LOOSE = re.compile(r"(至少|最少|起码|最多|至多|顶多)[一-鿿]{1,5}$")
WHOLE = re.compile(
    r"(不超过|不得超过|不高于|不低于|不得低于|不少于|不得少于|不足|不到|不及|约占|大约占|大致占)"
    r"(?:[^，。；：、！？\n\d%（(]|[（(][^）)\n]{1,15}[）)]){1,40}的[ ]?$"
)
"""不超过…之和的110%, 约占全部的三分之二: the word stands before the whole that a share is of."""
WHOLE_REACH = 50
AT_RATE = ("的比例", "的标准", "的额度")
"""What says that a share is of what stands right before it: 按不低于工资总额[8%]的比例."""
PART_OF = re.compile(r"(约占|大约占|大致占|超过|不足|不到)[^，。；：、！？\n\d%]{1,12}$")
"""约占全国农田十分之一: a share in words may follow its whole at once."""
HIGHEST = re.compile(
    r"(最高)(?:可|不超过|给予|予以|一次性|奖励|补助|补贴|资助|支持|扶持|获得?|享受|额度|限额|"
    r"贷款|授信|为|达到?|的|人民币|申请|按|分别)*[ ]?$"
)

# 内 alone bounds (30日内), but not as the head of a word (内容, 内部)
INSIDE = r"内(?![容部地外蒙涵需销控在河江陆环科心网存生资联设含向政参侧阁功燃])"
# 5万元起, but 起步, 起动, and 从5万元起提高
FROM = r"起(?=[，。；、）)\n]|$)"
AFTER_PATTERN = re.compile("|".join([*(word for word in KIND_AFTER if word not in ("内", "起")), INSIDE, FROM]))
MARGIN = frozenset("多少码的")
LAST = frozenset("".join(KIND_BEFORE)) | frozenset("为达到至有在了成占币的 年月日人户亩")
FIRST = frozenset(word[0] for word in KIND_AFTER) | frozenset(" （(")
WITHIN = re.compile(r"((?:控制|保持|稳定|限定|压缩|压减|压降|限制)[在到至]?)[^，。；、\d]{0,6}$")


def before(text: str, start: int, floor: int = 0) -> Qualifier:
    """The qualifier that ends where a number begins; nothing before `floor` is read."""
    share = text.startswith("分之", start + 1)
    if start <= floor or (
        text[start - 1] not in LAST
        and not share
        and MARGIN.isdisjoint(text[start - 7 if start - 7 > floor else floor : start])
    ):
        return EXACT
    window = text[max(floor, start - 14) : start]
    found = BEFORE_PATTERN.search(window)
    if found and TRAPS.search(window[: found.end(1)]):
        found = None
    found = found or LOOSE.search(window) or (PART_OF.search(window) if share else None)
    if not found and window.endswith(("的", "的 ")):
        window = text[max(floor, start - WHOLE_REACH) : start]
        found = WHOLE.search(window)
    if not found:
        return EXACT
    kind = KIND_BEFORE[found[1]]
    return Qualifier("approx" if kind == "near" else kind, found[1], kind == "near")


def after(text: str, end: int) -> tuple[Qualifier, int]:
    """The qualifier that begins where a number ends, and where it ends."""
    if text[end : end + 1] not in FIRST:
        return EXACT, end
    skipped = INCLUDED.match(text, end)
    found = AFTER_PATTERN.match(text, skipped.end() if skipped else end)
    if not found:
        return EXACT, end
    kind = KIND_AFTER[found[0]]
    if skipped and "不" in skipped[0]:
        kind = {"at_least": "more_than", "at_most": "less_than"}.get(kind, kind)
    return Qualifier(kind, found[0]), found.end()


def bounded(text: str, start: int) -> Qualifier:
    """最高50万元, 最高可给予…: the most that a rule grants; of money and shares only (最高38.5℃ is a reading)."""
    window = text[max(0, start - 16) : start]
    return Qualifier("at_most", "最高") if HIGHEST.search(window) else EXACT


def read_qualifier(text: str, start: int, end: int, *, inside: str = "", floor: int = 0) -> Qualifier:
    """How exact the number at text[start:end] is said to be; a word after it outweighs one before."""
    back = before(text, start, floor)
    if back is EXACT and text.startswith(AT_RATE, end):
        back = before(f"{text[max(0, start - WHOLE_REACH) : start]}的", min(start, WHOLE_REACH) + 1, 0)
    ahead = after(text, end)[0] if text[end : end + 1] in FIRST else EXACT
    if back is EXACT and ahead is EXACT and not inside:
        return EXACT
    if ahead.kind == "at_most":
        lead = WITHIN.search(text[max(floor, start - 12) : start])
        return Qualifier("at_most", f"{lead[1]}…{ahead.word}" if lead else ahead.word)
    if ahead.word:
        return Qualifier(ahead.kind, f"{back.word}…{ahead.word}" if back.word else ahead.word)
    if back.word:
        return back
    if inside == "弱":
        return Qualifier("less_than", inside)
    if inside in ("余", "多", "来", "强"):
        return Qualifier("more_than" if inside != "来" else "approx", inside)
    return Qualifier("more_than", inside) if inside in ("几", "数") else EXACT
