"""What a figure's page shows: its fields as they are read, as the program read them, and as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.corrections import FIELDS, machine_reading
from corpus.model import Document, Figure
from search_api.corrections import Found
from search_api.records import field_text
from search_api.web import views
from search_api.web.field_words import CHOICE_WORDS, LABELS, shown_value

HINTS = {
    "value": "如 14.47亿元、7.4%", "value_max": "仅区间有", "period": "如 2018、2018-06、2016..2020",
    "unit": "如 元、人、%", "per": "如 人、户", "region": "不明则留空",
}  # fmt: skip
AROUND = 60
"""Code points of the text that are shown on each side."""


def changed(figure: Figure, form: Mapping[str, str | None]) -> dict[str, str]:
    """What of a form differs from how a figure is read now; what was not sent is as it was."""
    return {
        name: text
        for name, text in form.items()
        if text is not None and text.strip() != (field_text(figure, name) or "")
    }


def figure_page(document: Document, found: Found, given: Mapping[str, str]) -> dict[str, Any]:
    """The figure in its text, and a row a field."""
    figure = found.figure
    before = document.text[max(0, figure.start - AROUND) : figure.start]
    after = document.text[figure.end : figure.end + AROUND]
    return {
        "title": document.metadata.title or "",
        "url": views.document_url(found.document, found.place),
        "surface": figure.surface,
        "before": ("" if "\n" in before or len(before) < AROUND else "…") + before.rpartition("\n")[2],
        "after": after.partition("\n")[0] + ("" if "\n" in after or len(after) < AROUND else "…"),
        "fields": [_field(figure, name, given) for name in FIELDS],
        "by": given.get("by", ""),
        "corrected": bool(figure.corrected),
    }


def _field(figure: Figure, name: str, given: Mapping[str, str]) -> dict[str, Any]:
    marks = {one.field: one for one in figure.corrected.marks} if figure.corrected else {}
    value = given.get(name, field_text(figure, name) or "")
    mark = marks.get(name)
    return {
        "name": name,
        "label": LABELS[name],
        "hint": HINTS.get(name, ""),
        "value": value,
        "choices": [(one, word, one == value) for one, word in CHOICE_WORDS.get(name, {}).items()],
        "machine": shown_value(name, field_text(machine_reading(figure), name) or "") if mark else "",
        "by": mark.by if mark else "",
        "at": mark.at[:16].replace("T", " ") if mark else "",
    }
