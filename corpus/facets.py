"""Counts of documents by value. Engine-free: both backends count with it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping

from corpus.model import DIMENSIONS
from corpus.reference.regions import ancestors

MOST = 1000
"""Programs that are counted, at most: those in most documents."""

Counts = tuple[tuple[str, int], ...]


def most_first(counts: Mapping[str, int]) -> Counts:
    """Values with their counts, most first, then by value."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def with_parents(counts: Iterable[tuple[str, int]]) -> Counts:
    """Counts by place, those of a place also for the places above it. A document has one place."""
    above: Counter[str] = Counter()
    for name, count in counts:
        for place in (name, *ancestors(name)):
            above[place] += count
    return most_first(above)


def dimension_bits(dimensions: Iterable[str]) -> int:
    """Dimensions as one number, a bit each by its place in DIMENSIONS."""
    bits = 0
    for name in set(dimensions):
        bits |= 1 << DIMENSIONS.index(name)
    return bits


def dimensions_of(bits: int) -> tuple[str, ...]:
    """The dimensions of a number of bits."""
    return tuple(name for place, name in enumerate(DIMENSIONS) if bits >> place & 1)


def pack_entities(numbers: Iterable[int]) -> bytes:
    """Numbers of entities, each once."""
    return array("I", sorted(set(numbers))).tobytes()


def entities_of(packed: bytes) -> array[int]:
    """The numbers that were packed, of one document or of several after each other."""
    return array("I", packed)
