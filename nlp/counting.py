"""Whether a numeral with its unit counts something: the guideline's classes that need the unit to be told apart."""

from __future__ import annotations

import re
from functools import cache

from nlp.found import Found
from nlp.lexicon.read import read_rows
from nlp.numerals import plain
from nlp.units import head_unit

PERIOD_LEAD = re.compile(
    r"(?:过去|近|今后|未来|前|后|最近|此后|此前|上|下|这|头|每|第|用|之后|往后|今明|去今|明后|新|连续|首个?|满|再|经过|走过|又)的?$"
)
BOUNDS = ("以上", "以内", "以下", "左右", "之内")
NOTED = re.compile(r"单位[ ]?[：:][ ]?(?:人民币)?$")
NOTE_ENDS = frozenset("：: 币")
VOLTAGE_CLASS = re.compile(
    r"(?:及以上|级)?(?:[^，。；、\d\n]{0,10}(?:输变电|变电站|输电|线路)|变电|线路|输|电网|母线|开关|特高压|超高压|配|架空|电缆|工程|直流|交流|主网|网架|高压|电压等级|站|电力|供电)"
)
QUALIFYING = frozenset("近超逾过上破达约足数几")
SECOND = frozenset("轮批次回道组队遍")
EACH_ONE = re.compile(
    r"每(?:[招吸]用|招|增加|新增|增|超过?|减少|推迟|延长|提高|上升|下降|多|满|介绍|培训|安置|吸纳|接收)?[ ]?$"
)
TENS = frozenset(("1", "10", "100", "1000", "10000", "100000", "1000000", "100000000"))
NEXT_COUNT = re.compile(
    r"[^，。；！？\d]{1,14}?(?:和|、|及|与)(?:[二两三四五六七八九十]+|\d+)(?P<unit>[个名家座项件条户人所])"
)
HEADS = "站室房厂场馆院校库园区机器车床路桥炉塔组队员长师人工生者店心地目台坝渠井池泵楼舍堂社"
POSTPOSED = re.compile(
    rf"(?<=[{HEADS}])"
    r"一[名个座台套所处家辆间](?=[，。；、和及）]|$)"
)
LIMITED = re.compile(r"(?:最多|至多|只能|不超过|不得超过|限|至少|不少于|累计)[一-鿿]{0,4}$")
"""What makes 一次 a number of times: 最多享受一次."""
UNFIGURED = frozenset(("枚", "艘"))
"""Classifiers of things only: 一枚火箭 is one rocket, where 一座 and 一项 open many a figure of speech."""
COUNTED = frozenset(("count", "people", "households", "livestock"))
PROVIDING = (
    "增加|新增|增设|增配|增派|添置|添购|购置|购买|购入|采购|配备|配齐|配置|派出|派驻|选派|选配|指派|新建|改建|扩建|修建|兴建|"
    "建成|建有|更新|更换|改造|下设|下辖|聘请|聘用|招聘|减少|撤销|合并|至少|至少有|起码|仅|仅有|只有|各|各有|查获|缴获|"
    "安装|维修|装备"
)
PROVIDED = re.compile(rf"(?:{PROVIDING})了?[ ]?$")
"""Verbs by which things are provided, so many of them: after these 一名 and 一个 count. General language knowledge."""
LED = "".join(sorted({word[-1] for word in PROVIDING.split("|")} | set(HEADS))) + "了 "
"""What may stand right before a 一 that counts by what stands before it."""
ABSTRACT = re.compile(
    r"[^，。；、\n]{0,8}?(?:机制|体系|制度|局面|格局|氛围|目标|过程|阶段|问题|新的|方面|亮点|抓手|载体|窗口|通道|渠道|环节|力量|动力|责任|负担|途径|选择|保障|层次)"
)
CLASS_AFTER = re.compile(r"级(?!以上|以下|地震|台风)|制(?!造|作|定|种|药|糖)|型(?!材)|式|版|系列|档(?!次)")
CLASS_FIRST = frozenset("级制型式版系档")
POWER_WORDS = frozenset("百千万亿佰仟拾")
SPECIAL = frozenset(("千伏", "伏", "kV", "KV", "级"))
QUAKE = re.compile(r"震|烈度|ML|Ms|MS|M$|台风|风力|大风")


def counts(text: str, item: Found) -> bool:
    """Whether a number with a unit says how much or how many; a number without unit is judged by nlp.series."""
    numeral, unit, start, end = item.numeral, item.unit, item.start, item.end
    if unit is None:
        return _bare_counts(text, item)
    if numeral.value is None:
        return item.dimension not in ("duration", "age")
    if text[end : end + 1] in CLASS_FIRST and CLASS_AFTER.match(text, end):
        return False
    before = text[start - 1] if start else ""
    if before in NOTE_ENDS and NOTED.search(text[max(0, start - 8) : start]):
        return False
    if numeral.arabic:
        if item.value is not None and _is_label(text, item):
            return False
    elif text[start] in POWER_WORDS and not _powers_count(text, item):
        return False
    if unit.printed in SPECIAL:
        return _special_counts(text, item)
    if item.dimension == "duration":
        return _duration_counts(text, item)
    if (before == "每" or item.value == 1) and _is_base(text, item):
        return False
    return numeral.arabic or _chinese_counts(text, item)


