"""Words before, after and around a number that say how exact it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

BEFORE = {
    "near": ("将近", "接近", "逼近", "近", "几近", "临近"),
    "approx": ("大约为", "大约", "大概", "大致", "约为", "约占", "约达", "约有", "约"),
    "more_than": (
        "超过了", "超过", "超", "突破了", "突破", "首破", "逾", "多于", "高于", "大于", "越过", "跨越", "跨过", "冲破", "破",
        "不止", "远超", ">", "＞", "跃过", "站上", "迈过",
    ),
    "at_least": (
        "至少", "最少", "不低于", "不少于", "不小于", "不得少于", "不得低于", "不应低于", "不应少于", "起码", "达到或超过", "大于等于", "大于或等于", "≥",
        "不短于", "不能少于", "不能低于", "下限为", "下限", "不下", "不亚于",
    ),
    "less_than": ("不足", "不到", "不及", "未到", "未达", "低于", "少于", "小于", "未满", "不满", "短于", "差不多不到", "<", "＜"),
    "at_most": (
        "最多", "至多", "不超过", "不得超过", "不超", "不高于", "不得高于", "不多于", "不大于", "不应超过", "不应高于", "未超过", "顶多", "≤", "不能超过",
        "不得多于", "不得大于", "最高不超过", "上限为", "上限是", "上限", "限额", "封顶线为", "封顶线", "封顶", "限额为", "小于等于", "小于或等于", "不长于", "以不超过",
    ),
}  # fmt: skip
AFTER = {
    "approx": ("左右", "上下", "前后"),
    "at_least": ("及以上", "或以上", "以上", "之上", "或者以上", "起步"),
    "at_most": ("为上限", "为限", "及以下", "或以下", "以内", "以下", "之内", "之下", "或者以下", "封顶"),
    "more_than": ("有余", "开外", "以外", "还多", "还要多", "挂零", "出头"),
}
FILLER = r"(?:为|达到?|至|有|在|了|到|成|占)?"
TRAPS = re.compile(r"(?:[附最远靠亲迫贴就晚]近|[节公预合签履违契条特制简隐相邀誓租集]约|[赶反]超|[打爆踏勘]破|降低于)$")
INCLUDED = re.compile(r"[ ]?(?:[（(](?:含|包括)[^）)]{0,14}[）)])?[ ]?")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A kind of the guideline, the words that say it, and whether 近 or its like stands before."""

    kind: str = "exact"
    word: str = ""
    near: bool = False


EXACT = Qualifier()


def _alternation(table: dict[str, tuple[str, ...]]) -> str:
    words = sorted((word for group in table.values() for word in group), key=len, reverse=True)
    return "|".join(map(re.escape, words))


KIND_BEFORE = {word: kind for kind, words in BEFORE.items() for word in words}
KIND_AFTER = {word: kind for kind, words in AFTER.items() for word in words} | {"内": "at_most"}
BEFORE_PATTERN = re.compile(rf"({_alternation(BEFORE)}){FILLER}[ ]?(?:人民币|(?:[一-鿿]{{1,5}})?的)?[ ]?$")
LOOSE = re.compile(r"(至少|最少|起码|最多|至多|顶多)[一-鿿]{1,5}$")
WHOLE = re.compile(r"(不超过|不得超过|不高于|不低于|不得低于|不少于|不得少于|不足|不到|不及)[一-鿿]{1,10}的[ ]?$")
HIGHEST = re.compile(
    r"(最高)(?:可|不超过|给予|予以|一次性|奖励|补助|补贴|资助|支持|扶持|获得?|享受|额度|限额|贷款|授信|为|达到?|的|人民币|申请|按|分别)*[ ]?$"
)

AFTER_PATTERN = re.compile(_alternation(AFTER) + r"|内(?![容部地外蒙涵需销控在河江陆环科心网存生资联设含向政参侧阁功燃])")
MARGIN = frozenset("多少码的")
LAST = frozenset("".join(KIND_BEFORE)) | frozenset("为达到至有在了成占币的 ")
FIRST = frozenset(word[0] for word in KIND_AFTER) | frozenset(" （(")
WITHIN = re.compile(r"((?:控制|保持|稳定|限定|压缩|压减|压降|限制)[在到至]?)[^，。；、\d]{0,6}$")


def before(text: str, start: int, floor: int = 0) -> Qualifier:
    """The qualifier that ends where a number begins; nothing before `floor` is read."""
    if start <= floor or (text[start - 1] not in LAST and not MARGIN & set(text[max(floor, start - 7) : start])):
        return EXACT
    window = text[max(floor, start - 14) : start]
    found = BEFORE_PATTERN.search(window) or LOOSE.search(window) or WHOLE.search(window)
    if not found or TRAPS.search(window[: found.end(1)]):
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
    return Qualifier(KIND_AFTER[found[0]], found[0]), found.end()


def bounded(text: str, start: int) -> Qualifier:
    """最高50万元, 最高可给予…: the most that a rule grants; for amounts of money and shares only (最高38.5℃ is a reading)."""
    window = text[max(0, start - 16) : start]
    return Qualifier("at_most", "最高") if HIGHEST.search(window) else EXACT


def read_qualifier(text: str, start: int, end: int, *, inside: str = "", floor: int = 0) -> Qualifier:
    """How exact the number at text[start:end] is said to be; a word after it outweighs one before."""
    back = before(text, start, floor)
    ahead = after(text, end)[0] if text[end : end + 1] in FIRST else EXACT
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
    return Qualifier("more_than", inside) if inside == "几" else EXACT
