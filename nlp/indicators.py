"""What a figure counts, in the document's words."""

from __future__ import annotations

from nlp.reading import Reading


def assign_indicators(reading: Reading) -> list[str]:
    """A noun phrase a mention, empty where none can be told."""
    return ["" for _ in reading.mentions]
