"""When a report was given that names the session of the National People's Congress it is given to.

Reports of the nation's government are printed without a date. Their first paragraphs name the session:
向第六届全国人民代表大会第一次会议作政府工作报告; without a number it is the congress's first. One that was held last
year (从去年9月第五届全国人民代表大会第三次会议到现在) is the one before.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.model import Document
from nlp.dates import small_number
from nlp.fold import fold
from nlp.lexicon.load import rows

HEAD = 1200  # code points in which a report tells whom it is given to
NUMBER = "([一二三四五六七八九十]{1,3})"
GIVEN = re.compile(
    rf"(?:向|提请)(?:我国|中华人民共和国)?第{NUMBER}届全国人民代表大会(?:第{NUMBER}次(?:会议|全体会议))?(?!常务|代表|期间|以来)"
)
SINCE = re.compile(
    rf"[从自]去年[^，。；]{{0,8}}?第{NUMBER}届全国人民代表大会第{NUMBER}次会议[^，。；]{{0,10}}?(?:到现在|以来|至今)"
)


PARTY = re.compile(rf"第{NUMBER}届中央委员会向大会")
PARTY_MONTHS = (
    "1977-08", "1982-09", "1987-10", "1992-10", "1997-09", "2002-11", "2007-10", "2012-11", "2017-10", "2022-10",
)  # fmt: skip
"""Months in which the Communist Party's eleventh and later congresses opened; each was given the report of the Central
Committee that the congress before had chosen."""


@cache
def _sessions() -> dict[tuple[int, int], str]:
    return {(int(congress), int(session)): month for congress, session, month in rows("congress_sessions", 3)}


def party_date(document: Document) -> str | None:
    """`YYYY-MM` of the party congress that a Central Committee's report is given to; None where there is none."""
    head = document.text[:HEAD]
    given = PARTY.search(head) if "中央委员会向大会" in head else None
    place = small_number(given[1]) - 10 if given else -1
    return PARTY_MONTHS[place] if 0 <= place < len(PARTY_MONTHS) else None


def session_date(document: Document) -> str | None:
    """`YYYY-MM` of the session that a document's first paragraphs say it is given to; None where they say none."""
    head = fold(document.text[:HEAD])
    if "全国人民代表大会" not in head:
        return None
    if since := SINCE.search(head):
        before = _sessions().get((small_number(since[1]), small_number(since[2])))
        return next((month for month in _sessions().values() if before and int(month[:4]) == int(before[:4]) + 1), None)
    given = GIVEN.search(head)
    if given is None:
        return None
    return _sessions().get((small_number(given[1]), small_number(given[2]) if given[2] else 1))
