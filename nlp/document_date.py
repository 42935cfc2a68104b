"""Where a document prints the time that it speaks at."""

from __future__ import annotations

from corpus.model import Document

HEAD, TAIL = 3000, 1500  # code points at a document's head and end that can say when it was written
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
TENS = ("", "十", "二十", "三十")


def find_place(document: Document, year: int | None, date: str | None) -> tuple[int, int] | None:
    """The stretch of the reading text that prints the year in the title, else the date; None where neither is found."""
    title = next((block for block in document.blocks[:30] if block.kind == "title"), None)
    if year is not None and title is not None and (found := _find(document.text, _years(year), title.start, title.end)):
        return found
    size = len(document.text)
    for forms in _forms(date) if date else ():
        found = _find(document.text, forms, 0, HEAD) or _find(document.text, forms, max(0, size - TAIL), size)
        if found:
            return found
    return None


def _find(text: str, forms: list[str], start: int, end: int) -> tuple[int, int] | None:
    """The first place of one of some words."""
    found = [(at, at + len(form)) for form in forms if (at := text.find(form, start, end)) >= 0]
    return min(found, default=None)


def _forms(date: str) -> list[list[str]]:
    """How a date can be printed, the most exact forms first."""
    year, *rest = (int(part) for part in date.split("-"))
    forms = [[f"{form}年" for form in _years(year)] + [f"{sign}{year}" for sign in "〔[【（(［"]]
    if rest:
        month = rest[0]
        months = {f"{year}年{month}月", f"{year}年{month:02}月", f"{year}-{month:02}"}
        months |= {f"{form}年{_spelt(month)}月" for form in _years(year)}
        forms.insert(0, sorted(months))
    if len(rest) > 1:
        day = rest[1]
        days = {f"{year}年{month}月{day}日", f"{year}年{month:02}月{day:02}日", f"{year}年{month}月{day:02}日", date}
        days |= {f"{year}/{month:02}/{day:02}", f"{year}.{month}.{day}", f"{year}.{month:02}.{day:02}"}
        forms.insert(0, sorted(days | {f"{form}年{_spelt(month)}月{_spelt(day)}日" for form in _years(year)}))
    return forms


def _years(year: int) -> list[str]:
    spelt = str(year).translate(DIGITS)
    return [str(year), spelt, spelt.replace("〇", "○"), spelt.replace("〇", "零")]


def _spelt(number: int) -> str:
    """A month or day in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return TENS[tens] + (str(ones).translate(DIGITS) if ones else "")
