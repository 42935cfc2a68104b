"""What makes names of programs one over many documents. No engine knows it: both keep what these functions give."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Program

MARKS = str.maketrans("", "", '“”"「」『』‘’《》 \t\n\r\u3000')
BRACKETS = str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕")
NATION = "中华人民共和国"
LAW = re.compile(f"{NATION}(?=[^和]*(?:法|条例|税则)(?:实施细则|实施条例)?(?:〔[^〔〕]*〕|（[^（）]*）)?$)")
NUMBER = re.compile(r"[^〔〕]{1,24}〔(?:19|20)\d{2}〕第?\d{1,5}号|[^〔〕]{2,24}令第?\d{1,5}号")


FIVE_YEARS = re.compile("第(十?[一二三四五六七八九十])个五年(计划|规划)(?:纲要)?")


@lru_cache(maxsize=4096)
def entity_name(name: str) -> str:
    """The name that a thing has in every document: without quotation marks and white space, a law without the nation's
    name, a five-year plan by its short name, a document number in one form."""
    bare = name.translate(MARKS)
    if plan := FIVE_YEARS.fullmatch(bare):
        return f"{plan[1]}五{plan[2]}"
    return number_key(bare) or LAW.sub("", bare) or name


def number_key(name: str) -> str:
    """A document number in one form (国发〔2018〕39号); empty for what is none."""
    bare = name.translate(MARKS).translate(BRACKETS).removeprefix(NATION)
    if not bare.endswith("号") or not NUMBER.fullmatch(bare):
        return ""
    head, _, digits = bare.rpartition("〕" if "〕" in bare else "令")
    return f"{head}{'〕' if '〕' in bare else '令第'}{int(digits.strip('第号'))}号"


def key_of(program: Program) -> str | None:
    """The number that a mention is; None for a name."""
    return number_key(program.surface) or None if program.kind == "document_number" else None
