"""What a document says of itself: title, issuer, number, date, region, kind. Unknown stays unknown."""

from __future__ import annotations

from corpus.model import Block, Metadata

KINDS = ("工作报告", "统计公报", "政策文件", "法规", "规划", "预算决算", "审计", "新闻", "其他")


def read_metadata(text: str, blocks: tuple[Block, ...]) -> Metadata:
    """The metadata of a reading text."""
    title = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None)
    return Metadata(title=title)
