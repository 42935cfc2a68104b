"""What a document and its sections say of the role of the numbers in them: its kind, its year, its headings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice

from corpus.model import Document
from nlp.clock import find_clock
from nlp.cues import YEAR, year_of
from nlp.fold import fold
from nlp.lexicon.load import rows
from nlp.reading import Reading, Scene

KINDS = (
    ("审计", "审计"),
    ("工作报告", "工作报告"),
    ("统计公报", "统计公报|经济运行|统计分析"),
    ("预算决算", "预算|决算|概算|财政收支"),
    ("规划", "规划(?!和|局|院|处|委|资源)|纲要|任务书"),
    ("法规", "条例|办法|规定|细则|法$|法[（(]"),
    (
        "政策文件",
        "通知|意见|决定|批复|函|措施|公告|方案|清单|指南|计划|预案|(?:招标|采购|磋商|谈判)文件|合同$|须知|章程",
    ),
)
RULES = frozenset({"法规", "政策文件"})
FACTS = frozenset({"统计公报", "审计", "新闻"})
AHEAD = frozenset({"工作报告", "预算决算", "规划", "政策文件", "法规"})
DATE = re.compile(rf"({YEAR})年\d{{1,2}}月\d{{1,2}}日|〔({YEAR})〕|[（(]({YEAR})年")
DATED_TITLE = re.compile(rf"({YEAR})(?=年|[至到—-])")
TITLE_YEAR = re.compile(rf"({YEAR})年")
FIVE = re.compile(r"第?([一二三四五六七八九十]{1,3})(?:五|个五年)[”\"]?(?:规划|时期|期间|发展|末|计划|主要|工作|$)")
# the first years of a plan, or what it brought: no look ahead
BEGUN = re.compile("第[一二三四]年|头[一二两三四]?年|前[一二两三四]年|成就|成绩|胜利")
FINAL = re.compile("决算|执行情况")
PLANNING = re.compile("草案|概算|安排|建议|预算[（(]")
EXECUTED = re.compile("执行|决算|情况")
HEAD_REACH = 600
HEAD_BLOCKS = 6
SECTION_BLOCKS = 80
TEXT_REACH = 20000
HEADED = re.compile("工作|任务|部署|回顾")
LOOKS_BACK = re.compile("回顾|报告")
LISTING_SINCE = 1990
PLANS = re.compile("计划|规划|预算|概算")
OFTEN = 3
# a letter or circular that tells what happened is no rule, though it is issued as a policy paper
ACCOUNTS = re.compile(r"年度?\s*(?:部门|单位|财政|收支|政府)?\s*(?:总?[预决]算)")
ACCOUNTS_YEAR = re.compile(rf"({YEAR})\s*年度?\s*(?:部门|单位|财政)?\s*[预决]算")
ACCOUNTS_REACH = 120
# words of a page for applicants; so many of them that a news item that names one is none
TERMS = re.compile(
    "(?:补贴|补助|资助|奖励|申请|申领|发放)(?:对象|标准|期限|条件|材料|人员)|(?:办理|领取)(?:流程|条件|材料|渠道|资格)"
    "|缴费(?:比例|基数|年限)|所需材料|可申请|可申领|受理"
)
EXPLAINED = re.compile("详解|解答|问答|如何|怎么|指引|攻略|申领|办理")
TERMS_REACH, TERMS_ENOUGH = 4000, 6
TOLD = frozenset({"新闻", "其他"})
OPENING = re.compile(r"政府工作报告|各位代表[：:！!]")
LETTER = re.compile(r"复函|的函|通报|答复|情况")
NUMBERS = {text: number for number, text in enumerate("一二三四五六七八九十", 1)} | {
    f"十{c}": 10 + n for n, c in enumerate("一二三四五六七八九", 1)
}
DEFAULTS = {"政策文件": "other", "法规": "other", "规划": "target"}


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """What the innermost telling heading gives: a role, None where none tells, the years that it names, its place."""

    role: str | None = None
    years: frozenset[int] = frozenset()
    place: Place | None = None
    """Where the heading stands in the document's reading text."""


