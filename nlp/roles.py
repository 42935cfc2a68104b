"""Whether a figure was reported, is a target, or neither."""

from __future__ import annotations

from nlp.reading import Reading


def assign_roles(reading: Reading) -> list[str]:
    """One of corpus.model.ROLES a mention."""
    return ["reported" for _ in reading.mentions]
