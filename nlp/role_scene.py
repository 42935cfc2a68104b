"""What a document and its sections say of the role of the numbers in them: its kind, its year, its headings."""

from __future__ import annotations

import re
from functools import cache

from corpus.model import Document
from nlp.cues import YEAR, year_of
from nlp.lexicon.load import rows
from nlp.reading import Scene

KINDS = (
    ("审计", "审计"),
    ("工作报告", "工作报告"),
    ("统计公报", "统计公报|经济运行|统计分析"),
    ("预算决算", "预算|决算"),
    ("规划", "规划|纲要"),
    ("法规", "条例|办法|规定|细则|法$|法[（(]"),
    ("政策文件", "通知|意见|决定|批复|函|措施|公告|方案|清单|指南|计划"),
)
RULES = frozenset({"法规", "政策文件"})
AHEAD = frozenset({"工作报告", "预算决算", "规划", "政策文件", "法规"})
DATE = re.compile(rf"({YEAR})年\d{{1,2}}月\d{{1,2}}日|〔({YEAR})〕|[（(]({YEAR})年")
TITLE_YEAR = re.compile(rf"({YEAR})年")
FIVE = re.compile(r"([一二三四五六七八九十]{1,3})五[”\"]?(?:规划|时期|期间|发展|末|计划|主要|工作|$)")
HEAD_REACH = 600
# a letter or circular that tells what happened is no rule, though it is issued as a policy paper
OPENING = re.compile(r"政府工作报告|各位代表[：:！!]")
LETTER = re.compile(r"复函|的函|通报|答复|情况|问答")
NUMBERS = {text: number for number, text in enumerate("一二三四五六七八九十", 1)} | {
    f"十{c}": 10 + n for n, c in enumerate("一二三四五六七八九", 1)
}
DEFAULTS = {"政策文件": "other", "法规": "other", "规划": "target"}


class RoleScene:
    """A document's kind and year for roles, and the role that the last passage ended with."""

    __slots__ = ("headings", "kind", "ready", "role", "year")

    def __init__(self) -> None:
        self.ready = False
        self.kind = "其他"
        self.year: int | None = None
        self.role: str | None = None
        self.headings: tuple[str, ...] = ()

    @property
    def default(self) -> str:
        return DEFAULTS.get(self.kind, "reported")

    @property
    def looks_ahead(self) -> bool:
        """Whether its own year is still to come for most of what it says."""
        return self.kind in AHEAD


def find_scene(scene: Scene) -> RoleScene:
    """The document's RoleScene, made once."""
    memory = scene.recall(RoleScene)
    if not memory.ready:
        memory.ready = True
        memory.kind = kind_of(scene.document)
        memory.year = _year(scene.document, ahead=memory.looks_ahead)
    return memory


def kind_of(document: Document) -> str:
    """The kind of the metadata, else by the title's words."""
    title = document.metadata.title or document.text[:60].split("\n")[0]
    if LETTER.search(title):
        return "其他"
    if document.metadata.kind:
        return document.metadata.kind
    found = next((kind for kind, words in KINDS if re.search(words, title)), None)
    return found or ("工作报告" if OPENING.search(document.text, 0, HEAD_REACH) else "其他")


def _year(document: Document, *, ahead: bool) -> int | None:
    """The document's year. A date in its text is taken for that only where kinds are dated at their head."""
    title_years = [year_of(y) for y in TITLE_YEAR.findall(document.metadata.title or "")]
    if document.metadata.year:
        return max([int(document.metadata.year), *title_years])
    match = DATE.search(document.text, 0, HEAD_REACH) if ahead else None
    if match:
        return year_of(match[1] or match[2] or match[3])
    return max(title_years, default=None)


@cache
def _sections() -> tuple[tuple[str, str], ...]:
    return rows("role_sections", 2)  # type: ignore[return-value]


def plan_years(text: str) -> tuple[int, int] | None:
    """The years of a five-year plan named in a text: 十五五 gives 2026 and 2030."""
    match = FIVE.search(text)
    number = NUMBERS.get(match[1]) if match else None
    if not number:
        return None
    start = 1951 + 5 * number if number > 2 else 1948 + 5 * number
    return start, start + 4


def section_role(memory: RoleScene, headings: tuple[str, ...]) -> str | None:
    """The role that the innermost telling heading gives, None where none tells."""
    for heading in reversed(headings):
        role = _heading_role(memory, heading)
        if role:
            return role
    return None


def _heading_role(memory: RoleScene, heading: str) -> str | None:
    for words, role in _sections():
        if words in heading and not (memory.kind in RULES and words in ("计划", "规划", "今后")):
            return role
    if memory.year is None or not memory.looks_ahead or memory.kind in RULES:
        return None
    years = [year_of(year) for year in TITLE_YEAR.findall(heading)]
    plan = plan_years(heading)
    if plan:
        years.append(plan[1])
    if "今年" in heading:
        years.append(memory.year)
    if not years:
        return None
    return "target" if max(years) >= memory.year else "reported"