def _special_counts(text: str, item: Found) -> bool:
    """千伏, which may name a line, and 级, which counts only earthquakes and winds."""
    if item.name in ("千伏", "伏"):
        if VOLTAGE_CLASS.match(text, item.end) or _is_base(text, item):
            return False
        return item.numeral.arabic or _chinese_counts(text, item)
    around = text[max(0, item.start - 12) : item.start] + text[item.end : item.end + 9]
    return item.numeral.ulp < 1 or QUAKE.search(around) is not None


def _is_label(text: str, item: Found) -> bool:
    """2030国家专项, 2 产业现状, 11440106718120458W: a year or heading's number before a noun, a code."""
    numeral, start, unit = item.numeral, item.start, item.unit
    digits = numeral.end - start
    if digits >= 12 and text[item.end - 1].isascii() and not numeral.magnitude:
        return True
    if unit is None or len(unit.printed) < 2 or unit.dimension != "count":
        return False
    if text[numeral.end] == " " and text[start - 1 : start] in ("", "\n"):
        return True
    return digits == 4 and not numeral.magnitude and text.startswith(("19", "20"), start)


def _bare_counts(text: str, item: Found) -> bool:
    """A number without unit goes on to nlp.series: any Arabic one, a Chinese one with 万 or 亿 and a digit."""
    magnitude = item.numeral.magnitude
    if item.numeral.arabic or item.numeral.ulp < 1:
        return True
    if text.startswith("亿万", item.start):
        return False
    if magnitude[-1:] not in ("万", "亿"):
        ahead = head_unit(text, item.end) if magnitude[-1:] in ("百", "千") and item.end - item.start > 1 else None
        return ahead is not None and ahead[1] == item.end and ahead[0].dimension in ("people", "households")
    if item.end - item.start > len(magnitude):
        return True
    return len(magnitude) >= 2 and text[item.start - 1 : item.start] in QUALIFYING


def _powers_count(text: str, item: Found) -> bool:
    """近百家, 上千人, 突破万亿元: a power word without digit counts with a qualifier, or with 百亿元 and more.

    A plain 万元 or 亿元 is what a rate is counted per (万元GDP能耗) or a class (亿元项目).
    """
    before = text[item.start - 1 : item.start]
    if (before in QUALIFYING and before) or item.numeral.inside in ("余", "多"):
        return True
    return item.dimension == "money" and len(item.numeral.magnitude) >= 2 and before != "每"


def _is_base(text: str, item: Found) -> bool:
    """每万人, 每10万人, 每百户, 每新增1人: what a rate is counted per."""
    if item.value is None:
        return False
    if item.value == 1:
        return EACH_ONE.search(text[max(0, item.start - 5) : item.start]) is not None
    return text[item.start - 1 : item.start] == "每" and str(plain(item.value)) in TENS


def _duration_counts(text: str, item: Found) -> bool:
    """A duration counts where it is one, not a period (近三年, 五年来) or a date's day or month."""
    if item.unit is None:
        return False
    bounded = text.startswith(BOUNDS, item.end)
    if PERIOD_LEAD.search(text[max(0, item.start - 4) : item.start]) and not bounded:
        return False
    if item.unit.printed in ("日", "周", "星期", "季度"):
        return item.numeral.arabic and (bounded or text.startswith("内", item.end))
    if item.unit.printed in ("月", "年") and item.numeral.arabic and (item.value or 0) > 200:
        return False
    return item.unit.printed != "月" and (item.numeral.arabic or text[item.start] != "一")


def _chinese_counts(text: str, item: Found) -> bool:
    """A Chinese numeral. 一个 counts only beside another count (一个国贫旗和两个区贫旗县); 二级, 三方 are names."""
    unit = item.unit
    if unit is None or item.value == 0:
        return False
    if unit.printed == "次" and item.value == 1:
        return LIMITED.search(text[max(0, item.start - 10) : item.start]) is not None
    provided = unit.dimension in COUNTED and PROVIDED.search(text[max(0, item.start - 6) : item.start]) is not None
    if unit.printed in SECOND and text[item.start : item.start + 1] == "二" and item.value == 2:
        return provided
    if unit.printed in _naming() and item.value is not None and item.value < 20:
        return False
    if item.value == 1 and text[item.start] == "一" and not item.numeral.magnitude:
        if unit.dimension == "ratio" or unit.printed in UNFIGURED or (provided and not ABSTRACT.match(text, item.end)):
            return True
        return _coordinated(text, item) or POSTPOSED.match(text, item.start) is not None
    return True


@cache
def _naming() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("naming_units", ("unit",)))


def _coordinated(text: str, item: Found) -> bool:
    found = NEXT_COUNT.match(text, item.end)
    return found is not None and item.unit is not None and found["unit"] == item.unit.printed
