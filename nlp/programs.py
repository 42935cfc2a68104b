"""Named policies, plans, actions, projects, platforms, funds, parks …, and document numbers."""

from __future__ import annotations

from nlp.reading import ProgramMention, Reading


def find_programs(reading: Reading) -> list[ProgramMention]:
    """The named programs of a passage in order."""
    return []
