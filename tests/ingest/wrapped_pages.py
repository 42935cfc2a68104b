"""Texts for the tests of layout: made up for them, and ways to print them."""

from __future__ import annotations

from corpus.model import Document
from ingest.read import read_document

PARAGRAPHS = (
    "今年以来，青禾县把发展特色产业作为增收的主要办法，全县新建蔬菜大棚1200座，带动农户3400户，户均增收4500元以上。",
    "在教育方面，全县投入资金2.35亿元，改造学校46所，新增学位5800个，招聘教师213名，乡村学校的条件有了明显好转。",
    "水利工程进展顺利。东河水库加固工程完成投资6800万元，占计划的85%，可灌溉农田12.6万亩；西渠延伸工程已经开工。",
    "下一步，青禾县将继续压实责任，抓好冬季施工，确保年底前完成全部任务，让群众用上放心水、走上平安路。",
)
INDENT = "\u3000\u3000"


def document(text: str, name: str = "page.txt") -> Document:
    return read_document(text.encode(), name=name)


def blocks(text: str, name: str = "page.txt") -> list[tuple[str, str]]:
    """(kind, text) of each block."""
    read = document(text, name)
    return [(block.kind, read.block_text(block)) for block in read.blocks]


def texts(text: str, kind: str, name: str = "page.txt") -> list[str]:
    return [shown for found, shown in blocks(text, name) if found == kind]


def cut(paragraph: str, width: int, indent: str = "") -> str:
    """A paragraph broken blindly at so many characters."""
    whole = indent + paragraph
    return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))


def bare(text: str) -> str:
    return "".join(text.split())
