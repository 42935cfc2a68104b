"""The gazetteer: the divisions of China down to counties, with short names, parents and years.

Facts are in regions.tsv, which tools/compile_regions.py makes. It is read on first use (some 10 ms).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
TABLE = Path(__file__).parent / "regions.tsv"
COLUMNS = ("code", "name", "printed", "parent", "first", "last", "shorts", "weak", "letters")
NATION = "全国"
TAIWAN = "71"


class GazetteerError(ValueError):
    """The table of regions is not as its compiler writes it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A place. `name` is unique, `printed` is what stands on a page (several places may share it); `shorts` stand for
    it anywhere, `weak` only in a text about its parent, `letters` only in compounds. `first` and `last` are the years
    of the first and last list that names it: None is since before 2002, or still today."""

    code: str
    name: str
    printed: str
    parent: str | None
    first: int | None
    last: int | None
    shorts: tuple[str, ...]
    weak: tuple[str, ...]
    letters: tuple[str, ...]

    @property
    def level(self) -> int:
        """0 the nation, 1 a province, 2 a prefecture, 3 a county or what is ranked with it."""
        return 0 if self.code == "000000" else 1 if self.code[2:] == "0000" else 2 if self.code[4:] == "00" else 3


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions by name, what lies directly below each, and who bears a printed or short name."""

    by_name: dict[str, Region]
    below: dict[str, tuple[str, ...]]
    bearers: dict[str, tuple[Region, ...]]


def _rows(path: Path) -> Iterator[Region]:
    lines = (line for line in path.read_text("utf-8").split("\n") if line and line[0] != "#")
    if tuple(next(lines, "").split("\t")) != COLUMNS:
        raise GazetteerError(f"{path.name} has other columns than {', '.join(COLUMNS)}: run tools/compile_regions.py")
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise GazetteerError(f"{path.name}: {line!r} has {len(cells)} cells, not {len(COLUMNS)}")
        code, name, printed, parent, first, last, shorts, weak, letters = cells
        yield Region(
            code, name, printed or name, parent or None, int(first) if first else None, int(last) if last else None,
            tuple(shorts.split()), tuple(weak.split()), tuple(letters.split()),
        )  # fmt: skip


@cache
def gazetteer() -> Gazetteer:
    """The table, read once. Raises GazetteerError when it is not what the compiler writes."""
    by_name = {region.name: region for region in _rows(TABLE)}
    below: dict[str, list[str]] = defaultdict(list)
    bearers: dict[str, list[Region]] = defaultdict(list)
    for region in by_name.values():
        if region.parent:
            if region.parent not in by_name:
                raise GazetteerError(f"{TABLE.name}: {region.name} lies in {region.parent}, which has no row")
            below[region.parent].append(region.name)
        for name in {region.name, region.printed, *region.shorts, *region.weak}:
            bearers[name].append(region)
    return Gazetteer(by_name, _frozen(below), _frozen(bearers))


def _frozen(lists: dict[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def lookup(name: str) -> Region | None:
    """The region of a full name, None where the gazetteer has none."""
    return gazetteer().by_name.get(name)


def parent(name: str) -> str | None:
    """The full name of the place above a full name."""
    region = lookup(name)
    return region.parent if region else None


def ancestors(name: str) -> tuple[str, ...]:
    """The places above a full name, the nearest first."""
    above = parent(name)
    return (above, *ancestors(above)) if above else ()


@cache
def regions_below(name: str) -> frozenset[str]:
    """A place and all that lies in it, as full names; of a name the gazetteer lacks, the name alone."""
    below = gazetteer().below.get(name, ())
    return frozenset({name}.union(*(regions_below(child) for child in below)))


def short_names(name: str) -> tuple[str, ...]:
    """The names that stand for a full name anywhere (科左后旗 for 科尔沁左翼后旗)."""
    region = lookup(name)
    return region.shorts if region else ()


@cache
def find(name: str, within: str | None = None) -> Region | None:
    """The one place that a full, printed or short name means; None where it is unknown or means several.

    `within` is a full name of a place whose text it is: names in it, beside it and above it are known there by their
    weak short names too, and come before others of the same name.
    """
    bearing = gazetteer().bearers.get(name, ())
    if within is not None:
        for home in (within, *ancestors(within)):
            inside = [region for region in bearing if home != NATION and region.name in regions_below(home)]
            if found := _one(inside, name):
                return found
    return _one([region for region in bearing if name not in region.weak], name) or _only(bearing)


def _one(bearing: list[Region], name: str) -> Region | None:
    """The highest of some places, when it is the only one so high; those of today before those that were."""
    full = [region for region in bearing if name in (region.name, region.printed)] or bearing
    now = [region for region in full if region.last is None] or full
    now = [region for region in now if not region.code.startswith(TAIWAN)] or now  # unless the text is about it
    top = min((region.level for region in now), default=0)
    best = [region for region in now if region.level == top]
    return best[0] if len(best) == 1 else None


def _only(bearing: tuple[Region, ...]) -> Region | None:
    """The place that alone bears a name today."""
    now = [region for region in bearing if region.last is None]
    return now[0] if len(now) == 1 else None
