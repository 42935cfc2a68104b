"""Brackets: what stands in one that has closed says nothing about what follows it."""

from __future__ import annotations


def shut(text: str, start: int, end: int) -> bool:
    """Whether a bracket that was open at `start` has closed before `end`: 科左后旗 in （科左后旗）和两个."""
    close = text.find("）", start, end)
    if close < 0:
        return False
    opening = text.find("（", start, end)
    return opening < 0 or close < opening
