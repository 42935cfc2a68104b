"""Papers: titles in 《》, the document's own title where it stands, papers named in headings, and document numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from corpus.model import Passage
from nlp.program_names import Name
from nlp.reading import Scene

TITLE = re.compile(r"[《〈]([^《》〈〉\n]{2,80}(?:[《〈][^《》〈〉\n]{1,60}[》〉][^《》〈〉\n]{0,40})*)[》〉]")
WORK = re.compile(
    r"(?:纪录片|专题片|宣传片|短片|影片|电影|电视剧|剧目|舞蹈|舞剧|京剧|话剧|歌剧|戏剧|戏曲|剧|歌曲|交响曲|小说|诗歌|图书|动画片|动漫|游戏|节目|"
    r"栏目|油画|国画|画作|报|报纸|报刊|杂志|期刊|刊物|专著|著作|丛书|教材|组歌|晚会|演出|综艺|作品|书)(?:[”、]|《[^《》]{1,40}》)*$"
)
PRESS = re.compile(r"(?:日报|晚报|早报|时报|导报|商报|周报|周刊|月刊|新闻联播|杂志|年鉴|之歌|故事)$")
LONG_TITLE = 10
"""A title of so many characters is a paper's also without a noun that says so: shorter ones are books and art."""
PAPER_NOUNS = (
    r"意见|通知|办法|条例|规定|决定|方案|规划|纲要|批复|细则|法|通报|公告|通告|计划|函|答复|标准|目录|准则|规则|预案|指南|指引|报告|请示|制度|清单|"
    r"公报|协议|协定|公约|备忘录|措施|宣言|政策|白皮书|章程|法典|草案|倡议|合同|声明|要点|命令|令|决议|指示|说明|解释|规程|规范|建议|行动|战略|预算|"
    r"书|证|表|册|录|汇报|结果|纪要|大纲|宪章|条约|机制|手册|任务分工|议定书|通则|提示|公开信|讲话|批示|体系|总纲|蓝图|路线图"
)
PAPER = re.compile(rf"(?:{PAPER_NOUNS})(?:[（(][^（）()]{{1,16}}[）)])?\d{{0,4}}$")
FORM = re.compile(
    r"^(?:.{0,8}居住|.{0,4})(?:证|证明|执照|合同|申请表|登记表|审批表|申请书|承诺书|告知书|委托书|户口簿|户口本|身份证|证书|通知书|发票|账单|回执|凭证)"
    r"(?:[（(][^（）()]{1,8}[）)])?$"
)
"""Forms and certificates that every office has: 《营业执照》, 《劳动合同》. Longer ones are named things."""
OWN = re.compile(
    r"(?:意见|通知|办法|条例|规定|决定|方案|规划|纲要|批复|细则|(?<!办)法|通报|公告|通告|计划|函|答复|标准|目录|准则|规则|预案|指南|指引|措施|"
    r"制度|决议|命令|清单|要点)(?:[（(][^（）()]{1,12}[）)])?$"
)
"""The last word of a title by which the document is a paper that is issued, not a report or news."""

LINE = re.compile(
    r"\s*(?:[（(](?:转载|解读)[）)])?(?:附件\s*\d*\s*[:：.．]?\s*)?(?:\d{1,2}\s*[.．、]\s*|[一二三四五六七八九十]{1,3}、)?([^。；，：:\t《》（）]{0,30}关于[^。；：:\t《》]{4,70}的?"
    r"(?:意见|通知|办法|规定|决定|方案|批复|通报|公告|通告|函|答复|报告|请示|决议)(?:[（(][^（）()]{1,12}[）)])?)\s*"
)
ATTACHED = re.compile(
    r"(?:附件\s*\d*\s*[:：.．]?\s*\d{0,2}\s*[.．、]?|\d{1,2}\s*[.．、])\s*([^。；，：:\t《》]{6,60}(?:意见|办法|规定|方案|规划|报告|目录|清单|标准|细则|计划))\s*"
)

NUMBER = re.compile(
    r"(?:[〔\[（(【]\s*(?:(?:19|20)\d{2}|二[〇○零]\S{2})\s*[〕\]）)】]\s*第?\s*[\d一二三四五六七八九十]{1,5}\s*|(?:令|公告)\s*(?:20\d{2}年)?第?\s*\d{1,4}\s*|"
    r"(第)\s*\d{1,4}\s*)号$"
)
"""What ends with 号 in a document number, without the issuer's letters before it; 第N号 only before 令."""
NUMBER_REACH = 24
"""Code points before 号 that are looked at."""
INDEX_NUMBER = re.compile(r"GZ\d{10}|\d{9}/(?:19|20)\d{2}-\d{5}")
ISSUER = re.compile(r"[\u4e00-\u9fa5 ]{1,20}$")
NUMBER_LEAD = re.compile(
    r"^(?:.*(?:根据|按照|依据|依照|以及|印发|关于|详见|参见|字号|文号|见|(?<!共)和|与|及|的|即|以|为|由|号)|日)\s*(?=[\u4e00-\u9fa5])"
)


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def find_titles(text: str) -> Iterator[Name]:
    """Titles in 《》 that are no work of art, newspaper or book."""
    for found in TITLE.finditer(text):
        title = found[1].strip()
        before = max(0, found.start() - 40)
        work = WORK.search(text, before, found.start()) or PRESS.search(title) or len(title) < LONG_TITLE
        if (PAPER.search(title) or not work) and not FORM.search(title):
            yield Name(found.start(1), found.end(1), title_kind(title))


