"""What a noun before a figure names in full, with what an earlier clause, a grant of the passage or a list's opening
says of it, and what a clause without a noun is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.indicator_context import Context
from nlp.indicator_patterns import (
    AREAS,
    BARE,
    BARE_LIMIT,
    BEFALLEN,
    CONDITION,
    COUNTS,
    ENTITY,
    GIVEN,
    GIVES,
    GIVING,
    GOVERNMENTS,
    GRANT_HEAD,
    GRANT_HEADS,
    HANDLED,
    MEASURE_WORD,
    PAYABLE,
    PAYERS,
    TOTALS,
    UNITS,
    YIELD,
    YIELDED,
    YIELDS,
    is_account,
    with_unit,
)
from nlp.indicator_thread import Thread, holder_of, is_entity, of_kind, repeated, same_holder
from nlp.noun_phrases import LONGEST, STRONG, is_verb, shorten_left, strip_tail
from nlp.reading import Mention
from nlp.right_nouns import After

PART = re.compile(r"(?:地区|县城|城区|市区|郊区|境内|城镇|农村|沿海|内地|[东中西]部)$")
"""A part of a country, of what was counted in all of it before: 地震30次，其中大陆地区[20次]."""
RECEIVER = re.compile(r"(?:[科究专学新]生|人员|毕业生|家庭|职工|企业|农户|个人|博士|硕士)$")
"""Who gets a grant that the sentence named before: 给予学费补偿，本科生每人每年[1万元]."""
UNIT_BASE = re.compile(r"(?<=[\u4e00-\u9fff]{3})每(?:立方米|平方公里|平方米|公里|公顷|升|吨|亩)$")
"""The base of a value per unit, which `per` says: 平均浓度每立方米[31微克]."""


def granted(grant: str, noun: str, what: str | None) -> str:
    """The head of a grant (补贴标准) with the grant's name (就业见习补贴), the word they share said once."""
    both = grant.removesuffix(what or "") + noun
    return both if grant and len(both) <= LONGEST else noun


def before(topic: str, phrase: str) -> str:
    """A topic, as much of it as fits, before a phrase that says what it does."""
    return shorten_left(topic, max(4, LONGEST - len(phrase))) + phrase


