"""What a document says of itself: title, issuer, number, date, region, kind. Unknown stays unknown.

Dates and places are found by nlp's finders; this module only says where in a document they speak of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Block, Metadata
from corpus.reference.regions import NATION, ancestors, lookup
from ingest.metadata_kind import tell_kind
from nlp.dates import find_dates
from nlp.fold import fold
from nlp.home_region import WRITTEN
from nlp.places import find_places

HEAD_BLOCKS = 30
TAIL_BLOCKS = 12
SHORT = 90
"""Characters: a longer block is text, not a line about the document."""

FIELDS = {
    "issuer": ("发文机关", "发布机构", "发文单位", "制发机关", "发布机关"),
    "number": ("发文字号", "文号", "发文文号"),
    "written": ("成文日期", "签发日期", "印发日期"),
    "published": ("发布日期", "发布时间", "公开日期", "时间", "日期"),
    "title": ("标题", "名称"),
}
FIELD = re.compile(
    r"(?:^|[\t\n])[ \u3000]*(?P<name>(?:[\u4e00-\u9fff][ \u3000]{0,2}){2,6})[:：][ \t\u3000]*(?P<value>[^\t\n]*)",
    re.MULTILINE,
)
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}[〔\[【（(［]\s*(?:19|20)\d\d\s*[〕\]】）)］]\s*(?:第\s*)?\d{1,5}\s*号|(?:[\u4e00-\u9fff]{2,16})?(?:令|公告)\s*(?:\d{4}年)?第\s*\d{1,4}\s*号"
)
ORGAN = (
    r"(?:人民政府|国务院|政府|办公厅|办公室|委员会|代表大会"
    r"|[\u4e00-\u9fff](?:局|委|部|厅|院|署|会|中心|法院|检察院|银行|公司|大学|领导小组|党组|总队|支队))"
)
ISSUER = re.compile(rf"((?:[\u4e00-\u9fff]{{1,24}}?{ORGAN}[、 \u3000]{{0,2}})+(?:等\d+部门)?)(?=关于|印发|转发|对)")
SIGNATURE = re.compile(rf"[\u4e00-\u9fff]{{0,24}}{ORGAN}")
SPEAKS_FOR = re.compile(
    r"(?:我|现在)?(?:，)?(?:我)?(?:谨)?(?:受|代表|向大会作)?代表([\u4e00-\u9fff]{0,16}?(?:人民政府|国务院|人民委员会))"
)
ADOPTED = re.compile(
    r"([\u4e00-\u9fff]{2,14}?)第[一二三四五六七八九十百\d]+届(人民代表大会(?:常务委员会)?)[^。\n]{0,30}(?:通过|修正|修订|批准)"
)
MEETING = re.compile(
    r"[（(—―-]*.{0,6}?(?P<date>\d{4}年\d{1,2}月\d{1,2}日|[一二][〇○零一二三四五六七八九]{3}年.{1,6}日).{0,8}在.{4,40}(?:会议|会議|大会)"
)
ISSUED = re.compile(r"[〔\[【（(［]\s*((?:19|20)\d\d)")
REPORT = re.compile(r"((?:19|20)\d\d)年(?:[\u4e00-\u9fff]{0,16})政府工作报告")
POSTED = re.compile(r"来源\s*[:：]|编辑\s*[:：]|发布(?:时间|日期)")
PAPER = re.compile(r"来源\s*[:：]\s*([\u4e00-\u9fff]{2,6}?)(?:日报|晚报|早报|晨报|电视台|广播|新闻网|融媒)")
BRACKETED = re.compile(r"[（(][^（）()]{6,40}[）)]")
"""A line under the title that says which paper it is: （某政规〔2022〕5号，2022年9月8日印发）."""
DATELINE = re.compile(
    r"^(?:本报讯?|新华社[\u4e00-\u9fff]{2,8}|本刊)[^\n]{0,12}?[（(]?(?P<paper>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"|^(?P<told>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)，[^，。\n]{2,16}(?:发布|公布|通报|召开|举行|印发|公开)",
    re.MULTILINE,
)
"""The day on which a piece of news was written, or tells of what was made known that day."""
OF_A_PLACE = re.compile(
    r"(?P<name>(?![全各本我该])[\u4e00-\u9fff]{2,5}?(?:市|县|旗|自治州))[\u4e00-\u9fff“”]{2,40}(?:办法|条例|规定|细则|方案|规划|计划|公报)"
)
AMENDED = re.compile(r"通过|修正|修订|公布|批准|发布")


NATIONAL = re.compile(
    r"国务院|中华人民共和国|中共中央|全国人民代表大会|全国人大|全国政协|最高人民|审计署|海关总署|税务总局|人民银行|国家[\u4e00-\u9fff]{2,8}(?:局|委|部)"
    r"|^(?:财政|教育|民政|商务|农业农村|农业|交通运输|水利|司法|公安|科技|生态环境|自然资源|住房和?城乡建设|工业和信息化|人力资源和?社会保障|文化和旅游|铁道|卫生|国土资源)部"
)
ASSEMBLY = re.compile(r"第[一二三四五六七八九十\d]+届全国人民代表大会|全国人民代表大会|中华人民共和国国务院|代表国务院")


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines about the document: short blocks at its head and tail, folded; and its first blocks of any length."""

    title: str | None
    head: list[str]
    tail: list[str]
    opening: str
    fields: dict[str, str]


