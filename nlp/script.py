"""Simplified and traditional characters for each other, in what a person asks for."""

from __future__ import annotations

from functools import cache

from nlp.fold import fold


@cache
def _simple() -> dict[int, str]:
    """Traditional characters to the simplified ones that they fold to."""
    points = [chr(code) for code in range(0x4E00, 0xA000)]
    folded = fold("\n".join(points)).split("\n")
    return {ord(char): simple for char, simple in zip(points, folded, strict=True) if char != simple}


@cache
def _traditional() -> dict[str, str]:
    """Simplified characters to the traditional ones that fold to them."""
    forms: dict[str, str] = {}
    for code, simple in _simple().items():
        forms[simple] = forms.get(simple, "") + chr(code)
    return forms


def simplified(text: str) -> str:
    """The text in simplified characters, all else as it is; as long as it was."""
    return text.translate(_simple())


def traditional_forms(text: str, *, most: int = 2) -> tuple[str, ...]:
    """A text as traditional script may write it: a character with several forms in each of `most` of them, in the order
    of code points, which is not that of meaning. Empty where script makes no difference."""
    forms = _traditional()
    found = ("".join(forms[c][min(n, len(forms[c]) - 1)] if c in forms else c for c in text) for n in range(most))
    return tuple(form for form in dict.fromkeys(found) if form != text)
