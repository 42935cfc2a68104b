"""What a passage has named so far, and how a shortened noun takes its rest from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.indicator_patterns import (
    ABOVE,
    BATCH,
    COPULA,
    DONE,
    EARNED,
    EARNER,
    ENTITY,
    GENERIC,
    HANDED,
    HELD,
    LAST_PLACE,
    LEVEL,
    MEASURE_NOUN,
    MEASURE_WORD,
    MEASURED,
    MEASURED_OF,
    ON_LOAN,
    OUTPUT,
    PAYABLE,
    PLACE,
    PLAN_DONE,
    SUBJECT,
    TWINS,
    YIELDS,
    is_account,
)
from nlp.noun_phrases import LIMIT, LONGEST, METRICS, shorten_left


@dataclass(slots=True)
class Thread:
    """The noun of the last level and its dimension, its last rate (增速), the names of the last list, the nouns so
    far, the last indicator. `taken` is where the noun after the last figure ended, an offset in the
    passage, `lead` the words before the figure that is read now."""

    topic: str = ""
    dimension: str = ""
    metric: str = ""
    names: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    last: str = ""
    taken: int = 0
    lead: str = ""
    stem: str = ""
    """What a list's entities have in common, where its first figure named it: 限额标准 of 限额标准为职工[5元]."""

    def name(self, noun: str, dimension: str) -> str:
        """The noun of a level, which becomes the topic."""
        if "完成" in noun or "实现" in noun or "保持" in noun or "到位" in noun:
            noun = DONE.sub("", noun)
        noun = HANDED.sub("", noun) if "拨" in noun or "下达" in noun else noun
        noun = noun.removesuffix("分别")
        noun = noun.partition("为")[0] if dimension == "ratio" and "标准为" in noun else noun
        subject = SUBJECT.match(noun)
        if len(noun) > LONGEST:
            before = COPULA.match(noun)
            noun = subject[1] if subject else before[1] if before else shorten_left(noun, LONGEST)
        if noun[:1] == "第" and BATCH.match(noun):
            return noun
        if subject and noun[subject.end(1) : subject.end(1) + 1] == "按":  # 救助标准按低保标准[1.5倍]
            noun = subject[1]
        self.stem = subject[1] if subject else ""
        self.topic = self.stem or (PLAN_DONE.sub("", noun) if "完成" in noun else noun)
        self.dimension = dimension
        self.metric = noun if METRICS.at_end(noun) else ""
        self.recent.append(noun)
        return noun

    def rate(self, topic: str, noun: str) -> str:
        """A rate (增速) of a topic, which becomes the metric."""
        topic = OUTPUT.sub("", topic) if noun in YIELDS else topic
        self.metric = topic if topic.endswith(noun) else topic + noun
        if noun in YIELDS:
            self.recent.append(self.metric)
        return self.metric

    def nth(self, place: int, verb: str, after: str) -> str:
        """The name at a place of the list, with the verb that all share or the noun after the last figure."""
        name = self.topic = self.names[place]
        return name + verb if verb or len(name + after) > LONGEST else name + after


def repeated(noun: str, topic: str) -> str:
    """The whole topic for a noun that only repeats its end (项目 of 扶贫项目, 第二批项目); else empty."""
    batch = BATCH.match(noun) if noun[:1] == "第" else None
    head = noun[batch.end() :] if batch else noun
    if head in GENERIC and head != topic and topic.endswith(head):
        return (batch.group() if batch else "") + topic
    return ""


def same_holder(noun: str, topic: str) -> str:
    """A bare flow or level with the holder that the topic names (支出 after 统筹基金收入, 省级 after 国家级实验室);
    else empty."""
    if is_account(noun) and (found := HELD.fullmatch(topic)):
        return found["who"] + noun
    if noun in EARNED and "企业" in topic and (earner := EARNER.match(topic)):
        return earner.group() + noun
    if (twin := TWINS.get(noun)) and topic.endswith(twin):
        return topic.removesuffix(twin) + noun
    if noun in ("余额", "不良率") and (loan := ON_LOAN.search(topic)):
        return loan.group() + noun
    if noun[-1:] == "级" and "级" in topic and LEVEL.fullmatch(noun):
        return noun + topic.partition("级")[2]
    return ""


def is_entity(noun: str) -> bool:
    """Whether a noun names who or what is measured and no measure (甲省, 民营企业)."""
    return ENTITY.search(noun) is not None and not MEASURE_WORD.search(noun) and not ABOVE.search(noun)


def holder_of(noun: str, subject: str) -> str:
    """An entity's name (甲省) with what the clause before says is measured (人口增长率)."""
    if not subject or not is_entity(noun) or not MEASURE_NOUN.search(subject):
        return noun
    return shorten_left(noun, max(4, LONGEST - len(subject))) + subject


def of_kind(noun: str, topic: str, stem: str) -> str:
    """An entity's name (民营企业) with what was measured of the entity before it (国有企业增加值)."""
    if ABOVE.search(noun):
        return noun
    if stem and ENTITY.search(noun):
        return noun + shorten_left(PAYABLE.sub("", stem), max(4, LONGEST - len(noun)))
    topic = topic.removesuffix("总水平")
    kind = MEASURED.search(topic) or MEASURED_OF.search(topic)
    if not kind or not ENTITY.search(noun) or len(noun + kind.group()) > LONGEST:
        return noun
    if PLACE.match(noun):
        whole = noun + LAST_PLACE.sub("", topic)
        return whole if len(whole) <= LIMIT else noun
    return noun + kind.group()
