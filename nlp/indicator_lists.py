"""Lists: which name belongs to which number where several names meet several numbers (A、B、C分别为x、y、z)."""

from __future__ import annotations

import re

from nlp.indicator_patterns import ACCOUNT, HELD

JOINTS = re.compile(r"、|以及|(?<!参)与|(?<![普涉以])及|和(?!谐|平)|，")
INDUSTRIES = re.compile(r"第?(?P<which>[一二三](?:[、和与及]?第?[一二三]){1,2})次?(?P<what>产业|产)(?P<rest>.*)$")
TOWN_AND_COUNTRY = re.compile(r"^(?P<head>.{0,6}?)城乡(?P<rest>.+)$")
MADE_AND_SOLD = re.compile(r"(?P<what>.+)产销量?")
TAIL = re.compile(
    r"(?:增加值|总?投资|总?产值|收入|支出|价格|利润|经费|资金|补助|补贴|标准|比例|比重|里程|长度|面积|(?:[^、]{2})?人[数口]|占[^、]{2,8}比重"
    r"|[^、]{0,2}化率|[^、]{2}[率额值量数])$"
)
SHORT_TAIL = re.compile("(?:产量|销量|产销量|数量|总量|总额|产能|存量|储量)$")
# a name that ends so needs no more words to say what is counted
COMPLETE = re.compile(
    r"(?:[率额值量数价]|收入|支出|投资|产值|人数|面积|指数|总额|比重|占比|增速|余额|产量|销量|贷款|存款|项目|企业|增幅|利润|税收|费用|资金|标准|水平|人口|时间|天数|浓度|价格)$"
)


def names_of(phrase: str, size: int) -> list[str] | None:
    """The `size` names that a phrase lists, each completed by what they share; None where it lists another number."""
    found = INDUSTRIES.match(phrase)
    which = [one for one in found["which"] if one in "一二三"] if found else []
    if found and len(which) == size:
        first = "第{}产业" if found["what"] == "产业" else "{}产"
        return [first.format(one) + found["rest"] for one in which]
    if phrase.startswith("三次产业") and size == 3:
        return [f"第{one}产业{phrase[4:]}" for one in "一二三"]
    parts = [part for part in JOINTS.split(phrase) if part]
    if len(parts) > size > 1:  # 金融业、软件和信息服务业
        parts = [part for part in re.split("[、，]", phrase) if part]
    if len(parts) == size:
        names = [_complete(part, parts[-1]) for part in parts[:-1]] + [parts[-1]]
        return [names[0]] + [_headed(_held(name, names[0]), names[0]) for name in names[1:]]
    if size == 2 and (found := MADE_AND_SOLD.fullmatch(phrase)):
        return [found["what"] + one for one in ("产量", "销量")]
    found = TOWN_AND_COUNTRY.match(phrase)
    if found and size == 2:
        return [found["head"] + one + found["rest"] for one in ("城镇", "农村")]
    return None


def _held(name: str, first: str) -> str:
    """A bare account with the holder that the first name has: 基金总收入、总支出."""
    holder = HELD.fullmatch(first) if ACCOUNT.fullmatch(name) else None
    return holder["who"] + name if holder else name


def _headed(name: str, first: str) -> str:
    """A measure of three characters with what the first name says of it: 专利申请量、授权量."""
    if len(name) != 3 or len(first) < 5 or name[-1] != first[-1] or name[-1] not in "量率":
        return name
    return first[:-3] + name


def _complete(part: str, last: str) -> str:
    """A name with the shared end of the last one: 城镇 + 农村居民收入 -> 城镇居民收入."""
    prefix, of, part = part.rpartition("的")
    return prefix + of + _completed(part, last)


def _completed(part: str, last: str) -> str:
    if COMPLETE.search(part):
        return part
    last = last.replace("”", "").replace("“", "")
    begin = last.find(part, 1)
    if 0 < begin <= 2:  # 油 + 非油经济
        return last[begin:]
    if len(part) <= 2:  # a modifier of the same length as the last one's
        return part + last[len(part) :]
    cut = last.find(part[-1]) + 1  # 第一产业 + 第二产业增加值
    if 1 < cut < len(last) and abs(cut - len(part)) <= 1:
        return part + last[cut:]
    tail = SHORT_TAIL.search(last) or TAIL.search(last)
    return part + tail.group() if tail and not part.endswith(tail.group()[-1]) else part
