"""The patterns by which indicators are told: short, anchored, tried on one clause's words."""

from __future__ import annotations

import re

from nlp.noun_phrases import VERBS

# people and households that no noun names: 13个村民小组、505户1748人
UNITS = {"people": "人数", "households": "户数"}
BARE_VERB = 2
"""Code points of a verb that has nothing beside it."""
COUNTS = ("数", "人口")
"""Ends of nouns that say already that people are counted."""
# who gave the money that a later verb is said of, and how: [县级财政安排]补助资金1亿元，已拨付
HANDLED = re.compile(r"^.*(?:安排|下达|拨付|投入|争取|筹集|落实|整合|到位)(?=.{4})")
COUNTED = frozenset(("count", "people", "households", "times", "person_times", "livestock", "other"))
PULLS = re.compile(r"(?:正向|负向)?(?:超过|拉动|带动|贡献|影响|拖累|高于|低于|快于|慢于|优于|好于|领先|高出|占)")
BEYOND = re.compile(r"(?:远远|大大|仍然|明显|也|略|稍|都)?(?:超过|高于|低于|快于|慢于|优于|好于|领先)")
GIVES = re.compile(
    r"(?:给予|予以|发放|奖励|补贴|补助|报销|支付|返还|贴息|缴纳|计提|提取|计发|用于|投向|计算|计租|收取|计入)"
)
# words that end a subject before its figure; without them what follows the figure belongs to it as well: 预留[50%]号源
LINKED = re.compile(r"[为达是共计]|超过|突破|不[足到]|约")
# before the count of a list: 教育、卫生等[9个]部门
LISTING = re.compile(r"(?:[等、和与]|(?<![惠普涉以])及)\s*$|》")
ACCOUNT = re.compile(
    r"(?:总?收入|总?支出|总?产值|(?:当期|累计|滚存)?(?:结存|结余)|总?产量|总产|产值|(?:播种|种植|养殖)?面积|覆盖率|进口|(?<!进)出口)(?:总?额|量|合计|总计)?"
)
HELD = re.compile(rf"(?P<who>.{{2,}}?){ACCOUNT.pattern}")
# flows and levels of livestock, said of the animals named before: 生猪存栏180万头、出栏
# who pays a part of the money named before: 财政投入扶贫资金3亿元，其中中央1亿元
GOVERNMENTS = frozenset(
    ("中央", "省", "省级", "自治区", "自治区级", "市", "市级", "市县", "县", "县级", "区级", "旗县", "地方")
)
PAYERS = re.compile(rf"^(?:财政|{'|'.join(sorted(GOVERNMENTS, key=len, reverse=True))})+(?=..)")
# of what was counted just before: 住宅4万栋，面积2亿平方米
AREAS = frozenset(("面积", "总面积", "建筑面积", "占地面积", "用地面积", "总建筑面积"))
# one that is measured against another names what is measured itself: 农村居民收入增速高于城镇居民
ABOVE = re.compile(r"..(?:高于|低于|快于|慢于|优于|好于|超过)..")
# what befell people, said without 人数
BEFALLEN = frozenset(
    ("死亡", "受伤", "失踪", "遇难", "重伤", "轻伤", "获救", "脱贫", "受灾", "失联", "患病", "感染", "伤亡")
)
TWINS = {"余额": "限额", "限额": "余额", "出栏": "存栏", "存栏": "出栏", "货运量": "客运量", "货物周转量": "旅客周转量"}
# what an enterprise earns besides what was named first: 工业企业实现收入29亿元，利税8亿元
EARNED = frozenset(("利税", "利润", "利润总额", "税收", "税金", "利税总额"))
EARNER = re.compile(r".{2,12}?企业(?=实现|完成|主营|营业|利|收|产|销)")
YIELDS = frozenset(("单产", "亩产", "平均单产", "平均亩产"))
YIELD, YIELDED = re.compile(r"(?:平均)?[单亩]产$"), frozenset(("总产", "总产量"))
OUTPUT = re.compile(r"(?<=.)(?:总?产量|总产|(?:播种|种植|收获)?面积)$")
"""What a crop's yield is not of: 粮食[总产量]285万吨，单产459公斤."""
LEVEL = re.compile(r"(?:[一二三四]|国家|省|市|区|县|部|厅|州|旗)级")
GRANT = re.compile(
    r"[^，。；：、的了给提发享受按]{0,8}(?:补贴|补助|奖励|资助|津贴|奖金|补偿|救助金|助学金|生活费|安家费|抚恤金)(?:补贴)?"
)
GIVEN = (
    "每人",
    "每户",
    "每月",
    "每年",
    "每天",
    "每次",
    "每名",
    "每家",
    "每亩",
    "每个",
    "给予",
    "发放",
    "最高",
    "一次性",
)
OF_RATE = re.compile(r"(?<=..)(?:所?占?比重|占比|增速|增幅|增长率)$")
# what is paid of the part beyond a deductible, by the insurance named before: 大病保险起付线1万元，以上部分支付60%
PART_PAID = re.compile(r"部分(?:由[^，]{2,8})?(?P<what>支付|报销|补助|赔付|分担|给付|救助)(?:比例)?")
DEDUCTIBLE = re.compile(r"(?:起付(?:线|标准)?|最高支付限额|封顶线)(?:以上|以下)?$")
# heads that say what of a grant, and not which: 补贴标准, 期限
CONDITION = re.compile(r"的，?(?:按照?|给予|发放|补贴|补助|奖励|每[人户家个月年名次天日]|最高|一次性)+(?:标准)?\s*$")
GIVING = re.compile(r"的?(?:给予|发放|补贴|补助|奖励)$")
GRANT_HEAD = re.compile(
    r"(?P<what>补贴|补助|奖励|资助|津贴|贷款|奖补|扶持|救助)?(?:发放|最高|具体|给付)?(?:标准|期限|金额|额度|对象|比例|档次)"
)
# a list's opening words end with what its items measure: 缴费费率如下：
OPENING = re.compile(
    r"(?:[以如]?下列?|按|为)*([^，。；：、的按]{0,8}?"
    r"(?:标准|费率|税率|比例|额度|限额|金额|补贴|补助|奖励|价格|分值))"
)
HEAD_LENGTH = 12
MEASURE_WORD = re.compile(r"标准|限额|费率|税率|费用|额度|价格|比例|补贴|补助|奖励|奖金|率|金额|总额")
ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳]|[一二三四五六七八九十]{1,2}、)")
ITEMS_BACK, LINES_BACK, LINE_LENGTH = 12, 3, 40
"""How many passages before are looked at for a list's opening and for a grant's name, and how long a name's line is."""
SHARES = re.compile(r"占(?:约|近|到|了|全年的)?\s*$")
GRANT_REACH = 120
"""How far before an amount the name of its grant is looked for, in code points."""
# verbs that say nothing of what grew
EMPTY = frozenset(
    ("完成", "实现", "保持", "继续", "出现", "取得", "得到", "实际完成", "呈现", "实际", "拟先", "拟再", "再")
)
CHANGED = re.compile(r"(?:增加|减少|提高|降低|扩大|压减|提升)$")
GENERIC = frozenset(
    (
        "项目",
        "资金",
        "企业",
        "学生",
        "学校",
        "案件",
        "贷款",
        "投资",
        "工程",
        "任务",
        "单位",
        "机构",
        "人员",
        "基地",
        "债券",
        "农户",
        "用户",
        "群众",
        "线索",
        "问题",
        "药品",
        "产品",
    )
)
# a name that stands for its own measure of the kind just named: 国有企业增加值增长4%，民营企业增长7%
ENTITY = re.compile(
    r"(?:人员|对象|家庭|居民|职工|学生|儿童|孤儿|老年人|小学|中学|初中|高中|高校|高等学校|个人|单位|用户|流域|地区|企业|行业|产业|公司|集团|沿海|内地|[东中西]部|类|业|局|厂|[省县市区旗州镇乡村])$"
)
PLACE = re.compile(r".*(?:流域|[省县市区旗州镇乡村])$")
LAST_PLACE = re.compile(r"^.{1,8}(?:流域|[省县市区旗州镇乡村])(?=..)")
MEASURED = re.compile(
    r"(?:增加值|总?投资|总?产值|利润|收入|支出|价格|销售额|零售额|贷款(?:总额|额度)?|存款|额度|用电量|产量|面积|增速|财力|人口|人数|补助|补贴|标准|限额|费率|费用|比例|[^、]{2}率|浓度|指数|负担)$"
)
MEASURED_OF = re.compile(r"[^的，]{0,4}(?:标准|限额|费率|费用|额度|价格|比例|补贴)(?=为)")
BUDGET = re.compile(
    r"(?:占|为|是|完成|相当于|达到?)?(?:年初|调整后?|全年|年度|预算|变动|计划|目标|任务|上年|去年|同期|决算|原|的)*"
    r"(?P<of>预算|计划|目标|任务|上年|去年|同期|决算数?)(?:数|任务|目标|收入|支出|值)?的?"
)
LOOSE = " ，、的约近超达到了已只仅"
"""Characters that may stand around what BUDGET matches."""
# a rate that is above or below another: 增速高于全省[1.2个百分点]
PACE = re.compile(r"(?:增速|增幅|涨幅|降幅|占比|比重)(?:高于|低于|快于|慢于|优于|好于|领先)")
BUDGETED = re.compile("预算|计划|目标|任务|[上去]年|同期|决算")
"""A word that BUDGET has."""
PER = re.compile(
    r"(?:按|为)?(?:年|月|日)?(?:每(?:人每[年月天]|户每年|[人户亩年月天日个村家名头吨套]|公斤|平方米)|人均|户均|亩均|平均)+"
)
# verbs that are the name of a flow as well
FLOWS = re.compile(
    r"(?:出口|进口|生产|销售|投资|转移|捐赠|融资|授信|支出|培训|出让|贷款|立案|就业|存栏|出栏|上市|登记|注册|救治|服务|结对|访问|缴纳|补助|补贴|资助|奖励|报销)$"
)
BARE = frozenset(
    (
        "投资",
        "产量",
        "产值",
        "增加值",
        "收入",
        "资金",
        "面积",
        "人数",
        "增收",
        "支出",
        "利润",
        "税收",
        "余额",
        "规模",
        "销售额",
        "额",
        "量",
        "数",
    )
)
"""Nouns of which a figure is not told by them alone, without 总 before them."""
PASSED = re.compile(r"^[^、]{0,6}(?:台阶|大关|关口|门槛)、?")
# the subject of 边缘家庭认定标准按低保标准(的1.5倍)确定
SUBJECT = re.compile(r"(.{4,}?(?:标准|比例|额度|费率|限额|价格|收入|金额|总额))(?:按照?|为|是|由|以)")
# a multiple of something else is the topic's: 收益800元，是传统种植的[3倍]
EQUALS = re.compile(r"\s*(?:又|也|仅|只|约|已|将|大约|几乎)?(?:是|为|等于|相当于)")
ON_LOAN = re.compile(r"(?:贷款|存款|债务|债券)$")
COPULA = re.compile(r"(.{4,24}?)(?:等于|相当于|是(?!否)|超过)")
BATCH = re.compile(r"第[一二三四五六七八九十]+批")
# verbs that say no more than that there was a level: 全年完成生产总值, 第一产业实现增加值, 投资完成
DONE = re.compile(
    r"(?<=..)(?:累计|连续)?(?:完成|实现|保持|到位率?为)$|^完成(?!投资|率|任务|情况|量)(?=.{4})"
    r"|(?<=..)实现(?=增加值|利润|利税|收入|产值|销售|营业|税收|主营|总产值|工业)"
)
ABOUT = re.compile(r"(?:来说|来看|而言|方面|看|上)$")
VERBS_BETWEEN = re.compile(
    r"(?:左右|以上|以下)?[、和](?:同比)?(?:增长|下降|提高|上升|上涨|回落|增加|减少|降低)(?:了|到|至)?"
)
PRAISED = re.compile(r"(?:以|属|数)([^，、]{2,10}?)(?:表现|最|居|为主)")
MEASURE_NOUN = re.compile(
    r"其中|(?:[率额量值]|[总人]数|收入|支出|投资|经费|资金|产值|人口|面积|价格|比重|指数|水平|标准|规模|费用|成本|负担|速度|幅度)$"
)
EACH = re.compile(r"[每一]公?[斤亩户头棵株斗石](?:能|可|均)?(?:卖|收|赚|产)(?:到|出)?$")
# what a charge is, and not what it is for: 护理费用[纳入支付范围的]标准
PAYABLE = re.compile(r"(?:纳入|列入)[^，的]{1,8}(?:范围|目录)的?(?:费用)?|(?:实际)?发生的|的?费用(?=限额|标准)")
# the charge that a bare limit is for: 发生的[助餐费用]，……费用限额标准为
CHARGE = re.compile(r"[^，。；：、（）的]{2,10}费用?(?=[，纳])")
BARE_LIMIT = re.compile(r"(?:费用|最高|支付|限额|标准)+")
# what is paid at a rate: 按照工资[5%]的标准向职工发放[零用钱]
PAID_OUT = re.compile(
    r"的?(?:标准|比例)?，?(?:(?:向|对|给|为)[^，。；]{1,16})?(?:发放|发给|支付|进行)(?P<what>[^，。；、（：]{2,12})(?=[，。；、（]|$)"
)
# words that say that they are the whole of what was named, and not of what
TOTALS = frozenset(("总额", "总量", "总数", "总规模", "总计", "总值"))
# a limit that is a part of something else is the subject's: 贷款额度不超过房价的[70%]
LIMITED = re.compile(
    r"(?P<who>(?:(?!但).)*?)(?:平均|一般|最高|最低|最多|均|原则上|应当?)*不(?:得|应)?(?:超过|低于|少于|高于|大于|小于)(?P<whole>.{2,})"
)
# an amount a head and a verb of giving, which say how a grant is paid: 每人最高可补贴
PAID = re.compile(
    rf"(?:{PER.pattern}|最高|最低|最多|可以?|按|一次性|不超过|给予|予以|发放)+(?P<what>补贴|补助|奖励|资助|救助|补偿|发放|支付)?"
)
PAID_AT = re.compile(r"(?:的?标准)?，?(?:给予|予以|发放|发给)")
# where one character before a colon is no name
# what is paid by a rate of something else: 补助金按照上年平均工资的[三倍]
PAID_BY = re.compile(r"(?P<what>[^按由]{2,16}?(?:金|补贴|补助|费|待遇|奖励))按照?(?=..)")
SAID = frozenset("答问注附例即如另")
# a time that no year names: 春耕时
WHEN = re.compile(r"[两三四五六]项|过去|原来|以往|.{1,5}(?:时|时候|期间|之前|以前|以后|之后|前夕|阶段)")
ASIDE = re.compile(
    r"在.*[上下中时后内]$|从[^，]{1,8}到[^，]{1,8}$|从.*基础上$|.*[\d一二三四五六七八九十○〇零]年$|(?:从|按|分|就).*(?:看|分)$|(?:比|较|与|同).*(?:比|比较)$"
    r"|以[^，]{1,8}为一?[百千]|仅?[为占]|相当于|由于|因为|随着|扣除|剔除|包括(?!.*的[^的]{2,8}[数量额]$)|特别|尤其|按(?!揭)|依|若|如[果此前何不]|据|经(?!济|营|费|贸)"
)
GAP = re.compile(r"\t|\s{2,}")
NOUN = re.compile(r"[\u4e00-\u9fff]+")
WORD = re.compile(r"[\u4e00-\u9fff]")
ROW_REACH = 200
"""How far before a figure its row's head is looked for, in code points."""
STOPS = re.compile(r"[，。；：:\n]|（(?![^（）]*）)")
BEYOND_FIRST = frozenset("远大仍明也略稍都超高低快慢优好领")
PAID_FIRST = frozenset("每人户亩平最按可一不给予发年月日为")
GRANT_HEADS = ("标准", "期限", "金额", "额度", "对象", "比例", "档次")
"""What begins BEYOND and PAID, and what ends GRANT_HEAD."""
TIMES_LAST = frozenset("时候间前后夕段项去来往")
ACCOUNTS_LAST = frozenset("入出值存余量产积率口额计")


