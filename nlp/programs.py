"""Named policies, plans, actions, projects, platforms, funds, parks …, and document numbers.

The definition is section 4 of the project's guideline: specific names; generic categories of measures are none. Four
finders, each a function of a passage: titles in 《》, document numbers, names in quotation marks with the noun after them,
names that end in a noun of nlp/lexicon/program_heads.tsv. Where two overlap the one found first in that order stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nlp.program_names import find_headed, find_quoted
from nlp.reading import ProgramMention, Reading

TITLE = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})*)》")
NUMBER = re.compile(
    r"[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*第?\s*\d{1,5}\s*号|令第?\s*\d{1,4}\s*号|GZ\d{10}|\d{9}/(?:19|20)\d{2}-\d{5}"
)
ISSUER = re.compile(r"[\u4e00-\u9fa5]{1,14}$")
NUMBER_LEAD = re.compile(
    r"^.*(?:根据|按照|依据|以及|印发|关于|详见|参见|见|和|与|及|的|即|以|为|由|号)(?=[\u4e00-\u9fa5])"
)
WORK = re.compile(
    r"(?:纪录片|专题片|电影|电视剧|舞蹈|舞剧|京剧|话剧|歌剧|歌曲|小说|诗歌|图书|动画片|戏剧|节目|栏目|油画|报|杂志|专著|丛书)$"
)
PRESS = re.compile(r"(?:日报|晚报|早报|时报|周刊|新闻联播|杂志)$")
PAPER = re.compile(
    r"(?:意见|通知|办法|条例|规定|决定|方案|规划|纲要|批复|细则|法|通报|公告|通告|计划|函|答复|复函|标准|目录|准则|规则|预案|指南)"
    r"(?:[（(][^（）()]{1,12}[）)])?$"
)


def find_programs(reading: Reading) -> list[ProgramMention]:
    """The named programs of a passage in order; mentions do not overlap."""
    names = reading.scene.recall(Names)
    taken: list[ProgramMention] = []
    for finder in FINDERS:
        taken += [found for found in finder(reading) if _free(found, taken)]
    taken.sort(key=lambda found: found.start)
    return names.resolve(reading, taken)


def _free(found: ProgramMention, taken: list[ProgramMention]) -> bool:
    return all(found.end <= other.start or other.end <= found.start for other in taken)


def _titles(reading: Reading) -> Iterator[ProgramMention]:
    text = reading.folded
    for found in TITLE.finditer(text):
        start, end = found.span(1)
        if not WORK.search(text, max(0, found.start() - 6), found.start()) and not PRESS.search(found[1]):
            yield ProgramMention(start=start, end=end, kind=title_kind(found[1]), entity=reading.text[start:end])


def title_kind(title: str) -> str:
    """plan, agreement or document, by the last word of a title."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if bare.endswith(("计划", "规划", "纲要")):
        return "plan"
    return "agreement" if bare.endswith(("协议", "协定", "公约", "备忘录", "协议书")) else "document"


def _numbers(reading: Reading) -> Iterator[ProgramMention]:
    text = reading.folded
    for found in NUMBER.finditer(text) if "号" in text or "/" in text or "GZ" in text else ():
        start, end = found.span()
        if found[0][0] not in "G0123456789":
            issuer = ISSUER.search(text, max(0, start - 14), start)
            if issuer is None:
                continue
            lead = NUMBER_LEAD.match(issuer[0])
            start = issuer.start() + (lead.end() if lead else 0)
        yield ProgramMention(start=start, end=end, kind="document_number", entity=_bare(text[start:end]))


def _own_title(reading: Reading) -> Iterator[ProgramMention]:
    """The document's own title where it stands, when it is the title of a paper; not in 《》 on its first page."""
    title = reading.scene.document.metadata.title or ""
    if not PAPER.search(title):
        return
    pattern = re.compile(r"\s*".join(map(re.escape, _bare(title))))
    for found in pattern.finditer(reading.text):
        yield ProgramMention(start=found.start(), end=found.end(), kind="document", entity=_bare(title))


def _quoted(reading: Reading) -> Iterator[ProgramMention]:
    for start, end, kind in find_quoted(reading.folded):
        yield ProgramMention(start=start, end=end, kind=kind, entity=_bare(reading.text[start:end]))


def _headed(reading: Reading) -> Iterator[ProgramMention]:
    for start, end, kind in find_headed(reading.folded):
        yield ProgramMention(start=start, end=end, kind=kind, entity=_bare(reading.text[start:end]))


FINDERS: tuple[Callable[[Reading], Iterator[ProgramMention]], ...] = (_titles, _own_title, _numbers, _quoted, _headed)


def _bare(text: str) -> str:
    return "".join(text.split())


ALIAS = re.compile(r"以下(?:简称|统称)(?:为)?[“\"《]*([^”\"》）)]{2,30})[”\"》]*[）)]?")
SELF = re.compile(r"本(?:意见|办法|通知|规定|条例|方案|细则|规划|计划)")


class Names:
    """The names a document has used so far: what stands for what."""

    def __init__(self) -> None:
        self.aliases: dict[str, str] = {}
        self.known: dict[str, str] = {}

    def resolve(self, reading: Reading, found: list[ProgramMention]) -> list[ProgramMention]:
        """The mentions with one entity for one thing: a paper and the number behind it, a name and its alias, a short
        form of a name that stood before in full."""
        self._learn_aliases(reading, found)
        resolved: list[ProgramMention] = []
        for mention in found:
            entity = self._entity(reading, mention, resolved)
            resolved.append(ProgramMention(start=mention.start, end=mention.end, kind=mention.kind, entity=entity))
        return resolved

    def _learn_aliases(self, reading: Reading, found: list[ProgramMention]) -> None:
        for alias in ALIAS.finditer(reading.folded):
            before = [mention for mention in found if mention.end <= alias.start()]
            if before and alias.start() - before[-1].end <= 30 and alias[1] != before[-1].entity:
                self.aliases[_bare(alias[1])] = before[-1].entity

    def _entity(self, reading: Reading, mention: ProgramMention, before: list[ProgramMention]) -> str:
        name = mention.entity
        if mention.kind == "document_number":
            return self._numbered(reading, mention, before)
        if name in self.aliases:
            return self.aliases[name]
        bare = re.sub(r"[“”\"《》]", "", name)
        entity = self.known.setdefault(bare, name)
        return entity

    def _numbered(self, reading: Reading, mention: ProgramMention, before: list[ProgramMention]) -> str:
        """The paper that a number belongs to: the title right before it, or the document's own."""
        name = mention.entity
        if before and before[-1].kind in ("document", "plan"):
            between = reading.text[before[-1].end : mention.start]
            if len(between) <= 4 and set(_bare(between)) <= set("》（(〉"):
                self.known[name] = before[-1].entity
        own = reading.scene.document.metadata
        if own.number and _bare(own.number) == name and own.title and PAPER.search(own.title):
            self.known.setdefault(name, _bare(own.title))
        return self.known.get(name, name)
