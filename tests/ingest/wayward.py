"""Analysers as a worker process meets them: a good one, and ones that fail, die or hang on a word in the text."""

from __future__ import annotations

import os
import time

from corpus.model import Analysis, Document, Passage


def analyse(document: Document) -> Analysis:
    """One passage, nothing found; quick, so that many documents can be tried."""
    text = document.text
    if "失败" in text:
        raise ValueError("cannot go on")
    if "死去" in text:
        os._exit(3)
    if "不停" in text:
        time.sleep(600)
    passage = Passage(ordinal=0, block=0, kind="paragraph", start=0, end=len(text), text=text, words=(text[:8],))
    return Analysis(document=document.id, analyser="test/1", passages=(passage,))


def analyse_anew(document: Document) -> Analysis:
    """The same by a newer analyser."""
    return Analysis(document=document.id, analyser="test/2", passages=analyse(document).passages)
