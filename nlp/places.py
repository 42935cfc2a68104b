"""Places in running text: divisions by full and short name, parts of the country, countries.

    for place in find_places(text, home="通辽市"): text[place.start:place.end], place.name

Texts are folded. Candidates are found by their first two characters, the longest name at a place wins, and a word that
only looks like a place takes its characters away.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus.reference.regions import NATION, TAIWAN, Region, ancestors, find, gazetteer, lookup, regions_below
from nlp.lexicon.load import rows
from nlp.region_words import of_kind, one_of

# a zone is named after a place, or by two to four characters at the head of its clause: 成都平原经济区, 两江新区
KINDS = (
    "经济技术开发区|高新技术产业开发区|高新区|经开区|开发区|经济区|经济圈|经济带(?!动)|城市群|都市圈|示范区|保税区|自贸试验区"
    "|自由贸易试验区|工业园区?|产业园区?|科技城|新区|都会区|流域|库区|灌区|水库"
)
ZONE = re.compile(r"(?:新区|经济区|经济圈|城市群|都市圈|都会区|流域|库区|灌区|水库)(?![\u4e00-\u9fff]?[为是的])")
ZONE_NAME = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:在|其中|将|把|对|使|让|以|由|从|向|与|和|及|是|为|到)?([\u4e00-\u9fff]{2,4})$"
)
ZONE_REACH = 7
AFTER_PLACE = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{KINDS})")
ZONED = re.compile(KINDS)
VERBED = re.compile(one_of("verb") + "|工业$|产业$")


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
        if region.level == 3 and region.code.startswith(TAIWAN):
            continue  # 新城乡, 新社区: these count in texts about Taiwan alone
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
    """The names that mean a place only in a text about its parent: short names of a prefecture's counties and of a
    province's prefectures, and the districts of Taiwan."""
    region = lookup(home)
    centre = lookup(region.parent or "") if region is not None and region.level == 3 else region
    if region is None or centre is None or region.level == 0:
        return {}
    heads: dict[str, set[str]] = {}
    for below in (gazetteer().by_name[name] for name in regions_below(centre.name)):
        near = below.level == centre.level + 1 or below.name == home
        taiwan = (below.name, below.printed) if below.code.startswith(TAIWAN) else ()
        for name in (*(below.weak if near else ()), *taiwan):
            heads.setdefault(name[:2], set()).add(name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


@cache
def _table(home: str | None) -> dict[str, tuple[str, ...]]:
    """All names that can stand in a text about a place, longest first, by their first two characters."""
    weak = _weak(home) if home else {}
    both = {head: (*_heads().get(head, ()), *names) for head, names in weak.items()}
    return _heads() | {head: tuple(sorted(names, key=len, reverse=True)) for head, names in both.items()}


JOINING = frozenset("、和及与")
# signs, and the last characters of words, after which a clause can speak of a place as what it is about
OPENING = (
    "\n\t ，。；：！？、（(）)【】—–“”‘’《》%.0-9"
    "进处在而如仅但前时外悉据从经年月日底末来份度间期初至到是由使以和及与同对向为于把将让中"
    "市省县区旗州盟国"
)


@cache
def _names(home: str | None) -> frozenset[str]:
    return frozenset(name for names in _table(home).values() for name in names)


@cache
def _candidates(home: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A character that can begin a name before one that can follow it: passes over nine places of ten at once. And the
    same behind a character that can open a clause, which that match begins with."""
    pairs = [head for head in _table(home) if len(head) > 1]
    firsts, seconds = (re.escape("".join(sorted({pair[at] for pair in pairs}))) for at in (0, 1))
    return re.compile(f"[{firsts}](?=[{seconds}])"), re.compile(f"[{OPENING}](?=[{firsts}][{seconds}])")


def find_places(text: str, home: str | None = None, *, opening: bool = False) -> list[Place]:
    """The places of a folded text, in order, not overlapping. `home`, the full name of the place that the text is
    about, decides what a name means that several places bear, and lets ordinary words of its own places count.
    `opening`: only those that a clause can be about, by what stands before them; in a third of the time."""
    every, opened = _candidates(home)
    table = _table(home)
    if opening:
        starts = [at for match in opened.finditer(text) if text[(at := match.end()) : at + 2] in table]
        if text[:2] in table:
            starts.insert(0, 0)
    else:
        starts = [at for match in every.finditer(text) if text[(at := match.start()) : at + 2] in table]
    found = _read(text, starts, home, opening=opening) if starts else []
    return _with_zones(text, found) if ZONED.search(text) else found


def _read(text: str, starts: list[int], home: str | None, *, opening: bool) -> list[Place]:
    """The places that begin at some of these offsets; with `opening` those too that follow one at once (陕西西安)."""
    table = _table(home)
    found: list[Place] = []
    reached = 0
    for at in starts:
        while at >= reached:
            for name in table.get(text[at : at + 2], ()):
                if text.startswith(name, at):
                    break
            else:
                break
            if opening and at > 1 and at != reached + 1 and text[at - 1] in JOINING and _named_before(text, at, home):
                break  # of places told together the first decides
            reached = at + len(name)
            if meant := _meant(name, home):
                found.append(Place(at, reached, *meant))
            if not opening:
                break
            at = reached
    return found


def _named_before(text: str, start: int, home: str | None) -> bool:
    """Whether what is joined to a place before it is a place too."""
    names = _names(home)
    return any(text[start - 1 - size : start - 1] in names for size in range(2, 6))


@cache
def _meant(name: str, home: str | None) -> tuple[str, str] | None:
    """The full name and the kind of what a name means in a text about `home`; None where it is no place there."""
    kind = _words().get(name)
    if kind == "decoy":
        return None
    if kind is not None:
        return name, kind
    region = find(name, home)
    if region is None or (_phrase(region) and not _near(region, home)):
        return None
    return region.name, "division"


def _near(region: Region, home: str | None) -> bool:
    """Whether a text about `home` is about the region's own prefecture or what lies in it."""
    return home is not None and (level_of(home) or 0) >= 2 and inside(region.name, home)


def _phrase(region: Region) -> bool:
    """Whether a name can as well be two words of running text (城区, 郊区, 完成县, 新建县, 新增城市): such a
    one counts only in a text about its own prefecture or county."""
    name = region.printed
    return (
        len(name) == 2
        or name.endswith("城市")
        or (name[-1] in "区县" and len(name) <= 4 and not region.shorts and name[:-1] in of_kind("phrase"))
    )


def _with_zones(text: str, found: list[Place]) -> list[Place]:
    """The places with those that are part of a zone's name replaced by the zone."""
    zones: dict[int, Place] = {}
    for place in found:
        match = AFTER_PLACE.match(text, place.end) if place.kind == "division" and lookup(place.name) else None
        if match and not VERBED.search(match[0]):
            name = text[place.start : match.end()]
            if lookup(name) is None:
                zones[place.start] = Place(place.start, match.end(), name, "zone")
    for match in ZONE.finditer(text):
        named = ZONE_NAME.search(text[max(0, match.start() - ZONE_REACH) : match.start()])
        if named and not VERBED.search(named[1] + match[0]) and lookup(named[1] + match[0]) is None:
            start = match.start() - len(named[1])
            zones.setdefault(start, Place(start, match.end(), named[1] + match[0], "zone"))
    ends = sorted((zone.start, zone.end) for zone in zones.values())
    kept = [p for p in found if not any(start <= p.start and p.end <= end for start, end in ends)]
    return sorted([*kept, *zones.values()])


def level_of(name: str) -> int | None:
    """0 the nation, 1 a province, 2 a prefecture, 3 a county; None for what the gazetteer lacks."""
    region = lookup(name)
    return region.level if region else None


def inside(name: str, home: str) -> bool:
    """Whether a place is another, or lies in it."""
    return home == NATION or name == home or home in ancestors(name)