def read_metadata(text: str, blocks: tuple[Block, ...]) -> Metadata:
    """The metadata of a reading text. `date` is as exact as printed; `region` a name of the gazetteer or 全国."""
    title = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None)
    page = _page(text, blocks, title)
    number = page.fields.get("number") or _number(page)
    issuer = page.fields.get("issuer") or _issuer(page)
    displaced = any(not block.placed for block in blocks)
    return Metadata(
        title=title or page.fields.get("title"),
        issuer=issuer,
        number=number,
        date=_date(page, number),
        region=_region(page, issuer),
        kind=tell_kind(title, page.head, page.opening, number, displaced=displaced),
    )


def _page(text: str, blocks: tuple[Block, ...], title: str | None) -> _Page:
    def shorts(some: tuple[Block, ...]) -> list[str]:
        return [
            fold(text[b.start : b.end])
            for b in some
            if b.end - b.start <= SHORT or (b.kind == "note" and b.end - b.start < 300)
        ]

    head = shorts(blocks[:HEAD_BLOCKS])
    opening = fold("\n".join(text[b.start : min(b.end, b.start + 400)] for b in blocks[:HEAD_BLOCKS])[:2000])
    return _Page(fold(title) if title else None, head, shorts(blocks[-TAIL_BLOCKS:]), opening, _fields(head))


def _fields(head: list[str]) -> dict[str, str]:
    """Values of the lines that name them (发文机关: 国务院), by our names; empty ones left out."""
    found: dict[str, str] = {}
    names = {printed: name for name, printeds in FIELDS.items() for printed in printeds}
    for line in head:
        for match in FIELD.finditer(line):
            name = names.get("".join(match["name"].split()))
            value = match["value"].strip()
            if name and value:
                found.setdefault(name, value)
    return found


def _number(page: _Page) -> str | None:
    """The number that stands alone on a line of the head, or in a line with little else."""
    for line in page.head:
        match = NUMBER.search(line)
        if match and (len(match[0]) * 3 >= len(line) * 2 or BRACKETED.fullmatch(line)):
            return "".join(match[0].split())
    return None


def _issuer(page: _Page) -> str | None:
    """Who issued it: named in the title before 关于, in whose name a report speaks, who adopted a law, who signed."""
    if page.title and (match := ISSUER.match(page.title)):
        return match[1].strip("、 \u3000")
    if match := ADOPTED.search(page.opening):
        return match[1] + match[2]
    if match := SPEAKS_FOR.search(page.opening):
        return _full_name(match[1], page)
    return _signed(page)


def _full_name(organ: str, page: _Page) -> str | None:
    """省人民政府 as the place's own: 云南省人民政府, when the head names one place of that rank."""
    if organ == "国务院" or len(organ) > len("自治区人民政府"):
        return organ
    rank = organ.removesuffix("人民政府")
    places = {p.name for line in page.head for p in find_places(line) if p.kind == "division"}
    named = [name for name in places if name.endswith(rank) and name != NATION]
    return named[0] + "人民政府" if len(named) == 1 else None


def _signed(page: _Page) -> str | None:
    """The line above the date at the end."""
    for above, line in zip(page.tail, page.tail[1:], strict=False):
        if _whole_date(line) and SIGNATURE.fullmatch(above.strip()) and len(above) <= 30:
            return above.strip()
    return None


def _whole_date(line: str) -> str | None:
    """The date that a line is, little else beside it."""
    line = _spelt(line)
    dates = find_dates(line)
    if len(dates) != 1 or ".." in dates[0].value:
        return None
    rest = line[: dates[0].start] + line[dates[0].end :]
    return dates[0].value if len(re.sub(r"[\s（）()印发\d:]", "", rest)) <= 2 else None


