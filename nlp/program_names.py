"""Names without 《》: known by their last noun, or called by it after a list. Pure functions of a folded text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from corpus.reference.regions import find
from nlp.program_bounds import EDGES, GOVERNED, NATIONAL, SUBJECTS, Start, find_start, is_specific
from nlp.program_lexicon import Head, goes_on_words, heads, is_generic, known_names
from nlp.program_scan import Place, scan


class Name(NamedTuple):
    """A name that was found: where, its kind, and its full form where that is more than what stands here."""

    start: int
    end: int
    kind: str
    full: str = ""


GOES_ON_UNLESS = (
    r"(?<=大赛)事|(?<=规划)(?:、建设|、设计|和建设)|(?<=动)上|(?<=动)目标|(?<=目)标|(?<=略)目标|发展(?!规划|战略|基金)|(?<=法)(?![和与及等的])|(?<=划)(?:生育|设计|达到|平均|每年|于|到|年)|(?<=战略)(?:基地|枢纽|支撑|要地|资源|合作|伙伴|互信|科技|后备|备份|位置|地位|安全|物资|留白|通道|先手|眼光|谋划|思想|考量)|(?<=制度)改革|(?<=服务)(?:功能|事项|能力|质量|水平|网络|业)|(?<=奖)[励补惩章项牌学金品状罚]|"
    r"会员?(?![议战])|产业(?!园)|经济(?!区)"
)
"""Words like those of program_goes_on.tsv, with a condition on what stands before or after."""
LONGER = re.compile(f"{'|'.join(goes_on_words())}|{GOES_ON_UNLESS}")
LONGER_FIRST = frozenset(
    (
        *(word[0] for word in goes_on_words()),
        *"思考事、和上标目发生设达平每于到年增将投完基枢支要资合伙互科后备位地安物留通先眼谋改功能质事水网业励补惩章项牌学金品状罚会产经",
    )
)
"""The characters at which LONGER can match, 法 before them aside."""

MORE = re.compile(
    r"(?:(?<=[路速铁线])[^，。；：、（）的和及等了建设通至到\s]{2,3}段)?(?:[一二三四五六七八九十]期|复线|二线|环线|主体)?(?:(?:续建配套[与和及]?)?(?:现代化|节水|扩能|电气化)*"
    r"(?:改造|改扩建|扩建|迁建|扩容|除险加固|提质增效|提升(?=工程|项目))(?:升级|提升)?[一二三四五]?期?)?"
    r"(?:第?[一二三四]步)?(?:(?:建设)?工程|建设项目|项目(?!库))?(?:[（(][\u4e00-\u9fa5A-Za-z0-9]{1,10}[段期][）)])?"
)
"""What may follow the head noun of something that is built, and is part of its name."""

BUILT = re.compile(
    r"推进|加快|开工|动工|建成|新建|续建|通车|投产|开通|贯通|投运|前期|扩容|改扩建|竣工|复工|建设|获批|启动|实施|完工|投用|在建|并网|修建|兴建|修筑|改建|扩建|修通|恢复|施工|合龙|封顶|完成|铺轨|引进"
)
BUILT_REACH, BUILT_AHEAD = 24, 60
"""Code points before and behind in which a word of building is looked for, in the same sentence: lists of names stand
before their verb."""

QUOTES = frozenset('”’」』"')
NO_NAME = EDGES - QUOTES | set("的了等或各该此其类种和与及")
"""Characters right behind which a head noun has no name before it."""
QUOTED = re.compile(r"[”’」』\"]等?$")
QUOTED_ENDS = QUOTES | {"等"}
"""A noun right behind a quotation is the quotation's, as is a whole one: nlp.program_quotes.find_quoted finds them."""


def find_worded(text: str) -> Iterator[Name]:
    """Names that are known by a word of the lists: whole ones first, then those that end with a head noun."""
    known, nouns = scan(text)
    if "电入" in text or "电送" in text:
        known = sorted((*known, *((found.start() - 2, found.end() + 1) for found in POWER.finditer(text))))
    headed = list(_headed_names(text, nouns))
    yield from _around(text, headed, known)
    yield from _known(text, known)
    yield from headed