def is_account(noun: str) -> bool:
    """Whether a noun is a flow or level without its holder (总收入, 播种面积)."""
    return noun[-1:] in ACCOUNTS_LAST and ACCOUNT.fullmatch(noun) is not None


def is_per(noun: str) -> bool:
    """Whether a noun says no more than the base of a value per unit (每人每年, 人均)."""
    return ("每" in noun or "均" in noun) and PER.fullmatch(noun) is not None


def is_time(noun: str) -> bool:
    """Whether a noun is a time that no year names (春耕时)."""
    return noun[-1:] in TIMES_LAST and WHEN.fullmatch(noun) is not None


PLANNED = ("计划", "预算", "目标", "任务")
# the part of a plan that was reached is said of what stands before: 收入完成预算的[50%]
PLAN_DONE = re.compile(r"(?<=..)完成(?:全年|年度|年初|调整后?)?的?(?:预算|计划|任务|目标)$")
# who hands money on, and when: 财政部昨天再次预拨[5亿元]资金
HANDED = re.compile(
    r"^.*?[部局厅委署办府](?:[昨今]天|日前|近日|再次|又|紧急|联合|已|共|分别)*(?=[预下]拨|拨付|追加|下达)"
)
WEIGHT = re.compile(r"(?<=.)(?:中?所占)?的?比[重例]$")
WEIGHTS = frozenset(("比重", "比例", "份额"))
FINED = re.compile(r"(?:可以?|并|单|或者?)*处(?:以)?$")
OFFICE = re.compile(r"(?:部门|机关|机构|委员会|局|政府)(?:责令|依法)?$")
GAVE = re.compile(r"(?:可以?|再|另|一律|分别|每[人户家月年个名所次])*(?:给予|予以)(?:最高|一次性)*$")
# before those whom something is done for: 服务站为[30万]群众提供服务
FOR_WHOM = re.compile(r"(?<![作成认称分])[为向给](?:约|近|超过?|逾|不少于|全[市省县区国]|广大|另外)*$")
HAPPENED = re.compile(
    r"(?:.*[省市县区旗州镇乡村国])?(?:又|共|累计|已|连续|相继|很?有?可能|将|再次|先后)*(?:发生|出现|存在)的?"
)
LIGHT = ("推动", "推进", "促进", "加快", "加强")
"""Verbs that say no more than that another was done: 推动建设[9个]中心."""


def without_giving(noun: str, given: str) -> str:
    """What stands before an amount and what is given, without verbs that only hand it over (给予[1万元]奖励,
    处[5万元]罚款) and without the office that does."""
    if noun.endswith(("给予", "予以", "最高", "一次性")):
        return GAVE.sub("", noun)
    if not given.startswith(("罚款", "罚金")) or not (fined := FINED.search(noun)):
        return noun
    who = noun[: fined.start()]
    return "" if OFFICE.search(who) else who


def happened(doer: str) -> str:
    """What does or is something before a counted noun; empty for a place where it happened (某省发生[3起]事故)."""
    return "" if doer.endswith(("生", "现", "在", "的")) and HAPPENED.fullmatch(doer) else doer


def without_light(phrase: str) -> str:
    """A phrase without a verb at its beginning that only says that the next one was done."""
    while phrase.startswith(LIGHT) and VERBS.at_start(phrase, 2) > 1:
        phrase = phrase[2:]
    return phrase


def with_unit(verb: str, dimension: str) -> str:
    """A bare verb as the head of a column of people or households (惠及户数, 受益人数)."""
    return verb + UNITS[dimension] if dimension in UNITS and len(verb) == BARE_VERB else verb