class Namer:
    """Names for the figures of one passage; it reads and writes the thread."""

    def __init__(self, mentions: Sequence[Mention], context: Context, thread: Thread) -> None:
        self.mentions, self.context, self.thread = mentions, context, thread

    def topic(self, index: int) -> str:
        """What a clause without a noun speaks of: the clause before where that holds no figure, else the thread, else
        the heading."""
        if noun := self.context.subject_before(index):
            self.thread.topic = noun
        return self.thread.topic or self.context.label() or self.context.above()

    def name(self, index: int, noun: str) -> str:
        if noun in BEFALLEN:
            noun = with_unit(noun, self.mentions[index].dimension)
        noun = strip_tail(UNIT_BASE.sub("", noun)) if "每" in noun else noun
        name = self.thread.name(noun, self.mentions[index].dimension)
        if not self.thread.stem:
            return name
        stem = PAYABLE.sub("", self.thread.stem)
        if not BARE_LIMIT.fullmatch(stem) or not (charge := self.context.charge_before(index)):
            return name
        self.thread.topic = self.thread.stem = charge + stem.removeprefix("费用")
        holder = noun[noun.rfind("为") + 1 :]
        return before(holder, self.thread.stem) if ENTITY.search(holder) else name

    def whole(self, index: int, noun: str) -> str:
        """A shortened noun with what the thread or the clause before knows of it: 项目 of 扶贫项目, 支出 of 基金收入;
        in the clause of a counted noun (90个项目完成投资) that noun."""
        topic, context = self.thread.topic, self.context
        if noun in TOTALS and context.follows(index) and topic and not topic.endswith(noun):
            return before(topic, noun)
        bare = noun.removeprefix("总") in BARE
        subject = context.subject_before(index) if bare and not context.is_joined(index) else ""
        if subject and not context.follows(index):
            return subject + noun
        if whole := repeated(noun, topic) or same_holder(noun, topic):
            return whole
        if noun in YIELDED and self.thread.metric.endswith(tuple(YIELDS)):
            return YIELD.sub("", self.thread.metric) + noun
        if noun in AREAS and self.thread.dimension == "count" and context.follows(index):
            return before(topic, noun)
        if noun in GOVERNMENTS and self.mentions[index].dimension == self.thread.dimension == "money":
            return noun + shorten_left(PAYERS.sub("", HANDLED.sub("", topic)), LONGEST - len(noun))
        if context.is_joined(index):
            behind = bare or STRONG.match(self.thread.lead)
            if behind and not topic.endswith(noun) and len(topic + noun) <= LONGEST:
                return topic + noun
        elif bare or is_account(noun) or is_verb(noun):
            return context.subject_before(index) + noun
        if "的" in self.thread.lead and CONDITION.search(context.text_before(index)) and not MEASURE_WORD.search(noun):
            return before(GIVING.sub("", noun), context.grant_before(index))
        if RECEIVER.search(noun) and context.text_before(index).rstrip("不超过约达为").endswith(GIVEN):
            grant = context.grant_before(index, within=True)
            if grant and len(noun + grant) <= LONGEST:
                return noun + grant
        if noun.endswith(GRANT_HEADS) and (head := GRANT_HEAD.fullmatch(noun)):
            return granted(context.grant_above(), noun, head["what"])
        if self.thread.stem and context.follows(index) and ENTITY.search(noun) and not MEASURE_WORD.search(noun):
            return of_kind(noun, topic, self.thread.stem)
        opening = context.opening(index) if self.mentions[index].dimension in ("money", "ratio") else ""
        if opening and not MEASURE_WORD.search(noun) and len(noun + opening) <= LONGEST:
            return noun.removesuffix(opening[:2]) + opening
        if self.thread.dimension == self.mentions[index].dimension and context.follows(index):
            if context.is_counted(index) and "其中" in context.text_before(index)[:4] and PART.search(noun):
                return noun if topic in noun else before(noun, topic)
            return of_kind(noun, topic, self.thread.stem)
        if context.is_counted(index) or not is_entity(noun):
            return noun
        return holder_of(noun, context.subject_before(index))

    def silent(self, index: int, after: After) -> str:
        """The clause names nothing before the figure."""
        if after.noun:
            return self.name(index, after.noun)
        if after.predicate and (phrase := self._predicate(index, after.predicate)):
            return phrase
        mention, thread = self.mentions[index], self.thread
        if mention.surface.endswith("人口") and mention.dimension == "people":
            return "人口"
        if mention.dimension == "money" and (grant := self._grant(index)):
            return grant
        topic = self.topic(index) or (self.context.caption() if self.context.folded[:1] in "（(" else "")
        if head := GRANT_HEAD.fullmatch(topic):
            topic = granted(self.context.grant_above(), topic, head["what"])
        if mention.dimension not in UNITS or mention.dimension == thread.dimension or not index:
            return topic or UNITS.get(mention.dimension, "")
        return topic if topic.endswith(COUNTS) else shorten_left(topic) + UNITS[mention.dimension]

    def _predicate(self, index: int, predicate: str) -> str:
        """A predicate after the figure where nothing stands before it (其中[12%]计入统筹基金, [22条]超保证水位)."""
        thread, mention, window = self.thread, self.mentions[index], self.context.windows[index]
        subject = self.context.subject_before(index) if self.context.is_ratio(index) else ""
        if subject and not GIVES.match(predicate):
            return before(subject, predicate)
        if self.context.is_ratio(index) and self.context.follows(index):
            return before(thread.topic, predicate)
        if GIVES.match(predicate) and len(predicate) > 4:
            return predicate
        if GIVES.match(predicate):
            return (mention.dimension == "money" and self.context.grant_above()) or self.topic(index)
        if index and mention.dimension == thread.dimension:
            return predicate + thread.topic if len(predicate) <= 12 else predicate
        if window.left == window.clause_start or mention.dimension in UNITS:
            return with_unit(predicate, mention.dimension)
        return ""

    def _grant(self, index: int) -> str:
        """The grant that an amount without a noun is of, unless the clause before or the thread names a standard."""
        if MEASURE_WORD.search(self.context.subject_before(index)):
            return ""
        near = self.context.grant_ahead(index) or self.context.grant(index, within=True)
        if near or (self.thread.dimension == "money" and MEASURE_WORD.search(self.thread.topic)):
            return near
        return self.context.grant(index)
