"""Which mentions name one thing: a paper and its number, a name and its alias, a short form and the full name.

An entity is the name that its mentions share: of a paper its title, else the first name under which a thing stood.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Metadata, Passage
from nlp.program_titles import OWN, bare
from nlp.reading import ProgramMention

MARKS = str.maketrans("", "", '“”"《》〈〉「」『』‘’ \t\n')
ALIAS = re.compile(r"(?:以下|下)?(?:简称|统称)(?:为)?[:：]?[“\"《「]*([^“”\"《》「」，。；）)\n]{2,30})")
CALLS = re.compile(r"[简统]称(?:为)?[:：]?[“\"《「]*$")
ALIAS_REACH = 30
"""Code points between a name and the words that say what it is called from here on."""
CALLED = ("简称", "统称")
SELF = re.compile(
    r"本(?:意见|办法|通知|规定|条例|方案|细则|规划|计划|法|决定|纲要|公告|通告|标准|规则|预案|措施)(?![律规制定官治人官院学])"
)
ISSUER = re.compile(r"^[^《》]{2,40}?(?=(?:关于|印发))")
NATION = "中华人民共和国"
PAPERS = ("document", "plan", "agreement")
BARE = re.compile(
    "(?:实施|指导|若干)?(?:通知|意见|办法|规定|条例|规划|纲要|计划|方案|决定|细则|建议|公约|协定|协议|公告|规则|标准|预案|报告)"
)
"""A title that is its noun alone: short for the last paper of that noun."""
SUFFIX = 5
"""A short form has this many characters or more: fewer say too little of what is meant."""

ALIKE = 16
"""Names with one ending that are kept to know short forms by: a bound, so that thousands cost no more than one each."""


class Names:
    """The names a document has used so far, and what they stand for. One step a mention: no chain is followed. Offsets
    are those of the document's text, `text` is that text folded."""

    def __init__(self, metadata: Metadata, text: str) -> None:
        self.text = text
        self.known: dict[str, str] = {}
        self.by_end: dict[str, list[tuple[str, str]]] = {}
        self.papers: dict[str, str] = {}
        self.own: str | None = None
        self.own_number = ""
        title = bare(metadata.title or "")
        if title and OWN.search(title):
            self.own = self._remember(title, title)
            self.own_number = bare(metadata.number or "")
        self.calls = any(word in text for word in CALLED)

    def resolve(self, passage: Passage, found: list[ProgramMention]) -> list[ProgramMention]:
        """The mentions of a passage with one entity for one thing."""
        resolved: list[ProgramMention] = []
        for mention in found:
            entity = self._entity(passage, mention, resolved)
            same = entity == mention.entity
            resolved.append(mention if same else ProgramMention(mention.start, mention.end, mention.kind, entity))
        if self.calls:
            self._learn_aliases(passage, resolved)
        return resolved

    def _entity(self, passage: Passage, mention: ProgramMention, before: list[ProgramMention]) -> str:
        if mention.kind == "document_number":
            return self._numbered(passage, mention, before)
        key = _key(mention.entity)
        if before and self.calls and self._is_called(mention, before[-1]):
            self.known[key] = before[-1].entity
        if key in self.known:
            return self._last_paper(mention, self.known[key])
        full = self._short_form(mention, key)
        titled = mention.kind == "document" or self.text[max(0, mention.start - 1) : mention.start] in ("《", "〈")
        return self._last_paper(mention, self._remember(mention.entity, full or mention.entity, titled=titled))

    def _is_called(self, mention: ProgramMention, before: ProgramMention) -> bool:
        """Whether a mention is what the one before is called from here on."""
        said = CALLS.search(self.text, max(0, mention.start - 8), mention.start)
        return said is not None and mention.start - before.end <= ALIAS_REACH

    def _short_form(self, mention: ProgramMention, key: str) -> str | None:
        """The name before that a name is a short or a fuller form of: a bare 《通知》, or the one name with its ending
        that has all its characters, or the other way round."""
        if BARE.fullmatch(key):
            return self.papers.get(key[-2:])
        alike = {entity for name, entity in self.by_end.get(key[-SUFFIX:], ()) if _is_form(name, key)}
        return alike.pop() if len(alike) == 1 else None

    def _remember(self, name: str, entity: str, *, titled: bool = True) -> str:
        key = _key(name)
        self.known.setdefault(key, entity)
        if key.startswith(NATION):
            self.known.setdefault(key.removeprefix(NATION), entity)
        if titled:
            return entity
        alike = self.by_end.setdefault(key[-SUFFIX:], [])
        if len(alike) < ALIKE:
            alike.append((key, entity))
        return entity

    def _last_paper(self, mention: ProgramMention, entity: str) -> str:
        if mention.kind in PAPERS and len(entity) > 6:
            self.papers[_last_noun(entity)] = entity
        return entity

    def _numbered(self, passage: Passage, mention: ProgramMention, before: list[ProgramMention]) -> str:
        """The paper that a number belongs to: the title right before it, or the document's own."""
        key = _key(mention.entity)
        if key in self.known:
            return self.known[key]
        if self.own and self.own_number and key == _key(self.own_number):
            return self.known.setdefault(key, self.own)
        if before and before[-1].kind != "document_number":
            between = bare(self.text[before[-1].end : mention.start])
            if len(between) <= 3 and set(between) <= set("》〉（(，,"):
                return self.known.setdefault(key, before[-1].entity)
        if self.own and passage.ordinal < 12 and key.startswith(("gz", "0")):
            return self.known.setdefault(key, self.own)
        return self.known.setdefault(key, mention.entity)

    def _learn_aliases(self, passage: Passage, found: list[ProgramMention]) -> None:
        """An alias stands for the name right before it; one that is a name already keeps what it stands for."""
        for alias in ALIAS.finditer(self.text, passage.start, passage.end):
            before = [mention for mention in found if mention.end <= alias.start()]
            if before and alias.start() - before[-1].end <= ALIAS_REACH:
                self.known[_key(alias[1])] = before[-1].entity

    def selves(self) -> list[ProgramMention]:
        """Mentions of the document by itself (本办法), where it is a paper."""
        own = self.own
        if own is None:
            return []
        return [ProgramMention(found.start(), found.end(), "document", own) for found in SELF.finditer(self.text)]


QUOTED = re.compile(r"[“「]([^“”「」]+)[”」][\u4e00-\u9fa5]{2,}$")


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """What makes two names one: without marks, white space and the issuer before 关于; what is in quotation marks
    and the last two characters behind them (“一站式”结算服务 and “一站式”便捷服务)."""
    quoted = QUOTED.match(name)
    if quoted:
        return f"{quoted[1]}…{name[-2:]}"
    name = name.translate(MARKS)
    issuer = ISSUER.match(name)
    return (name[issuer.end() :] if issuer else name).lower()


def _is_form(one: str, other: str) -> bool:
    """Whether the shorter of two names, six characters or more, has its characters in the longer in order, and is half
    of it or more: 脱贫攻坚专项行动 of 打赢脱贫攻坚战专项行动."""
    short, long = sorted((one, other), key=len)
    if len(short) <= SUFFIX or len(short) * 2 < len(long):
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def _last_noun(entity: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]$", "", entity)[-2:]