class RoleScene:
    """A document's kind and year for roles, and the role that the last passage ended with."""

    __slots__ = (
        "argues", "budget", "coming", "final", "headings", "kind", "late", "past", "place", "ready", "role", "title",
        "told", "year",
    )  # fmt: skip

    def __init__(self) -> None:
        self.ready = False
        self.kind = "其他"
        self.year: int | None = None
        self.past = 0
        """The last year that is surely over in the document's eyes; 0 where it cannot be told."""
        self.coming = 9999
        """The first year that is surely to come, or under way and still planned for; 9999 where it cannot be told."""
        self.role: str | None = None
        self.place: Place | None = None
        """Where the words stand that the role of the paragraphs before came from."""
        self.title: Place | None = None
        """Where the title stands, which tells the kind."""
        self.headings: tuple[str, ...] = ()
        self.budget = False
        self.final = False
        self.told: tuple[tuple[str, ...], Section] | None = None
        self.late = False
        """Whether a work report was given late in its year: most of 今年 is over."""
        self.argues = False
        """Whether it is a work report of the years before 1990: they argue in full sentences, with a word of intention
        where a number is a target, and do not list targets under a heading."""

    @property
    def default(self) -> str:
        """The role of a number that nothing else gives one: a budget that reports no execution only plans."""
        return "target" if self.budget else DEFAULTS.get(self.kind, "reported")

    @property
    def carries(self) -> bool:
        """Whether what a paragraph told last holds for the next."""
        return self.looks_ahead and self.kind not in RULES and not self.argues

    @property
    def looks_ahead(self) -> bool:
        """Whether its own year is still to come for most of what it says."""
        return self.kind in AHEAD and not self.final


def find_scene(scene: Scene) -> RoleScene:
    """The document's RoleScene, made once."""
    memory = scene.recall(RoleScene)
    if not memory.ready:
        memory.ready = True
        memory.kind = kind_of(scene.document)
        memory.title = next(((b.start, b.end) for b in scene.document.blocks[:HEAD_BLOCKS] if b.kind == "title"), None)
        title = _title(scene.document)
        memory.budget = memory.kind == "预算决算" and "算" in title and not EXECUTED.search(title)
        memory.final = memory.kind == "预算决算" and _accounts_only(scene.document)
        memory.year = _year(scene.document, ahead=memory.looks_ahead)
        if memory.year is None and memory.kind == "工作报告":
            clock = find_clock(scene)
            memory.year, memory.late = clock.year, clock.looks_back == clock.year
        memory.argues = memory.kind == "工作报告" and (memory.year or _usual_year(scene.document)) < LISTING_SINCE
        memory.past, memory.coming = _bounds(memory, scene.document)
        if all(block.kind == "table" for block in scene.document.blocks):
            memory.coming = 9999  # a sheet of data has no year of its own that its latest column could be after
    return memory


def _title(document: Document) -> str:
    """The title, else the first line where it is no sentence; folded."""
    if document.metadata.title:
        return fold(document.metadata.title)
    line = "" if document.blocks and document.blocks[0].kind == "table" else document.text[:60].split("\n")[0]
    return "" if line[-1:] in "。；：，" else fold(line)


def kind_of(document: Document) -> str:
    """The kind of the metadata, else by the title's words."""
    kind = document.metadata.kind
    title = _title(document)
    if kind is None or kind == "其他":
        kind = next((kind for kind, words in KINDS if re.search(words, title)), None)
    kind = kind or _kind_of_head(fold(document.text[:HEAD_REACH]))
    if kind in RULES:
        return "其他" if LETTER.search(title) and "印发" not in title else kind
    return "政策文件" if kind in TOLD and _explains(document) else kind


def _explains(document: Document) -> bool:
    """Whether a page tells people what a policy gives them, and on what terms."""
    if EXPLAINED.search(_title(document)):
        return True
    return sum(1 for _ in islice(TERMS.finditer(document.text, 0, TERMS_REACH), TERMS_ENOUGH)) == TERMS_ENOUGH


def _kind_of_head(head: str) -> str:
    if OPENING.search(head):
        return "工作报告"
    return "预算决算" if ACCOUNTS.search(head, 0, ACCOUNTS_REACH) else "其他"


def _year(document: Document, *, ahead: bool) -> int | None:
    """The document's year. A date in its text is taken for that only where kinds are dated at their head."""
    title_years = [year_of(y) for y in DATED_TITLE.findall(_title(document))]
    if document.metadata.year:
        return max([int(document.metadata.year), *title_years])
    plan = plan_years(_title(document)) if ahead else None
    if plan:
        return plan[0]
    if title_years:
        return max(title_years)
    if year := ACCOUNTS_YEAR.search(fold(document.text[:ACCOUNTS_REACH])):
        return year_of(year[1])
    match = DATE.search(fold(document.text[:HEAD_REACH])) if ahead else None
    if match:
        return year_of(match[1] or match[2] or match[3])
    return _year_of_headings(document)


