"""How other tools read numbers in sentences; run by bench/peers.py in an environment of their own.

    .venv-peers/bin/python bench/peer_readers.py sentences.json      prints one JSON object

Each reader gives (start, end, value, unit) with offsets in the sentence; `unit` is empty where the tool tells none.
Its CPU time is given in units of jieba.lcut on the same sentences in the same process.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")

Read = tuple[int, int, str, str]
NUMERAL = re.compile(r"[0-9][0-9,.]*[万亿]*|[零一二三四五六七八九十百千万亿两]+(?:点[零一二三四五六七八九]+)?")
UNITS = {
    "Chinese yuan": "元", "Dollar": "美元", "Ruble": "卢布", "Square hectometer": "公顷",
    "United States dollar": "美元", "Hong Kong dollar": "港元", "Euro": "欧元",
    "British pound": "英镑", "Mu": "亩", "Kilometer": "公里", "Meter": "米", "Square kilometer": "平方公里",
    "Square meter": "平方米", "Cubic meter": "立方米", "Hectare": "公顷", "Ton": "吨", "Metric ton": "吨",
    "Kilogram": "公斤", "Gram": "克", "Jin": "斤", "Liter": "升", "Year": "岁", "Month": "月", "Day": "天",
    "Celsius": "℃", "C": "℃", "Degree Celsius": "℃", "Mile": "里", "Li": "里", "Foot": "尺", "Dan": "担",
}  # fmt: skip
"""Units of Recognizers-Text by the names that the guideline records."""
MONEY = {"元": "元", "美元": "美元", "港元": "港元", "欧元": "欧元", "英镑": "英镑", "日元": "日元"}


def recognizers(sentence: str) -> list[Read]:
    """Recognizers-Text with all its models of numbers and units; a number in a unit's span belongs to it."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    culture = "zh-cn"
    other = [
        (found.start, found.end + 1)
        for find in (recognize_datetime, recognize_ordinal)
        for found in find(sentence, culture)
    ]
    reads: list[Read] = []
    for find in (recognize_currency, recognize_dimension, recognize_age, recognize_temperature, recognize_percentage):
        for found in find(sentence, culture):
            value = str((found.resolution or {}).get("value") or "")
            unit = UNITS.get(str((found.resolution or {}).get("unit") or ""), "")
            if value.endswith("%"):
                value, unit = value[:-1], "%"
            reads.append((found.start, found.end + 1, value, unit))
    for found in recognize_number(sentence, culture):
        start, end = found.start, found.end + 1
        if not any(a <= start and end <= b for a, b, *_ in reads) and not any(a < end and start < b for a, b in other):
            reads.append((start, end, str((found.resolution or {}).get("value") or ""), ""))
    return reads


def jionlp(sentence: str) -> list[Read]:
    """JioNLP reads amounts of money."""
    import jionlp as jio

    reads: list[Read] = []
    for found in jio.ner.extract_money(sentence, with_parsing=True):
        detail = found.get("detail") or {}
        numbers = detail.get("num")
        start, end = found["offset"]
        for number in numbers if isinstance(numbers, list) else [numbers]:
            reads.append((start, end, str(number), MONEY.get(str(detail.get("case")), "")))
    return reads


def cn2an(sentence: str) -> list[Read]:
    """cn2an turns a numeral into a number; where the numerals are, a pattern tells it."""
    import cn2an as tool

    reads: list[Read] = []
    for found in NUMERAL.finditer(sentence):
        try:
            value = tool.cn2an(found[0].replace(",", ""), "smart")
        except (ValueError, KeyError):
            continue
        reads.append((found.start(), found.end(), str(value), ""))
    return reads


def jieba_tags(sentence: str) -> list[Read]:
    """jieba's parts of speech: a numeral (m) and the classifier (q) after it."""
    import cn2an as tool
    import jieba.posseg

    runs: list[tuple[int, str, str]] = []  # where a run of numeral words begins, the run, the classifier after it
    at, open_run = 0, False
    for word, tag in jieba.posseg.cut(sentence):
        if tag == "m":
            runs = [*runs[:-1], (runs[-1][0], runs[-1][1] + word, "")] if open_run else [*runs, (at, word, "")]
        elif tag in ("q", "n", "x") and open_run and (tag == "q" or word in ("%", "％", "元")):
            runs[-1] = (*runs[-1][:2], word)
        open_run = tag == "m"
        at += len(word)
    reads: list[Read] = []
    for start, run, unit in runs:
        number = NUMERAL.match(run)
        try:
            value = str(tool.cn2an(number[0].replace(",", ""), "smart")) if number else ""
        except (ValueError, KeyError):
            value = ""
        if number and value:
            reads.append((start, start + len(run), value, unit or run[number.end() :]))
    return reads


READERS: dict[str, Callable[[str], list[Read]]] = {
    "Recognizers-Text": recognizers,
    "JioNLP": jionlp,
    "cn2an": cn2an,
    "jieba tags": jieba_tags,
}


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Read the sentences with each tool; print what each found and its time."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    sentences: list[str] = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    done: dict[str, Any] = {}
    for name, read in READERS.items():
        read(sentences[0])
        found: list[list[Read]] = []
        took = seconds(lambda read=read, found=found: [found.append(read(one)) for one in sentences])  # type: ignore[misc]
        base = seconds(lambda: [jieba.lcut(one) for _ in range(5) for one in sentences]) / 5
        done[name] = {"reads": found, "times_jieba": took / base}
    print("\n" + json.dumps(done, ensure_ascii=False))


if __name__ == "__main__":
    main()