def _date(page: _Page, number: str | None) -> str | None:
    """When it was written, else given, adopted, signed, published; else the year of its number, or of the report."""
    for found in (
        _field_date(page, "written"),
        _meeting(page),
        _adopted(page),
        _signature_date(page),
        _field_date(page, "published"),
    ):
        if found:
            return found
    dated = next((date for line in page.head if (date := _whole_date(line) or _posted(line)) and len(date) == 10), None)
    dated = dated or _bracketed(page) or _dateline(page)
    year = ISSUED.search(number or "") or REPORT.search(page.title or "")
    return dated or (year[1] if year else None)


def _bracketed(page: _Page) -> str | None:
    """The day in a bracketed line that names the paper's number."""
    lines = [line for line in page.head if BRACKETED.fullmatch(line) and NUMBER.search(line)]
    return next((date.value for line in lines for date in find_dates(line) if len(date.value) == 10), None)


def _dateline(page: _Page) -> str | None:
    match = DATELINE.search(page.opening)
    dates = find_dates(match["paper"] or match["told"]) if match else []
    return dates[0].value if dates else None


def _posted(line: str) -> str | None:
    """The date of a line that says where a text was taken from: 来源：某报 2024年7月15日."""
    dates = find_dates(_spelt(line)) if POSTED.search(line) else []
    return dates[0].value if len(dates) == 1 else None


def _field_date(page: _Page, name: str) -> str | None:
    dates = find_dates(_spelt(page.fields.get(name, "")))
    return dates[0].value if dates else None


def _spelt(text: str) -> str:
    """2026-02-03 as 2026年02月03日, which the finder reads."""
    return re.sub(r"\b((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})\b", r"\1年\2月\3日", text)


def _meeting(page: _Page) -> str | None:
    """The day on which a report was given: （2018年3月5日在…会议上）."""
    for line in page.head:
        if len(line) <= SHORT and (match := MEETING.match(line)):
            dates = find_dates(match["date"])
            if dates:
                return dates[0].value
    return None


def _adopted(page: _Page) -> str | None:
    """The last day on which a law was adopted or amended."""
    days = [
        date.value
        for line in page.head
        if AMENDED.search(line) and "届" in line
        for date in find_dates(line)
        if len(date.value) == 10
    ]
    return max(days, default=None)


def _signature_date(page: _Page) -> str | None:
    return next((date for line in reversed(page.tail) if (date := _whole_date(line)) and len(date) == 10), None)


def _region(page: _Page, issuer: str | None) -> str | None:
    """The place of the issuer, else of the title, else of the meeting or office that the head names; 全国 where the
    nation's organs issue or meet."""
    if issuer and (place := _place(fold(issuer)) or (NATION if NATIONAL.search(issuer) else None)):
        return place
    if page.title and (place := _place(page.title) or (NATION if NATIONAL.search(page.title) else None)):
        return place
    if ASSEMBLY.search(page.opening):
        return NATION
    lines = [
        line for line in page.head if MEETING.match(line) or line.endswith(("省长", "市长", "主席", "县长", "区长"))
    ]
    return (
        next((place for line in lines if (place := _place(line))), None)
        or _local(page)
        or _written(page, issuer, lines)
    )


def _written(page: _Page, issuer: str | None, lines: list[str]) -> str | None:
    """A place that no gazetteer has, where the issuer, the title or the meeting names it: as it is written."""
    if page.title and (match := OF_A_PLACE.fullmatch(page.title)):
        return match["name"]
    for line in (fold(issuer or ""), page.title or "", *lines):
        if match := WRITTEN.search(line):
            return match["name"]
    return None


def _local(page: _Page) -> str | None:
    """The place in a title that has its short name only, known from the local paper that the text was taken from."""
    paper = next((match[1] for line in page.head if (match := PAPER.search(line))), None)
    home = (
        next((paper + rank for rank in ("市", "省", "县", "州", "盟") if lookup(paper + rank)), None) if paper else None
    )
    return _place(page.title, home) if home and page.title else None


def _place(text: str, home: str | None = None) -> str | None:
    """The one place that a line is of; of a place and one in it, the inner one. `home`: see nlp.places."""
    names = [place.name for place in find_places(text, home) if place.kind == "division"]
    inner = [name for name in dict.fromkeys(names) if not any(name in ancestors(other) for other in names)]
    inner = [name for name in inner if name != NATION] or inner
    return inner[0] if len(inner) == 1 else None