def _around(text: str, headed: list[Name], known: list[Place]) -> Iterator[Name]:
    """Of the names with a head noun those that hold a known name and more: 东数西算甲乙枢纽工程."""
    if not known:
        return
    starts = [name.start for name in headed]
    for start, end in known:
        place = bisect_right(starts, start) - 1
        if place < 0 or headed[place].end < end or headed[place][:2] == (start, end):
            continue
        name = headed[place]
        if name.end == end or text[end] not in LISTS:
            yield name
        elif name.end - end > SECOND:
            yield name._replace(start=end + 1)


LISTS = frozenset("和与及、")
SECOND = 6
"""Characters that a name behind a known one has at least, with the mark between."""


def _headed_names(text: str, nouns: list[Place]) -> Iterator[Name]:
    """Unquoted names, from the last word that governs or joins them to their head noun; the longer one where a name
    goes on to a further head noun: 甲乙公路, 甲乙公路养护办法."""
    floor, last = 0, Name(0, 0, "")
    for noun in nouns:
        name = _headed(text, floor, last, noun) or _continued(text, last, noun)
        if name is None or last.start < name.start < last.end:
            continue
        if last.end and name.start != last.start:
            yield last
            floor = last.end
        last = name
    if last.end:
        yield last


def _headed(text: str, floor: int, last: Name, noun: Place) -> Name | None:
    """The name that a head noun ends, if it is one where it stands."""
    stem, end = noun
    head = heads()[text[stem:end]]
    if text[stem - 1] == "的" and (head.kind in ("document", "agreement") or text.startswith("专项", stem)):
        return _of(text, stem, end, head.kind)
    if text[stem - 1] in NO_NAME or goes_on(text, end) or (head.kind == "fund" and text[stem - 1] == "费"):
        return None
    start = find_start(text, floor, stem, head)
    if start is None or (text[start.offset - 1] in QUOTED_ENDS and QUOTED.search(text, start.offset - 2, start.offset)):
        return None
    listed = text[start.offset - 1 : start.offset] in ("、", "和", "及") and start.offset - 1 in (floor, last.end)
    if _is_counted(text, start.offset, noun, head):
        return None
    if not _counts(text, head, start.offset, noun, after="make" if listed else start.after):
        return None
    end, kind = name_end(text, end, head.kind)
    whole = text[start.offset - 1 : start.offset] in ("“", "「") and text[end : end + 1] in ("”", "」")
    return None if whole else Name(start.offset, end, kind)


def _is_counted(text: str, start: int, noun: Place, head: Head) -> bool:
    """Whether several of a kind are counted, before the name or behind it."""
    parts = head.kind in ("park", "platform")
    if not parts and text[slice(*noun)] != "工程":
        return False
    return bool(COUNTED_AS.search(text, max(0, start - 8), start) or (parts and COUNT.match(text, noun[1])))


COUNT = re.compile("[2-9一二三四五六七八九十\\d]\\d*[余多]?(?:个|家|条|座|处|项)")
COUNTED_AS = re.compile(
    r"(?:(?<![第\d])[2-9]|\d\d|[两二三四五六七八九十百千几数多])[余多]?(?:个|项|条|座|家|处|所|类|种)$|一批$|一系列$"
)
"""What is counted is several things of a kind and no one of them: 15个塌陷区治理工程."""


def _of(text: str, stem: int, end: int, kind: str) -> Name | None:
    """A paper or agreement called by what it is of, behind a verb of issuing: 制定甲乙交易的管理办法."""
    found = ISSUED.search(text, max(0, stem - ISSUED_REACH), stem)
    if found is None or is_generic(found[1]) or goes_on(text, end):
        return None
    return Name(found.start(1), *name_end(text, end, kind))


ISSUED_REACH = 44
ISSUED = re.compile(
    r"(?:制定|制订|出台|印发|修订|颁布|签署|签订|缔结|开展)(?:实施)?了?([^，。；：、《》“”\n]{6,40}(?<!相应)(?<!相关)(?<!有关))的$"
)


