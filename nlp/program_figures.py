"""Which named program a figure belongs to: the one that its clause speaks of.

A figure is a program's when the program stands before it in its clause, or in the clause before and the figure's own
begins with what was done (惠及, 总投资); or right behind it, where it says what the money is for (3亿元用于甲乙工程). A
paper is quoted and has no figures; a guess is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.reading import ProgramMention, Reading

NO_OWNER = ("document", "document_number")
REACH = 40
"""Code points between a program and its figure."""
STOPS = re.compile(r"[。！？!?；;\n\t]")
COMMA = re.compile(r"[，,：:]")
GOES_ON = re.compile(
    r"(?:已|现已|已经|全年|今年|当年|累计|共计|共|总共|其中|预计|计划|将|全部|项目|工程|资金)?"
    r"(?:累计|共|总|新|将)?(?:惠及|投资|总投资|投入|覆盖|带动|涉及|资助|发放|培训|帮扶|救助|建成|建设|新建|完成|安排|下达|拨付|到位|支出|筹集|募集|规模|"
    r"总规模|受益|吸引|入驻|入园|引进|减排|节约|改造|搬迁|安置|装机|年产|日处理|全长|总长|占地|库容|灌溉|签约|参与|查处|整改|检查|排查|"
    r"缴获|破获|关停|减免|支持|惠民|让利|撬动|拉动|预算|概算|达|达到|约|近|超|超过|共有)"
)
"""How a clause begins that goes on with what the clause before spoke of."""
SPENT_ON = re.compile(
    r"的?(?:资金)?[，,]?(?:专项)?(?:用于|支持|实施|推进|建设|投入到?|设立|保障|补助|注入|开展)(?:了|对|好)?[“\"「《]?$"
)
"""What stands between a sum and the program that it is for."""


def programs_of(reading: Reading) -> list[str | None]:
    """For each figure of a passage the entity of the program that it belongs to."""
    owners = [program for program in reading.programs if program.kind not in NO_OWNER]
    if not owners:
        return [None] * len(reading.mentions)
    starts = [program.start for program in owners]
    text = reading.folded
    found: list[str | None] = []
    for mention in reading.mentions:
        place = bisect_left(starts, mention.start)
        before = owners[place - 1] if place else None
        after = owners[place] if place < len(owners) else None
        if before and (before.end > mention.start or _speaks_of(text, before, mention.start)):
            found.append(before.entity if before.end <= mention.start else None)
        elif after and SPENT_ON.match(text, mention.end, after.start):
            found.append(after.entity)
        else:
            found.append(None)
    return found


OTHERS = re.compile(r"[”」]?(?:等|提出|确定|明确|要求|规定)")
"""Behind a program: it is one of several, or it says something of others."""


def _speaks_of(text: str, program: ProgramMention, figure: int) -> bool:
    """Whether the clause of a figure, or its beginning, goes on with a program before it."""
    if figure - program.end > REACH or STOPS.search(text, program.end, figure):
        return False
    if OTHERS.match(text, program.end):
        return False
    commas = list(COMMA.finditer(text, program.end, figure))
    return not commas or (len(commas) == 1 and GOES_ON.match(text, commas[0].end(), figure + 1) is not None)
