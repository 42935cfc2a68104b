"""Which place a document is about."""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Document
from corpus.reference.regions import NATION, ancestors, lookup
from nlp.fold import fold
from nlp.places import ZONED, find_places, inside
from nlp.reading import Scene
from nlp.region_words import one_of

# a place that no gazetteer has, where a title, an issuer or a meeting names it
WRITTEN = re.compile(
    r"(?:^|[，。（(）)】《“ \u3000\n在]|关于)"
    r"(?P<name>(?!关于)(?![全各本我该经由从对把为和与])(?:(?![省市县区委国在从])[\u4e00-\u9fff]){2,5}(?:省|市|县|旗|自治州|自治县))"
    r"(?=人民政府|政府|人民代表大会|第[一二三四五六七八九十]+届|国民经济|(?:19|20)\d\d年|关于|把|召开"
    r"|[\u4e00-\u9fff]{2,8}(?:局|委员会|办公室|厅))"
)
FEW = 2  # mentions of a place inside the one told that do not make a text its own
HEAD = 400  # code points of a document's beginning
ORGAN = re.compile(one_of("organ") + "|" + one_of("ministry") + "部")
NATIONWIDE = re.compile(r"我国|全国")
LOCAL = re.compile(r"[全我本](?:市|省|县|旗|区(?![域间块位别])|镇|乡|州|盟)(?!级)")
CITY = re.compile(r"[全我本]市(?!级)|市区")
SHORT_ZONE = re.compile("(?:开发|高新|经开|工业园|产业园|保税|新)区$|园区$")
PAPER = re.compile(one_of("paper"))
# the words of Taiwan's press: its 全国 is not the mainland's
TAIWAN = ("中央社", "新台币", "新臺幣", "新台幣", "立法院", "行政院")
REPUBLIC = ("民国1", "民國1", "民国 1", "民國 1")  # its years since 2011
DATELINE = re.compile(
    r"[\u4e00-\u9fff○]{2,8}\d{1,2}(?:月\d{1,2})?日[电讯]|[（(](?:本报|新华社|中央社)?记者[^）)]{0,20}[）)]"
)


def home_region(scene: Scene) -> str | None:
    """The place that a document's figures are about where they say no other: what its title is about or its metadata
    say, else the place that most of the places it names lie in, else 全国 where it speaks for the nation; None where
    nothing tells."""
    document = scene.document
    told = _told(document)
    if document.metadata.kind in (None, "其他", "新闻") and (zone := _news_zone(scene.folded, told)):
        return zone
    settled = told is not None and document.metadata.kind not in (None, "其他")
    if settled and told != NATION:
        return told
    if told in (None, NATION) and not (settled and document.metadata.issuer) and _of_taiwan(document.text):
        return "台湾"
    if settled:
        return told
    text = scene.folded
    if any(word in text for word in ("日电", "日讯", "记者")):
        text = DATELINE.sub("", text)
    count = _named(text)
    voted = _voted(count)
    if told:
        inner = voted is not None and inside(voted, told) and count[voted] > max(count[told], FEW)
        return voted if inner else told
    local = len(LOCAL.findall(text))
    nationwide = len(ORGAN.findall(text)) + len(NATIONWIDE.findall(text))
    if voted and count[voted] + local > nationwide:
        return voted
    written = WRITTEN.search("\n".join((fold(document.metadata.title or ""), text[:HEAD])))
    if written and not nationwide > local + text.count(written["name"]):
        return written["name"]
    return NATION if nationwide > max(local, 1) else None


def _of_taiwan(text: str) -> bool:
    """Whether a text uses the words of Taiwan's press: its years, or more than one word that is named elsewhere too."""
    return any(word in text for word in REPUBLIC) or sum(text.count(word) for word in TAIWAN) > 1


def _news_zone(text: str, told: str | None) -> str | None:
    """The one development zone that a piece of news opens with and goes on about (经济开发区 … 开发区 … 开发区)."""
    if not ZONED.search(text, 0, HEAD):
        return None
    around = told or next((place.name for place in find_places(text[:HEAD]) if place.kind == "division"), None)
    names = {place.name for place in find_places(text[:HEAD], around) if place.kind == "zone"}
    if len(names) != 1:
        return None
    zone = names.pop()
    tail = SHORT_ZONE.search(zone)
    return zone if tail and text.count(tail[0]) >= FEW + 2 else None


def _told(document: Document) -> str | None:
    """The place that the title is about, or the metadata say."""
    meta = document.metadata
    printed = fold(meta.title or "")
    title = DATELINE.sub("", printed)  # where a piece of news was written is not what it is about
    zone = next((place.name for place in find_places(title) if place.kind == "zone" and place.start == 0), None)
    if zone:  # 常州高新区投资80亿元…: news of a zone is about the zone, not about its city
        return zone
    region = meta.region if title == printed or meta.issuer else None
    about = _one_place(title[title.find("关于") + 2 :] if "关于" in title else title)
    if about and (region is None or inside(about, region)):
        return about
    return region or _one_place(fold(meta.issuer or ""))


def _one_place(text: str) -> str | None:
    """The innermost place of a line, when all others it names lie around it."""
    names = {place.name for place in find_places(text) if place.kind == "division" and place.name != NATION}
    inner = [name for name in names if not any(name in ancestors(other) for other in names)]
    return inner[0] if len(inner) == 1 else None


def _voted(count: Counter[str]) -> str | None:
    """The innermost place in which three of five of the places named lie, if they are two or more."""
    support = Counter(count)
    for name, votes in count.items():
        support.update({above: votes for above in ancestors(name) if above != NATION})
    total = sum(count.values())
    ample = [name for name, votes in support.items() if votes * 5 >= total * 3]
    return max(ample, key=lambda name: (len(ancestors(name)), support[name])) if total >= 2 and ample else None


def _named(text: str) -> Counter[str]:
    """How often each place is named; a short name that is an ordinary word counts where the full one stands too."""
    places = [place for place in find_places(text) if place.kind == "division" and place.name != NATION]
    count = Counter(place.name for place in places if not PAPER.match(text, place.end))
    papers = {place.name for place in places if PAPER.match(text, place.end) and place.name.endswith("市")}
    if len(papers) == 1:  # 我市 in a city's paper is that city
        count[papers.pop()] += len(CITY.findall(text))
    for name in list(count):
        region = lookup(name)
        if region is not None:
            count[name] += sum(max(0, text.count(weak) - text.count(region.printed)) for weak in region.weak)
    return count


def find_name(document: Document, name: str, before: int) -> tuple[int, int] | None:
    """Where a document first names a place, in its title or else in what stands before an offset; None where it does
    not, as of the nation in a paper of its government."""
    region = lookup(name)
    forms = (region.name, region.printed, *region.shorts) if region else (name,)
    title = next((block for block in document.blocks[:30] if block.kind == "title"), None)
    for start, end in (
        (title.start, title.end) if title else (0, 0),
        (0, min(before, HEAD * 10)),
        (before - HEAD, before),
    ):
        for form in forms:
            if (at := document.text.find(form, max(0, start), end)) >= 0:
                return at, at + len(form)
    return None