def _continued(text: str, last: Name, noun: Place) -> Name | None:
    """A plan or campaign called by what it does to something named: 甲乙示范区创建三年行动."""
    stem, end = noun
    if not last.end or not DOES.fullmatch(text, last.end, stem):
        return None
    kind = heads()[text[stem:end]].kind
    if kind not in ("action", "plan") or goes_on(text, end):
        return None
    return Name(last.start, *name_end(text, end, kind))


DOES = re.compile(
    "创建|建设|提升|整治|改革|改造|发展|治理|保护|修复|培育|攻坚|推广|提质|管理|建设提升|综合治理|提质增效"
)


def goes_on(text: str, end: int) -> bool:
    """Whether a head noun that ends there is part of another word, or no program's."""
    after = text[end : end + 1]
    if after not in LONGER_FIRST and (text[end - 1] != "法" or after in EDGES):
        return False
    return LONGER.match(text, end) is not None


def _counts(text: str, head: Head, start: int, noun: Place, *, after: str) -> bool:
    """Whether a name counts where it stands: see Head.scope."""
    stem, end = noun
    if head.kind == "mechanism" and not JOINS.isdisjoint(text[start:stem]):
        return False
    if head.kind == "mechanism" and head.scope == "made" and _is_bettered(text, start, stem):
        return False
    if head.scope in GOVERNED:
        subject = after == "edge" and head.kind in SUBJECTS and SUBJECT.match(text, end) is not None
        national = head.kind == "platform" and text.startswith(NATIONAL, start)
        return subject or national or after in GOVERNED[head.scope]
    if head.scope == "named":
        return _is_named(text[start:stem]) or (stem - start >= CELL and _fills_cell(text, start, stem))
    if head.scope != "built":
        return True
    listed = "、" in text[stem : stem + BUILT_REACH]
    if COUNTED.search(text, start, stem):
        return False
    return stem - start <= 14 and _builds(text, start, stem, BUILT_REACH, BUILT_AHEAD if listed else BUILT_REACH)


COUNTED = re.compile("增速|吞吐|数量|里程|客流|排名")
"""What is counted of something built is none of its name: 旅客吞吐量居全省机场前列."""


def _is_bettered(text: str, start: int, stem: int) -> bool:
    return SIGNS.isdisjoint(text[start:stem]) and BETTERED.search(text, max(0, start - 4), start) is not None


BETTERED = re.compile("(?:(?<!建立)健全|完善|探索|研究|深化|强化|创新)(?:建立|了|和)?$")
SIGNS = frozenset('“”"+0123456789')
"""What is only made better is a kind of thing, unless its name has a sign: 完善矛盾调处机制, 优化“3+2”工作机制."""
JOINS = frozenset("和与及")
"""A mechanism of this and that is a kind of thing: 民主选举和协商机制."""
SUBJECT = re.compile(
    r"(?:建设|工作|活动)?(?:获批|获国|正式|顺利|扎实|稳步|有序|有效|全面|深入|加快|持续|如期|圆满|启动|落地|完成|实施|开展|公布|发布|出台|印发|施行|建成|上线|启用|投用)"
)
"""What is said of a campaign or a paper that is the subject of its clause."""
CELL = 6
"""Characters before 项目 by which a table's cell names one project."""


def _fills_cell(text: str, start: int, stem: int) -> bool:
    """Whether a name is all that stands in a cell of a table."""
    return text[start - 1 : start] == "\t" and CELL_END.match(text, stem) is not None


CELL_END = re.compile(r"[\u4e00-\u9fa5]{2,4}(?=[\t\n]|$)")
PARTED = ("park", "platform")
PART = re.compile(r"(?:[一二三四五]期)|[（(][\u4e00-\u9fa5A-Za-z0-9]{1,10}[段期][）)]")
"""What may follow the name of a park or platform, and is part of it."""
NEXT = re.compile(r"(?:工作|实施)?(?:(方案|办法|细则|意见)|(行动)(?!力|者)|(计划|规划))")


def name_end(text: str, end: int, kind: str) -> tuple[int, str]:
    """Where a name ends whose head noun ends at `end`, and its kind: 试点 goes on to 试点工作方案, 水库 to 二期."""
    following = NEXT.match(text, end)
    if following and kind in ("action", "plan", "project"):
        return following.end(), "document" if following[1] else "action" if following[2] else "plan"
    more = MORE.match(text, end) if kind == "project" else PART.match(text, end) if kind in PARTED else None
    return (more.end() if more else end), kind


