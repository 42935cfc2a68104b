"""Papers: titles in 《》, the document's own title where it stands, papers named in headings, and document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.reading import ProgramMention, Reading

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
OWN = re.compile(
    r"(?:意见|通知|办法|条例|规定|决定|方案|规划|纲要|批复|细则|(?<!办)法|通报|公告|通告|计划|函|答复|标准|目录|准则|规则|预案|指南|指引|措施|"
    r"制度|决议|命令|清单|要点)(?:[（(][^（）()]{1,12}[）)])?$"
)
"""The last word of a title by which the document is a paper that is issued, not a report or news."""

LINE = re.compile(
    r"\s*(?:[（(](?:转载|解读)[）)])?(?:附件\s*\d*\s*[:：.．]?\s*)?(?:\d{1,2}\s*[.．、]\s*)?([^。；，：:\t《》（）]{0,30}关于[^。；：:\t《》]{4,70}的?"
    r"(?:意见|通知|办法|规定|决定|方案|批复|通报|公告|通告|函|答复|报告|请示|决议)(?:[（(][^（）()]{1,12}[）)])?)\s*"
)
ATTACHED = re.compile(
    r"(?:附件\s*\d*\s*[:：.．]?\s*\d{0,2}\s*[.．、]?|\d{1,2}\s*[.．、])\s*([^。；，：:\t《》]{6,60}(?:意见|办法|规定|方案|规划|报告|目录|清单|标准|细则|计划))\s*"
)

NUMBER = re.compile(
    r"[〔\[（(【]\s*(?:(?:19|20)\d{2}|二[〇○零]\S{2})\s*[〕\]）)】]\s*第?\s*[\d一二三四五六七八九十]{1,5}\s*号|(?:令|公告)\s*(?:20\d{2}年)?第?\s*\d{1,4}\s*号|第\s*\d{1,4}\s*号令|"
    r"GZ\d{10}|\d{9}/(?:19|20)\d{2}-\d{5}"
)
ISSUER = re.compile(r"[\u4e00-\u9fa5 ]{1,20}$")
NUMBER_LEAD = re.compile(
    r"^.*(?:根据|按照|依据|依照|以及|印发|关于|详见|参见|字号|文号|见|和|与|及|的|即|以|为|由|号)\s*(?=[\u4e00-\u9fa5])"
)


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def find_titles(reading: Reading) -> Iterator[ProgramMention]:
    """Titles in 《》 that are no work of art, newspaper or book."""
    text = reading.folded
    for found in TITLE.finditer(text):
        title = found[1].strip()
        before = max(0, found.start() - 40)
        work = WORK.search(text, before, found.start()) or PRESS.search(title) or len(title) < LONG_TITLE
        if PAPER.search(title) or not work:
            yield ProgramMention(start=found.start(1), end=found.end(1), kind=title_kind(title), entity=bare(title))


def title_kind(title: str) -> str:
    """plan, agreement or document, by the last word of a title."""
    name = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if name.endswith(("计划", "规划", "纲要", "战略")):
        return "plan"
    return "agreement" if name.endswith(("协议", "协定", "公约", "备忘录", "协议书", "责任书", "合同")) else "document"


def find_numbers(reading: Reading) -> Iterator[ProgramMention]:
    """Document numbers with the issuer's letters before them, and index numbers."""
    text = reading.folded
    for found in NUMBER.finditer(text):
        start, end = found.span()
        if found[0][0] not in "G第0123456789":
            issuer = ISSUER.search(text, max(0, start - 20), start)
            if issuer is None:
                continue
            start = _lead(issuer)
        yield ProgramMention(start=start, end=end, kind="document_number", entity=bare(text[start:end]))


def _lead(issuer: re.Match[str]) -> int:
    """Where the issuer's letters begin: after the words that lead to them, and after white space."""
    lead = NUMBER_LEAD.match(issuer[0])
    rest = issuer[0][lead.end() if lead else 0 :]
    space = rest.rstrip().rfind(" ") + 1
    return issuer.end() - len(rest) + space


class OwnTitle:
    """The document's own title when it is the title of a paper, and the pattern that finds it over line breaks."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.pattern: re.Pattern[str] | None = None
        self.covered = 0
        """Offset in the document up to which a title over several lines was found."""

    def learn(self, title: str) -> None:
        """Take the title of the document's metadata, once."""
        if self.title is None:
            self.title = bare(title)
            if len(self.title) >= 6 and OWN.search(self.title):
                self.pattern = re.compile(r"\s*".join(map(re.escape, self.title)))


def find_own_title(reading: Reading) -> Iterator[ProgramMention]:
    """The document's own title where it stands, when it is a paper's; over line breaks; not within another title."""
    own = reading.scene.recall(OwnTitle)
    own.learn(reading.scene.document.metadata.title or "")
    if own.pattern is None or own.title is None:
        return
    if end := _end_over_lines(reading, own.title):
        own.covered = reading.passage.start + end
        yield ProgramMention(start=0, end=end, kind=title_kind(own.title), entity=own.title)
    for found in own.pattern.finditer(reading.text):
        before = reading.text[max(0, found.start() - 80) : found.start()]
        if before.rfind("《") > before.rfind("》") and not before.endswith("《"):
            continue
        yield ProgramMention(start=found.start(), end=found.end(), kind=title_kind(own.title), entity=own.title)


def _end_over_lines(reading: Reading, title: str) -> int | None:
    """Where a title ends that begins with this passage and goes on in the next ones: an offset beyond the passage."""
    rest, here = title, reading.passage
    if len(here.text) >= len(title) or not title.startswith(bare(here.text[: len(title)])):
        return None
    for passage in reading.scene.passages[here.ordinal : here.ordinal + TITLE_LINES]:
        line = bare(passage.text)
        if not rest.startswith(line):
            return None
        rest = rest[len(line) :]
        if not rest:
            return passage.end - here.start
    return None


TITLE_LINES = 6
"""Lines that a title stands on at the most."""


def find_lines(reading: Reading) -> Iterator[ProgramMention]:
    """A line that is the title of a paper, with or without 附件 and a number before it; of a title that stands on two
    lines, the longer of them."""
    text = reading.folded
    covered = reading.scene.recall(OwnTitle).covered > reading.passage.start
    if len(text) > 110 or covered or reading.block.kind == "table":
        return
    found = LINE.fullmatch(text) or ATTACHED.fullmatch(text)
    if found:
        yield ProgramMention(start=found.start(1), end=found.end(1), kind=title_kind(found[1]), entity=bare(found[1]))
    elif PART.fullmatch(text) and (title := _title_of(reading)):
        yield ProgramMention(start=0, end=len(text), kind=title_kind(title), entity=bare(title))


PART_OR_SHORT = re.compile(r"[\u4e00-\u9fa5“”、]{4,50}")
PART = re.compile(r"[\u4e00-\u9fa5“”、]{8,50}")
"""A line that can be a part of a title."""


def _title_of(reading: Reading) -> str | None:
    """The title that a line makes with the line before or after it, where it is the longer of the two."""
    passages, here, text = reading.scene.passages, reading.passage.ordinal, reading.folded
    for other in (here - 1, here + 1):
        if (
            0 <= other < len(passages)
            and PART_OR_SHORT.fullmatch(passages[other].text)
            and len(passages[other].text) < len(text)
        ):
            joined = passages[other].text + text if other < here else text + passages[other].text
            if LINE.fullmatch(joined):
                return joined
    return None
