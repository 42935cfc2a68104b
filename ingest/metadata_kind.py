"""The kind of a document, told by its title first, then by its head."""

from __future__ import annotations

import re

from nlp.fold import fold

KINDS = ("工作报告", "统计公报", "政策文件", "法规", "规划", "预算决算", "审计", "新闻", "其他")
TITLE = (
    ("审计", re.compile(r"审计(?:工作|结果|查出|署|厅|局|调查)|审计.{0,12}(?:报告|公告|情况)")),
    ("统计公报", re.compile(r"统计公报|普查.{0,6}公报|监测公报|(?:事业|发展|运行)?(?:发展)?公报$")),
    ("工作报告", re.compile(r"工作报告(?:[（(].{1,12}[）)])?$|政府工作报告")),
    ("政策文件", re.compile(r"关于.*的?(?:通知|意见|批复|复函|函|决定|答复|通报|公告|通告|命令)$")),
    ("预算决算", re.compile(r"预算|决算")),
    (
        "规划",
        re.compile(
            r"(?:规划|规划纲要|五年计划|发展计划|行动计划)(?:[（(].{1,16}[）)])?$|国民经济和社会发展.{0,16}(?:计划|规划|纲要)"
        ),
    ),
    ("法规", re.compile(r"(?:条例|(?<!办)法|实施细则)(?:[（(].{1,16}[）)])?$")),
    (
        "政策文件",
        re.compile(
            r"(?:通知|意见|办法|方案|规定|决定|细则|批复|复函|函|答复|规则|措施|清单|公告|通告|指引|指南|标准|制度|预案|工作要点|实施意见)(?:[（(].{1,16}[）)])?$"
        ),
    ),
)
ORDER = re.compile(r"令\s*第?\s*\d+\s*号")
NEWS = re.compile(
    r"(?:本报|新华社|中新社|央视|人民网|中新网|新华网).{0,16}(?:讯|电|报道|消息|记者)|记者|讯[（(]|通讯员|来源[:：]\s*[\u4e00-\u9fff]{1,10}(?:报|社|网|电视台|客户端)|央视|新闻联播"
)
WIRE = re.compile(r"(?:本报|新华社|中新社|中央社).{0,16}[讯电]|央视网消息|[\u4e00-\u9fff]讯[（(\s]|（记者")
SPEECH = re.compile(r"各位代表[:：，!！]")


def tell_kind(title: str | None, head: list[str], opening: str, number: str | None, *, displaced: bool) -> str | None:
    """One of KINDS; `displaced` says that headlines stand away from their text, as on a newspaper's page."""
    name = fold(title or "")
    kind = next((kind for kind, pattern in TITLE if pattern.search(name)), None)
    if kind == "政策文件" and number and ORDER.search(number) and re.search(r"(?:办法|规定|细则|规则)$", name):
        return "法规"
    if kind:
        return kind
    if SPEECH.search(opening) and "工作" in opening:
        return "工作报告"
    if displaced or NEWS.search("\n".join(head[:12])) or WIRE.search(opening):
        return "新闻"
    if number:
        return "政策文件"
    return "其他" if title or opening else None