def _known(text: str, known: list[Place]) -> Iterator[Name]:
    """Programs that have no head noun: nlp/lexicon/program_known.tsv with a head noun where one follows, pairs of
    provinces that help each other (京蒙扶贫协作), a leader's 重要论述 on something."""
    for start, end in known:
        if (LAW_GOES_ON if text[end - 1] == "法" else OFFICE).match(text, end):
            continue
        more = KNOWN_MORE.match(text, end)
        kind = "document" if more and more[0].endswith(PAPERS) else known_names().get(text[start:end], "project")
        yield Name(start, more.end() if more else end, kind)
    for found in PAIRED.finditer(text) if "协作" in text or "帮扶" in text or "支援" in text else ():
        yield Name(
            found.start(),
            found.end(),
            "project" if found[2] else "mechanism",
            full="" if found[2] else f"{found[1]}协作",
        )
    for five in FIVE.finditer(text) if "五" in text else ():
        if plan := FIVE_YEAR.search(text, max(0, five.start() - PLAN_LEFT), five.end() + PLAN_RIGHT):
            yield Name(plan.start(), plan.end(), "plan")
    for road in ROAD.finditer(text):
        route = ROUTE.search(text, max(0, road.start() - ROUTE_REACH), road.end())
        if route and _builds(text, route.start(), route.start()):
            first = _first_end(text, route.start(1), route.end(1))
            yield from () if first is None else (Name(first, route.end(), "project"),)
    for found in TEACHING.finditer(text) if "重要" in text else ():
        start = found.start()
        whose = next((name for name in ("习近平总书记", "总书记", "习近平") if text.endswith(name, 0, start)), "")
        yield Name(start - len(whose), found.end(), "other")


def _first_end(text: str, start: int, end: int) -> int | None:
    """Where the place begins that ends at `end`: the longest that the gazetteer knows, else two characters."""
    known = next((size for size in (3, 2) if end - size >= start and find(text[end - size : end])), 2)
    return end - known if end - known >= start else None


ROAD = re.compile("的(?=[铁公]路)..")
ROUTE = re.compile(r"([\u4e00-\u9fa5]{2,3})[到至][\u4e00-\u9fa5]{2,4}的(?:铁路|公路)$")
ROUTE_REACH = 8
"""A line by its ends: 甲乙到丙丁的铁路."""
LAW_GOES_ON = re.compile("[人律制治院庭官学定]|规(?!定)")
"""What makes 法 before it the beginning of another word: 公司法人."""
OFFICE = re.compile("办(?![法理公好])|局(?!部)|集团|公司")
"""What makes an office or firm of a name."""
KNOWN_MORE = re.compile("工程|战略|专项行动|行动|规划|(?:补贴)?(?:实施细则|实施方案|工作方案|管理办法)")
PAPERS = ("细则", "方案", "办法")
POWER = re.compile("(?<=[蒙晋陕甘宁疆青藏川滇黔吉陇哈]电)[入送](?=[京津冀鲁苏浙沪皖湘鄂渝粤桂豫闽赣])")
"""Lines that bring power from one province to another, by their one-character names: 甘电入浙."""
PAIRED = re.compile(
    "((?:京|沪|津|苏|浙|粤|闽|鲁|辽)(?:蒙|甘|青|宁|新|藏|滇|云|黔|贵|桂|川|陕|渝|疆))(?:东西部)?(?:对口)?(?:扶贫)?(?:协作|帮扶|支援)(项目)?(?![机组])"
)
"""A province of the east and one of the west that it helps, by their one-character names."""
FIVE = re.compile('五年|五[”"计规]')
FIVE_YEAR = re.compile(
    r"(?:第[一二三四五六七八九十]+个五年|[“\"]?(?<![一二三四五六七八九十])(?:十?[一二三四五六七八九]五)[”\"]?)(?:计划|规划)(?:纲要)?"
)
PLAN_LEFT, PLAN_RIGHT = 6, 8
"""Code points around 五 in which the name of a five-year plan stands."""
TEACHING = re.compile(r"关于[^，。；、\n]{2,24}重要(?:论述|指示批示|指示|讲话|批示)")


