"""The places of a text that its figures can be about.

Not those that a figure is only compared with, that something comes from or goes to, that a line or a firm is named
after, or that have won a title; words of scope (全市, 我省, 该旗) stand for the place of that rank that is spoken of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.reference.regions import NATION, ancestors
from nlp.places import Place, find_places, inside, level_of
from nlp.region_words import one_of

SCOPE = re.compile(
    r"(?P<how>[全我本该])(?:(?P<rank>自治区|[省市州盟县旗]|区(?![域间块位别]))(?!级)"
    r"|(?P<nation>(?:(?<=我)国|(?<=全)国(?!第|前|首|平均|各地|人大|政协|重点|百强|文明|先进|两会))))"
)
# 占全国, 赴北京, 与北京, 来自
APART = re.compile(one_of("apart") + "$")
# 重庆至贵阳, 贵阳机场, 南京路12
ROUTE = re.compile(r"[至到—~─-][\u4e00-\u9fff]{2}|港(?!澳)|路\d|第[一二三\d]|" + one_of("route"))
OPEN = re.compile(
    r"(?:^|[，。；：！？、\n（(—“”\d.%])\s*(?:其中[，：]?|在|而|如|仅|但|目前|同时|此外|另外|据悉|据|记者从|走进|来到|位于|地处|经|截至[^，]{0,8}|到[^，]{0,6}"
    r"|今年|去年|20\d\d年[^，]{0,6}|\d{1,2}月[^，]{0,6}|全年|年末|[一二三四五六七八九十]是|由|使|以|和|及|与|将|把|对|——)?\s*$"
)
GIVES = re.compile(rf"(?:地区)?(?:[^，。；]{{0,8}}(?:帮扶|援|协作|对口|公司|集团|客商|派出)|{one_of('gives')})")
WON = re.compile(r"[^，。；]{0,10}?" + one_of("won"))
COUNTED = re.compile(one_of("counted"))
# an office of another country that tells of it: 日本气象厅说，…
SPEAKS = re.compile(
    r"[^，。；、的]{0,6}(?:部|厅|局|署|府|院|央行|委员会|警方|媒体|储)(?:\d+日|当天|昨天|今天)?"
    r"(?:说|称|表示|公布|宣布|发布|通报|证实|报道|数据显示|统计显示)[^，。；]{0,8}，"
)
JOINED = re.compile(r"[、和及与]|以及")
NUMBERED = re.compile(r"[省市县区旗州盟]\d")
NUMBERING = " \u3000一二三四五六七八九十（）()、.0123456789—-是"
COUNTY = 3
LEAD_REACH = 40  # code points of a date or conjunction that may stand before a sentence's place
LEAD_IN = re.compile(
    r"\s*(?:【[^】]{1,12}】|[一二三四五六七八九十\d]{1,3}[、.是]|（[一二三四五六七八九十\d]{1,3}）|——)?"
    r"(?:[^，。；]{0,14}(?:年|月|日|来|时|期间|时期|初|末|底|中|方面|同时|此外|另外|其中|目前|据悉|据了解|统计|获悉|此)，)?"
    r"(?:在|目前|其中|如|而|走进|来到|位于|地处)?"
)


class Subject(NamedTuple):
    """A place that figures after it can be about: `names` are several where they share the text that follows.
    `lead`: it opens its sentence; `wide`: it goes for the sentences that follow too."""

    start: int
    end: int
    names: tuple[str, ...]
    lead: bool
    scope: bool = False
    wide: bool = True


@dataclass(slots=True)
class RegionMemory:
    """What the document is about, the places it spoke of last, by rank, those of its headings, and the
    one that the piece of news at hand opened with."""

    home: str | None = None
    known: bool = False
    latest: dict[int, str] = field(default_factory=dict)
    heads: dict[str, list[Place]] = field(default_factory=dict)
    wire: str | None = None
    headings: tuple[str, ...] = ()
    heading: str | None = None
    """The place that the present headings name."""
    places: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    """Where the document names a place that its figures are about without saying so."""


def find_subjects(text: str, memory: RegionMemory) -> list[Subject]:
    """The places of a folded text that figures can be about, in order."""
    home = memory.home
    subjects: list[Subject] = []
    group: list[Place] = []
    events: list[tuple[int, int, Place | re.Match[str]]] = [
        (p.start, p.end, p) for p in find_places(text, home, opening=True)
    ]
    events += [(m.start(), m.end(), m) for m in SCOPE.finditer(text)]
    for start, end, event in sorted(events, key=lambda item: item[:2]):
        if isinstance(event, Place) and event.name != NATION:
            if group and group[-1].end == start and inside(event.name, group[-1].name):
                if not ROUTE.match(text, end):  # 陕西西安: the inner of the two, but not in 陕西西安至延安
                    group[-1] = event._replace(start=group[-1].start)
                continue
            if group and not JOINED.fullmatch(text, group[-1].end, start):
                _close(text, group, home, subjects, memory)
            group.append(event)
            continue
        _close(text, group, home, subjects, memory)
        name = _scope_name(event, text, memory) if isinstance(event, re.Match) else NATION
        away = name == NATION and home != NATION
        lead = not text[:start].strip() or text[start - 1] in "。；！？\n" if away else _leads(text, start)
        apart = APART.search(text[max(0, start - 4) : start]) or (isinstance(event, Place) and ROUTE.match(text, end))
        if name and not apart and (lead or not away) and (not subjects or subjects[-1].end <= start):
            subjects.append(Subject(start, end, (name,), lead and not away, not away, lead and not away))
    _close(text, group, home, subjects, memory)
    return subjects


def _close(text: str, group: list[Place], home: str | None, subjects: list[Subject], memory: RegionMemory) -> None:
    """Turn coordinated places into one subject, if they are one."""
    if not group:
        return
    places = tuple(group)
    group.clear()
    first, last = places[0], places[-1]
    before = text[max(0, first.start - 14) : first.start]
    own = all(home is None or inside(place.name, home) or place.kind in ("area", "zone") for place in places)
    lead = _leads(text, first.start)
    for place in places:
        if (rank := level_of(place.name)) is not None and own:
            memory.latest[rank] = place.name
    located = before.endswith("在") and own
    if not (OPEN.search(before) or located) or APART.search(before[-4:]) or ROUTE.match(text, last.end):
        return
    if not own and (not lead or GIVES.match(text, last.end)) and not _listed(text, first._replace(end=last.end)):
        return
    if first.kind in ("world", "abroad") and not (COUNTED.match(text, last.end) or SPEAKS.match(text, last.end)):
        return
    lead = lead and not WON.match(text, last.end)
    # 在某某县人民医院，…: a paragraph that opens in a county stays there
    opening = NUMBERING + "在" if level_of(last.name) == COUNTY else NUMBERING
    wide = lead and own and not text[: first.start].strip(opening)
    subjects.append(Subject(first.start, last.end, tuple(place.name for place in places), lead, wide=wide))


def _listed(text: str, place: Place) -> bool:
    """Whether a place has its number right behind it, as one before it in its sentence (巴东县5个村，巫山县6个村)."""
    if not text[place.end : place.end + 1].isdigit() or text[place.start - 1 : place.start] not in ("，", "、", "；"):
        return False
    head = max(text.rfind("。", 0, place.start), place.start - LEAD_REACH, 0)
    return NUMBERED.search(text, head, place.start) is not None


def _leads(text: str, start: int) -> bool:
    """Whether nothing but a date or a conjunction stands before it in its sentence."""
    near = text[max(0, start - LEAD_REACH) : start]
    return LEAD_IN.fullmatch(near, max(map(near.rfind, "。；！？\n")) + 1) is not None


def _scope_name(match: re.Match[str], text: str, memory: RegionMemory) -> str | None:
    """The place that 全市, 我省, 该旗 means here."""
    if match["nation"]:
        return "台湾" if memory.home is not None and inside(memory.home, "台湾") else NATION
    rank = match["rank"]
    own = (memory.home, *ancestors(memory.home)) if memory.home else ()
    spoken = tuple(reversed(memory.latest.values())) if match["how"] in ("全", "该") else ()
    names = (*spoken, *own) if match["how"] == "该" else (*own[:1], *spoken, *own[1:])
    return next((name for name in names if _ranks(name, rank)), None)


def _ranks(name: str, rank: str) -> bool:
    if rank == "区":
        return name.endswith("区") and not name.endswith("地区")
    return name.endswith(rank) or (rank == "州" and name.endswith("自治州"))
