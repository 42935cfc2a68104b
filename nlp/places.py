"""Places in running text: divisions by full and short name, parts of the country, countries.

    for place in find_places(text, home="通辽市"): text[place.start:place.end], place.name

Texts are folded. Candidates are found by their first two characters, the longest name at a place wins, and a word that
only looks like a place takes its characters away.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from operator import add
from typing import NamedTuple

from corpus.reference.regions import NATION, ancestors, find, gazetteer, lookup, regions_below
from nlp.lexicon.load import rows

# a zone is named after a place or by a few characters at the head of its clause: 成都平原经济区, 两江新区
ZONE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}?(?:经济技术开发区|高新技术产业开发区|经济开发区|高新区|经开区|开发区|经济区|经济圈|经济带|城市群"
    r"|都市圈|生态示范区|综合保税区|保税区|自贸试验区|自由贸易试验区|工业园区?|产业园区?|科技城|新区|流域|库区|灌区)"
)
ZONED = re.compile(
    "开发区|高新区|经开区|经济区|经济圈|经济带|城市群|都市圈|示范区|保税区|试验区|园区|新区|流域|库区|灌区"
)
VERBED = re.compile(
    r"建设|推进|支持|推动|加快|打造|完成|建成|实施|新增|各|全|该|等|和|与|及|在|对|把|为|以|的|个|设立|入驻|依托|国家级|省级|县级|市级"
)


class Place(NamedTuple):
    """A place at [start, end): `name` is the gazetteer's full name, or the place as written where it has none.
    `kind` is division, area, zone, abroad or world."""

    start: int
    end: int
    name: str
    kind: str = "division"


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """Every name that can stand in text, longest first, by its first two characters."""
    heads: dict[str, set[str]] = {}
    for region in gazetteer().by_name.values():
        for name in (region.name, region.printed, *region.shorts):
            heads.setdefault(name[:2], set()).add(name)
    for _, name in rows("place_words", 2):
        heads.setdefault(name[:2], set()).add(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


@cache
def _words() -> dict[str, str]:
    return {name: kind for kind, name in rows("place_words", 2)}


@cache
def _weak(home: str) -> dict[str, tuple[str, ...]]:
    """The short names that mean a place only in a text about its parent: those of a prefecture's counties, of a
    province's prefectures."""
    region, heads = lookup(home), {}  # type: Region | None, dict[str, set[str]]
    if region is None or region.level == 0:
        return {}
    centre = region if region.level < 3 else lookup(region.parent or "")
    for name in regions_below(centre.name) if centre else ():
        below = gazetteer().by_name[name]
        if below.level == (centre.level if centre else 0) + 1 or below.name == home:
            for weak in below.weak:
                heads.setdefault(weak[:2], set()).add(weak)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


def find_places(text: str, home: str | None = None) -> list[Place]:
    """The places of a folded text, in order, not overlapping. `home`, the full name of the place that the text is
    about, decides what a name means that several places bear, and lets ordinary words of its own places count."""
    heads, weak = _heads(), _weak(home) if home else {}
    found: list[Place] = []
    reached = 0
    for at, pair in enumerate(map(add, text, islice(text, 1, None))):
        if (pair not in heads and pair not in weak) or at < reached:
            continue
        for name in (*heads.get(pair, ()), *weak.get(pair, ())):
            if text.startswith(name, at):
                reached = at + len(name)
                if place := _meant(name, at, home):
                    found.append(place)
                break
    return _with_zones(text, found) if ZONED.search(text) else found


def _meant(name: str, at: int, home: str | None) -> Place | None:
    kind = _words().get(name)
    if kind == "decoy":
        return None
    if kind is not None:
        return Place(at, at + len(name), name, kind)
    region = find(name, home)
    return Place(at, at + len(name), region.name) if region else None


def _with_zones(text: str, found: list[Place]) -> list[Place]:
    zones = [
        Place(match.start(), match.end(), match[0], "zone")
        for match in ZONE.finditer(text)
        if not VERBED.search(match[0]) and lookup(match[0]) is None
    ]
    kept = [
        place
        for place in found
        if not any(z.start <= place.start and place.end <= z.end and z.name != place.name for z in zones)
    ]
    taken = {(place.start, place.end) for place in kept}
    return sorted([*kept, *(zone for zone in zones if (zone.start, zone.end) not in taken)])


def level_of(name: str) -> int | None:
    """0 the nation, 1 a province, 2 a prefecture, 3 a county; None for what the gazetteer lacks."""
    region = lookup(name)
    return region.level if region else None


def inside(name: str, home: str) -> bool:
    """Whether a place is another, or lies in it."""
    return home == NATION or name == home or home in ancestors(name)