ANY = Head("project", 4, "any")
LINE = Head("project", 2, "any")
LINES = ("铁路", "高速公路", "高速", "高铁", "公路")
"""What is called by two characters, one of each end: 甲乙、丙丁等铁路."""
LISTED = re.compile(
    r"等(?:(?:[\d.]+万?|[一二三四五六七八九十百几多数]+)[多余]?(?:个|条|座|项|批|家)(?:[^，。；：、等的了在为对把让与和专服保民培扶\s]{6,12}(?=项目|工程))?)?"
    r"(?:在建|重大|重点|标志性|百亿元|十亿元|亿元|级|、|以上|国家|省级|骨干|一批|\d+|个|条)*"
    r"(?:[^，。；：、等的了在为对把让与和专服保民培扶\s]{0,6}?(项目|工程|铁路|高速公路|高速|高铁|公路|水库|电站)|园区)"
)
ITEM = re.compile(r"(?![至到])[A-Za-z0-9\u4e00-\u9fa5—\-.·至]{2,24}(?:[（(][^（）()]{2,16}[）)])?")
NAMED = re.compile(r"[A-Za-z0-9]|至|—|第[一二三四五六七八九十]+|[一二三四五六]期$")


SEAT = re.compile("医院|大学|[一二三四]院|灌区|水库|机场|核电|水电站|[江河湖](?:防洪|治理|水系)")
"""Who builds something of a list, or what in it is built."""


def find_listed(text: str) -> Iterator[Name]:
    """The members of a list that a noun of building sums up (甲至乙、丙丁半导体等重大项目), each a project. They are
    names where one of them has a sign of it: letters, digits, 甲至乙, a place."""
    for found in DONE.finditer(text):
        items = list(_items(text, found.start(), ANY))
        if items and _is_made(text, items[-1][0]):
            yield from (Name(start, end, "action") for start, end in reversed(items))
    for found in LISTED.finditer(text):
        line = found[1] in LINES
        if not _builds(text, found.start(), found.start()):
            continue
        items = list(_items(text, found.start(), LINE if line else ANY))
        if (line and not any(text[a:b] in heads() for a, b in items)) or any(
            _is_named(text[a:b]) or SEAT.search(text, a, b) for a, b in items
        ):
            yield from (Name(start, end, "project") for start, end in reversed(items))


DONE = re.compile("等(?:专项)?行动(?!力|者|计划|方案)")
MADE = re.compile("(?:实施|开展|启动|推行)(?:了|好)?$")


def _is_made(text: str, start: int) -> bool:
    return MADE.search(text, max(0, start - 4), start) is not None


def _builds(text: str, start: int, end: int, left: int = BUILT_AHEAD, right: int = BUILT_REACH) -> bool:
    """Whether the sentence speaks of building, so many characters before `start` or behind `end`."""
    for found in BUILT.finditer(text, max(0, start - left), start):
        if SENTENCE.search(text, found.end(), start) is None:
            return True
    stop = SENTENCE.search(text, end, end + right)
    return BUILT.search(text, end, stop.start() if stop else end + right) is not None


SENTENCE = re.compile("[。\n]")


def _items(text: str, right: int, head: Head) -> Iterator[tuple[int, int]]:
    """The members of the list that ends at `right`, from the last to the first: at most twelve."""
    for _ in range(12):
        stop = text.rfind("（", max(0, right - 20), right) if text[right - 1] == "）" else right
        left = max(text.rfind(mark, max(0, right - 40), max(stop, 0)) for mark in "、，。；：（\n") + 1
        inner = left > 0 and text[left - 1] == "、"
        start = Start(left, "edge") if inner else find_start(text, left, right, head)
        if start and ITEM.fullmatch(text, start.offset, right) and is_specific(text[start.offset : right], head):
            yield start.offset, right
        if not inner:
            return
        right = left - 1


def _is_named(item: str) -> bool:
    return NAMED.search(item) is not None or any(find(item[:size]) for size in (2, 3))
