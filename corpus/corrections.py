"""A person's better readings of figures: put over the machine's, taken back, carried to a new edition.

A correction is kept beside the corpus's readings, by the document's hash and the figure's place in it, so that it lasts
when the document is read again or comes back. It holds where a figure with that surface stands at that place; where a
later reading finds none there it waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from corpus.interval import Interval, Printed, printed_interval
from corpus.model import Analysis, Corrected, Correction, Figure, Mark
from corpus.reference.units import Unit, units_by_name

FIELDS = (
    "value", "value_max", "unit", "dimension", "qualifier", "qualifier_text", "measure", "direction", "basis", "role",
    "indicator", "region", "period", "per",
)  # fmt: skip
"""What a person may correct, in the order of the definition of a figure."""
FOLLOWING = ("indicator_key",)
"""What follows from those and is kept with them, since only the analyser can make it."""
BOUNDING = frozenset({"value", "value_max", "unit", "dimension", "qualifier"})
"""Fields that the interval follows from."""
NUMBERS = frozenset({"value", "value_max"})
OPTIONAL = frozenset({"direction", "region", "period", "per"})
"""Fields that may be unknown, or that there may be none of."""
COUNTED = frozenset({"people", "households", "count", "times", "person_times"})
"""Dimensions whose whole numbers are exact."""

Places = Mapping[tuple[int, int], tuple[Correction, ...]]


def by_place(corrections: Iterable[Correction]) -> dict[tuple[int, int], tuple[Correction, ...]]:
    """The corrections of each figure, in the order in which they came."""
    places: dict[tuple[int, int], list[Correction]] = defaultdict(list)
    for one in corrections:
        places[one.start, one.end].append(one)
    return {place: tuple(found) for place, found in places.items()}


def correct_analysis(analysis: Analysis, corrections: Iterable[Correction]) -> Analysis:
    """A reading with these corrections and no others."""
    places = by_place(corrections)
    if not places and not any(figure.corrected for figure in analysis.figures):
        return analysis
    return replace(analysis, figures=tuple(_correct(figure, places) for figure in analysis.figures))


def _correct(figure: Figure, places: Places) -> Figure:
    machine = machine_reading(figure)
    found = [one for one in places.get((figure.start, figure.end), ()) if one.surface == figure.surface]
    return correct_figure(machine, found) if found else machine


def machine_reading(figure: Figure) -> Figure:
    """A figure as the analyser read it."""
    return figure.corrected.machine if figure.corrected else figure


def correct_figure(machine: Figure, corrections: Iterable[Correction]) -> Figure:
    """A figure with a person's reading in place of the machine's, which it keeps."""
    corrections = tuple(corrections)
    read = {one.field: _read(one) for one in corrections}
    made = {one.field: Mark(one.field, one.by, one.at) for one in corrections}
    marks = tuple(made[field] for field in FIELDS if field in made)
    evidence = tuple(one for one in machine.evidence if one.field not in read)
    figure = replace(machine, **read, evidence=evidence, corrected=Corrected(machine, marks))
    return replace(figure, interval=_interval(figure, machine, read)) if BOUNDING & read.keys() else figure


def _read(correction: Correction) -> Any:
    text = correction.value
    if correction.field in NUMBERS:
        return None if text is None else Decimal(text)
    return text if correction.field in OPTIONAL else text or ""


def _interval(figure: Figure, machine: Figure, read: Mapping[str, Any]) -> Interval | None:
    """The bounds of what was corrected, in the base unit. A value that a person gave is as precise as its last digit
    that was written; one that stays is as precise as it was."""
    if figure.value is None:
        return None
    unit = units_by_name().get(figure.unit)
    given = "value" in read or machine.interval is None
    ulp = _ulp(figure.value) if given else _printed_ulp(machine, unit) or _ulp(figure.value)
    printed = Printed(
        value=figure.value,
        value_max=figure.value_max,
        ulp=min(ulp, Decimal(1)) if figure.dimension == "ratio" else ulp,
        last=ulp,
        qualifier=figure.qualifier,
        countable=figure.dimension in COUNTED,
    )
    interval = printed_interval(printed)
    lo, hi = (None if end is None else _base(end, unit) for end in (interval.lo, interval.hi))
    return Interval(lo, hi, interval.lo_open, interval.hi_open)


def _base(value: Decimal, unit: Unit | None) -> Decimal:
    return unit.to_base(value) if unit else value


def _ulp(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _printed_ulp(machine: Figure, unit: Unit | None) -> Decimal | None:
    """One unit of the last printed place, from the machine's bounds around an exact number."""
    interval = machine.interval
    if interval is None or interval.lo is None or interval.hi is None or machine.qualifier != "exact":
        return None
    width, one = interval.hi - interval.lo, _base(Decimal(1), unit)
    return width / one if width and one else None


def carry_over(corrections: Iterable[Correction], before: str, after: str, document: str) -> Iterator[Correction]:
    """The corrections of a document that hold in a new edition of it, `document`; `before` and `after` are their texts.

    One holds where the same sentence stands again, word for word: the first where it stands first, and so on, as long
    as both editions have it equally often. Others are left to the edition that they were made for.
    """
    for one in corrections:
        old, new = _places(one.sentence, before), _places(one.sentence, after)
        at = next((i for i, start in enumerate(old) if start <= one.start < start + len(one.sentence)), None)
        if at is None or len(old) != len(new):
            continue
        start = one.start + new[at] - old[at]
        end = start + one.end - one.start
        if after[start:end] == one.surface:
            yield replace(one, document=document, start=start, end=end)


def _places(sentence: str, text: str) -> list[int]:
    places, at = [], text.find(sentence) if sentence else -1
    while at >= 0:
        places.append(at)
        at = text.find(sentence, at + len(sentence))
    return places


def put_together(
    before: Iterable[Correction], figure: Figure, given: Mapping[str, str | None], *, document: str, by: str, at: str
) -> tuple[Correction, ...]:
    """All corrections of a figure: those it has, with `given` fields read anew. A field that is given as the machine
    read it is not corrected any more."""
    machine = machine_reading(figure)
    kept = {one.field: one for one in before}
    for field, value in given.items():
        one = Correction(
            document=document, start=figure.start, end=figure.end, surface=figure.surface, sentence=figure.sentence,
            field=field, value=value, by=by, at=at,
        )  # fmt: skip
        if _read(one) == getattr(machine, field):
            kept.pop(field, None)
        else:
            kept[field] = one
    return tuple(kept[field] for field in (*FIELDS, *FOLLOWING) if field in kept)