def title_kind(title: str) -> str:
    """plan, agreement or document, by the last word of a title."""
    name = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if name.endswith(("计划", "规划", "纲要", "战略")):
        return "plan"
    return "agreement" if name.endswith(("协议", "协定", "公约", "备忘录", "协议书", "责任书", "合同")) else "document"


def find_numbers(text: str) -> Iterator[Name]:
    """Document numbers with the issuer's letters before them, and index numbers."""
    last, sign = 0, text.find("号")
    while sign >= 0:
        found = NUMBER.search(text, max(last, sign - NUMBER_REACH), sign + 1)
        span = _number(text, found) if found else None
        if span:
            last = span[1]
            yield Name(*span, "document_number")
        sign = text.find("号", sign + 1)
    if "GZ" in text or "/20" in text or "/19" in text:
        yield from (Name(*found.span(), "document_number") for found in INDEX_NUMBER.finditer(text))


def _number(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Where a number stands, from the issuer's letters on."""
    start, end = found.span()
    if found[1]:
        return (start, end + 1) if text.startswith("令", end) else None
    issuer = ISSUER.search(text, max(0, start - 20), start)
    return (_lead(issuer), end) if issuer else None


def _lead(issuer: re.Match[str]) -> int:
    """Where the issuer's letters begin: after the words that lead to them, and after white space."""
    lead = NUMBER_LEAD.match(issuer[0])
    rest = issuer[0][lead.end() if lead else 0 :]
    space = rest.rstrip().rfind(" ") + 1
    return issuer.end() - len(rest) + space


def find_own_title(scene: Scene) -> list[Name]:
    """The document's own title where it stands, when it is a paper's; over line breaks; not within another title."""
    title, text = bare(scene.document.metadata.title or ""), scene.document.text
    if len(title) < SHORTEST_TITLE or not OWN.search(title):
        return []
    kind, names = title_kind(title), []
    start = text.find(title[:2])
    while start >= 0:
        before = text[max(0, start - 80) : start]
        end = _end(text, start, title)
        if end and (before.rfind("《") <= before.rfind("》") or before.endswith("《")):
            names.append(Name(start, end, kind, full=title))
        start = text.find(title[:2], end or start + 1)
    return names


def _end(text: str, start: int, title: str) -> int | None:
    """Where a title ends that begins at `start`, with a line break or up to three other white characters anywhere."""
    if text.startswith(title, start):
        return start + len(title)
    place = start
    for char in title:
        white = 0
        while text[place : place + 1].isspace() and white < 3:
            place, white = place + 1, white + 1
        if text[place : place + 1] != char:
            return None
        place += 1
    return place


SHORTEST_TITLE = 6


def find_lines(scene: Scene, text: str) -> Iterator[Name]:
    """Lines that are the title of a paper, with or without 附件 and a number before it; of a title that stands on two
    lines, the longer of them."""
    near = {place + step for place in _about(scene, text) for step in (-1, 0, 1)}
    for place, passage in enumerate(scene.passages):
        if passage.end - passage.start > LONGEST_LINE or passage.kind == "table":
            continue
        if place in near or text[passage.start : passage.start + 1] in LISTED_FIRST:
            yield from _line(scene, text, passage)


def _about(scene: Scene, text: str) -> Iterator[int]:
    """The places of the passages that have 关于 near their beginning."""
    starts = [passage.start for passage in scene.passages]
    found = text.find("关于")
    while found >= 0:
        place = bisect_right(starts, found) - 1
        if place >= 0 and found - starts[place] < LONGEST_LINE:
            yield place
        found = text.find("关于", found + 2)


LONGEST_LINE = 110
LISTED_FIRST = frozenset("附0123456789 \t\u3000")
"""Characters at which a line of a list of papers begins."""


def _line(scene: Scene, text: str, passage: Passage) -> Iterator[Name]:
    start, end = passage.start, passage.end
    found = LINE.fullmatch(text, start, end) or ATTACHED.fullmatch(text, start, end)
    if found:
        yield Name(*found.span(1), title_kind(found[1]))
    elif PART.fullmatch(text, start, end) and (title := _title_of(scene, passage, text[start:end])):
        yield Name(start, end, title_kind(title), full=bare(title))


PART_OR_SHORT = re.compile(r"[\u4e00-\u9fa5“”、]{4,50}")
PART = re.compile(r"[\u4e00-\u9fa5“”、]{8,50}")
"""A line that can be a part of a title."""


def _title_of(scene: Scene, passage: Passage, text: str) -> str | None:
    """The title that a line makes with the line before or after it, where it is the longer of the two."""
    passages, here = scene.passages, passage.ordinal
    for other in (here - 1, here + 1):
        if 0 <= other < len(passages) and len(passages[other].text) < len(text):
            part = passages[other].text
            joined = part + text if other < here else text + part
            if PART_OR_SHORT.fullmatch(part) and LINE.fullmatch(joined):
                return joined
    return None