def _year_of_headings(document: Document) -> int | None:
    """The year that an undated report's sections name: 2006年工作回顾 stands in a report of 2007."""
    for block in document.blocks:
        if block.kind != "heading":
            continue
        heading = fold(document.block_text(block))
        years = [year_of(year) for year in TITLE_YEAR.findall(heading)]
        if years and HEADED.search(heading):
            return max(years) + (len(set(years)) == 1 and LOOKS_BACK.search(heading) is not None)
    return None


def _accounts_only(document: Document) -> bool:
    """Whether a paper on a budget tells only how it was carried out."""
    head = f"{_title(document)}\n{fold(document.text[:ACCOUNTS_REACH])}"
    return FINAL.search(head) is not None and not PLANNING.search(head)


def _bounds(memory: RoleScene, document: Document) -> tuple[int, int]:
    if memory.year is not None:
        plans = memory.looks_ahead and memory.kind not in RULES
        return memory.year - 1, memory.year if plans else memory.year + 1
    if memory.argues:
        return _plan_bounds(document)
    if memory.kind != "工作报告":
        return 0, 9999
    # an undated work report looks back first: the last year that its first half names often is the one it reports on
    counts = _years(document, len(document.text) // 2)
    often = [year for year, count in counts.items() if count >= OFTEN]
    return (max(often), max(often) + 2) if often else (0, 9999)


def _plan_bounds(document: Document) -> tuple[int, int]:
    """For a report on a five-year plan: what was before it is over, its last year is to come."""
    for block in document.blocks:
        plan = plan_years(fold(document.block_text(block))) if block.kind == "heading" else None
        if plan:
            return plan[0] - 1, plan[1]
    return 0, 9999


def _years(document: Document, reach: int) -> Counter[int]:
    return Counter(year_of(year) for year in TITLE_YEAR.findall(fold(document.text[: min(reach, TEXT_REACH)])))


def _usual_year(document: Document) -> int:
    counts = _years(document, len(document.text))
    return max(counts, key=lambda year: counts[year]) if counts else LISTING_SINCE


@cache
def _sections() -> tuple[tuple[str, str], ...]:
    return rows("role_sections", 2)  # type: ignore[return-value]


def plan_years(text: str) -> tuple[int, int] | None:
    """The years of the last five-year plan named in a text: 十五五 gives 2026 and 2030."""
    number = max((NUMBERS.get(plan, 0) for plan in FIVE.findall(text)), default=0)
    if not number:
        return None
    start = 1951 + 5 * number if number > 2 else 1948 + 5 * number
    return start, start + 4


def find_section(memory: RoleScene, reading: Reading) -> Section:
    """The section that a passage stands in; found anew where the headings change."""
    headings = reading.headings
    if memory.told is None or memory.told[0] != headings:
        memory.told = headings, _section(memory, reading)
    return memory.told[1]


def _section(memory: RoleScene, reading: Reading) -> Section:
    weak = Section()
    for heading in reversed(reading.headings):
        folded = fold(heading)
        role = _heading_role(memory, folded)
        if role == "weak":
            weak = Section("reported", place=_heading_place(reading, heading))
            continue
        if role and not (memory.argues and role == "target" and not PLANS.search(folded)):
            years = frozenset(year_of(year) for year in TITLE_YEAR.findall(folded))
            return Section(role, years, _heading_place(reading, heading))
    return weak


def _heading_place(reading: Reading, heading: str) -> Place | None:
    """Where a heading above a passage stands, if it does so near."""
    document, at = reading.scene.document, reading.passage.block
    for block in reversed(document.blocks[max(0, at - SECTION_BLOCKS) : at]):
        if block.kind in ("heading", "title") and document.text.startswith(heading, block.start):
            return block.start, block.end
    return None


def _heading_role(memory: RoleScene, heading: str) -> str | None:
    timed = _heading_time(memory, heading)
    if timed == "reported" and memory.kind != "预算决算":
        return timed
    for words, role in _sections():
        if words in heading and not (memory.kind in RULES and words in ("计划", "规划", "今后")):
            if words == "主要指标" and memory.kind in FACTS:
                return timed
            return None if role == "none" else role
    return timed


def _heading_time(memory: RoleScene, heading: str) -> str | None:
    """What the years that a heading names say: all over, or some still to come."""
    if memory.coming == 9999 or not memory.looks_ahead or memory.kind in RULES:
        return None
    if "今年" in heading:
        return "target"
    years = [year_of(year) for year in TITLE_YEAR.findall(heading)]
    plan = plan_years(heading)
    if plan and plan[1] >= memory.coming and BEGUN.search(heading):
        plan = (plan[0], plan[0]) if plan[0] <= memory.past else None
    last = max([*years, plan[1]] if plan else years, default=None)
    if last is None:
        return None
    return "target" if last >= memory.coming else "reported" if last <= memory.past else None
