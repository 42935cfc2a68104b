"""Which place a figure is about.

A figure is about the place that is the subject of its clause, else of its sentence, else the one that its paragraph or
heading is about, else the document's own. Words of scope (全市, 我省, 该旗) mean the place of that rank that is spoken of.
A place that a figure is only compared with, comes from or goes to does not count; of several that share a number, the
place above them is meant, unless 分别 gives each its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.model import Document
from corpus.reference.regions import NATION, ancestors, lookup
from nlp.asides import shut
from nlp.clauses import Window, find_windows
from nlp.fold import fold
from nlp.places import Place, find_places, inside, level_of
from nlp.reading import Mention, Reading

SCOPE = re.compile(
    r"(?:(?P<how>全|我|本|该)(?P<rank>自治区|省|市|州|盟|县|旗|区(?!域|间|块|位|别))(?!级)|(?P<nation>我国|全国(?!第|前|首|平均|各地|人大|政协|重点|百强|文明|先进|两会)|国内生产总值))"
)
# the place is only compared with, left, gone to, met: 占全国, 赴北京, 与北京, 来自
APART = re.compile(
    r"(?:占|居|位居|列|位列|排|排名|高于|低于|快于|好于|优于|超过|高出|比|较|赴|往|前往|与|同|跟|从|由|自|来自|向|至|访问|对口|援|援助|支援|输往|销往|出口|联通|直达|通往|连接|对|关于|跃居|稳居|领跑|领先|并列|争创|入选|获评|荣获|纳入|获得|获|到|抵|达到|创)$"
)
ROUTE = re.compile(
    r"(?:至|到|—|-|~|─)[\u4e00-\u9fff]{2}|铁路|高速|高铁|公路|机场|大桥|港(?!澳)|大学|学院|银行|石化|石油|公司|集团|医院|日报|会议|精神|路\d|籍|客商|企业家|时间|方向"
    r"|经济技术开发区|地区(?:对口)?帮扶|平均|最低|第[一二三\d]|水平|前列|首位|先进|人民代表大会|人大|政协|各|考察|调研|视察|同志|标准"
)
OPEN = re.compile(
    r"(?:^|[，。；：！？、\n（(—“”\d.%])\s*(?:其中[，：]?|在|而|如|仅|但|目前|同时|此外|另外|据悉|据|记者从|经|截至[^，]{0,8}|到[^，]{0,6}|今年|去年|20\d\d年[^，]{0,6}|\d{1,2}月[^，]{0,6}|全年|年末|[一二三四五六七八九十]是|由|使|以|和|及|与|——)?\s*$"
)
GIVES = re.compile(r"(?:地区)?(?:[^，。；]{0,8}(?:帮扶|援|协作|对口)|选派|派出|援助|支持|帮扶|捐赠|提供|来|企业|客商|援|协作|对口|投入帮扶|无偿)")
JOINED = re.compile(r"[、和及与]|以及")
NATIONAL = re.compile(
    r"国务院|政务院|中央人民政府|中华人民共和国|全国人民代表大会|全国人大|中共中央|国家(?:统计局|发展|税务|能源|卫生|医疗|林业|知识|市场|粮食|邮政|铁路)|中央军委"
    r"|(?:财政|教育|民政|商务|农业农村|农业|交通运输|水利|司法|公安|科技|生态环境|自然资源|住房和?城乡建设|工业和信息化|人力资源和?社会保障|文化和旅游|铁道|卫生|国土资源)部"
    r"|审计署|海关总署|人民银行|国办发|国发"
)
# the words of Taiwan's press: its 全国 is not the mainland's
TAIWAN = re.compile(r"民国\s?\d{2,3}年|中央社|新台币|立法院|行政院")
CITY = re.compile(r"[全我本]市(?!级)|市区")
DATELINE = re.compile(r"[\u4e00-\u9fff○]{2,8}\d{1,2}(?:月\d{1,2})?日[电讯]|[（(](?:本报|新华社|中央社)?记者[^）)]{0,20}[）)]")
NATIONWIDE = re.compile(r"我国|全国")
PAPER = re.compile(r"(?:日报|晚报|晨报|时报|商报|电视台|新闻网|在线|发布|网)")
LOCAL = re.compile(r"[全我本](?:市|省|县|旗|区(?![域间块位别])|镇|乡|州|盟)(?!级)")
NUMBERING = " \u3000一二三四五六七八九十（）()、.0123456789—-是"
LEAD_REACH = 40
LEAD_IN = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]{1,3}[、.是]|（[一二三四五六七八九十\d]{1,3}）|——)?"
    r"(?:[^，。；]{0,14}(?:年|月|日|来|时|期间|时期|初|末|底|中|方面|同时|此外|另外|其中|目前|据悉|据了解|统计|获悉|此)，)?(?:在|目前|其中|如|而)?"
)
# what a place has become or won says nothing of the numbers that follow
WON = re.compile(
    r"[^，。；]{0,10}?(?:入选|获批|获评|入围|跨入|列入|荣获|成为|勇夺|被评为|被列为|当选|位列|跻身|夺得|获得|入列|晋级|进入|上榜)"
)
COUNTED = re.compile(r"(?:经济|贸易|人口|粮食|货物|共|有|已有|累计|确诊|石油|消费|产量|产能|增长|生产|出口|进口)")


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
    """What the document is about, and the places it spoke of last, by rank."""

    home: str | None = None
    known: bool = False
    latest: dict[int, str] = field(default_factory=dict)


def home_region(document: Document) -> str | None:
    """The place that a document's figures are about where they say no other: what its title is about or its metadata
    say, else the place that most of the places it names lie in, else 全国 where it speaks for the nation; None where
    nothing tells."""
    meta = document.metadata
    title = fold(meta.title or "")
    about = _one_place(title[title.find("关于") + 2 :] if "关于" in title else title)
    if about and (meta.region is None or inside(about, meta.region)):
        return about
    if meta.region:
        return meta.region
    if issuer := _one_place(fold(meta.issuer or "")):
        return issuer
    text = DATELINE.sub("", fold(document.text))
    if TAIWAN.search(text):
        return "台湾"
    organs, local = len(NATIONAL.findall(text)), len(LOCAL.findall(text))
    count = _named(text)
    voted = _voted(count)
    nationwide = organs + len(NATIONWIDE.findall(text))
    if voted and count[voted] + local > nationwide:
        return voted
    return NATION if nationwide > local else None


def _one_place(text: str) -> str | None:
    """The innermost place of a line, when all others it names lie around it."""
    names = {place.name for place in find_places(text) if place.kind == "division" and place.name != NATION}
    inner = [name for name in names if not any(name in ancestors(other) for other in names)]
    return inner[0] if len(inner) == 1 else None


def _voted(count: Counter[str]) -> str | None:
    """The innermost place in which three of five of the places named lie, if they are two or more."""
    support = Counter(count)
    for name, votes in count.items():
        support.update({above: votes for above in ancestors(name) if above != NATION})
    total = sum(count.values())
    ample = [name for name, votes in support.items() if votes * 5 >= total * 3]
    return max(ample, key=lambda name: (len(ancestors(name)), support[name])) if total >= 2 and ample else None


def _named(text: str) -> Counter[str]:
    """How often each place is named; a short name that is an ordinary word counts where the full one stands too."""
    places = [place for place in find_places(text) if place.kind == "division" and place.name != NATION]
    count = Counter(place.name for place in places if not PAPER.match(text, place.end))
    papers = {place.name for place in places if PAPER.match(text, place.end) and place.name.endswith("市")}
    if len(papers) == 1:  # 我市 in a city's paper is that city
        count[papers.pop()] += len(CITY.findall(text))
    for name in list(count):
        region = lookup(name)
        if region is not None:
            count[name] += sum(max(0, text.count(weak) - text.count(region.printed)) for weak in region.weak)
    return count


def assign_regions(reading: Reading) -> list[str | None]:
    """A full name of the gazetteer, 全国, a place as written, or None a mention."""
    memory = reading.scene.recall(RegionMemory)
    if not memory.known:
        memory.home, memory.known = home_region(reading.scene.document), True
    if not reading.mentions:
        return []
    subjects = find_subjects(reading.folded, memory)
    default = _heading_place(reading.headings, memory) or memory.home
    regions = [
        _table_place(mention, memory) or _name(reading, index, subject, default)
        for (index, subject), mention in zip(_govern(reading, subjects), reading.mentions, strict=True)
    ]
    return regions


def find_subjects(text: str, memory: RegionMemory) -> list[Subject]:
    """The places of a folded text that figures can be about, in order."""
    home = memory.home
    subjects: list[Subject] = []
    group: list[Place] = []
    events: list[tuple[int, int, Place | re.Match[str]]] = [(p.start, p.end, p) for p in find_places(text, home)]
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
    if not own and (not lead or GIVES.match(text, last.end)):
        return
    if first.kind in ("world", "abroad") and not COUNTED.match(text, last.end):
        return
    lead = lead and not WON.match(text, last.end)
    wide = (
        lead and own and not text[: first.start].strip(NUMBERING)
    )
    subjects.append(Subject(first.start, last.end, tuple(place.name for place in places), lead, wide=wide))


def _leads(text: str, start: int) -> bool:
    """Whether nothing but a date or a conjunction stands before it in its sentence."""
    head = max(text.rfind(sign, max(0, start - LEAD_REACH), start) for sign in "。；！？\n") + 1
    return LEAD_IN.fullmatch(text, head, start) is not None


def _scope_name(match: re.Match[str], text: str, memory: RegionMemory) -> str | None:
    """The place that 全市, 我省, 该旗 means here."""
    if match["nation"]:
        nation = "台湾" if memory.home is not None and inside(memory.home, "台湾") else NATION
        return None if match["nation"] == "国内生产总值" else nation
    rank = match["rank"]
    own = (memory.home, *ancestors(memory.home)) if memory.home else ()
    spoken = tuple(reversed(memory.latest.values())) if match["how"] in ("全", "该") else ()
    names = (*spoken, *own) if match["how"] == "该" else (*own[:1], *spoken, *own[1:])
    return next((name for name in names if _ranks(name, rank)), None)


def _ranks(name: str, rank: str) -> bool:
    if rank == "区":
        return name.endswith("区") and not name.endswith("地区")
    return name.endswith(rank) or (rank == "州" and name.endswith("自治州"))


def _heading_place(headings: tuple[str, ...], memory: RegionMemory) -> str | None:
    for heading in reversed(headings):
        names = {place.name for place in find_places(fold(heading), memory.home) if place.kind == "division"}
        names.discard(NATION)
        if len(names) == 1 and (memory.home is None or inside(min(names), memory.home)):
            return names.pop()
    return None


def _table_place(mention: Mention, memory: RegionMemory) -> str | None:
    """The place that a table's heads name."""
    if mention.cell is None:
        return None
    for head in (mention.row_head, mention.column_head):
        if head and (places := find_places(fold(head), memory.home)):
            return places[-1].name
    return None


def _govern(reading: Reading, subjects: list[Subject]) -> Iterator[tuple[int, Subject | None]]:
    """For each mention the place that governs it in its text."""
    report = reading.scene.document.metadata.kind == "工作报告"
    paragraph = sentence = clause = None
    place, sentence_start, clause_start = 0, -1, -1
    for index, (mention, window) in enumerate(zip(reading.mentions, find_windows(reading), strict=True)):
        if window.sentence_start != sentence_start:
            sentence_start, clause_start = window.sentence_start, window.clause_start
            sentence = clause = None
        elif window.clause_start != clause_start:
            clause_start, clause = window.clause_start, None
        while place < len(subjects) and subjects[place].end <= mention.start:
            subject = subjects[place]
            place += 1
            if shut(reading.folded, subject.end, mention.start) or reading.folded[mention.start - 1] == "等":
                continue
            if subject.start >= window.clause_start:
                clause = subject
            if subject.start >= window.sentence_start and (subject.lead or subject.scope):
                sentence = subject
            if subject.wide and (subject.scope or not report):
                paragraph = subject
        if clause is not None:
            sentence = clause
        yield index, clause or sentence or paragraph


def _name(reading: Reading, index: int, subject: Subject | None, default: str | None) -> str | None:
    """The one name of a subject for a mention."""
    if subject is None:
        return default
    if len(subject.names) == 1:
        return subject.names[0]
    window = find_windows(reading)[index]
    shared = reading.folded[subject.end : reading.mentions[window.first].start]
    if "分别" in shared and window.place < len(subject.names) == _list_length(reading, window):
        return subject.names[window.place]
    return default


def _list_length(reading: Reading, window: Window) -> int:
    return sum(1 for other in find_windows(reading) if other.first == window.first)
