"""What a document says of itself is read where it says so, and nothing is guessed."""

from __future__ import annotations

import pytest
from wrapped_pages import PARAGRAPHS, document

from corpus.model import Metadata

BODY = "\n".join(PARAGRAPHS)


def metadata(*lines: str) -> Metadata:
    return document("\n".join(lines)).metadata


def test_a_paper_with_fields_at_its_head() -> None:
    found = metadata(
        "四川省人民政府关于加强水利建设的意见",
        "索 引 号：\t0001/2021-1\t主题分类：\t水利",
        "发文机关：\t四川省人民政府\t成文日期：\t2021年05月06日",
        "发文字号：\t川府发〔2021〕7号\t发布日期：\t2021年06月01日",
        BODY,
    )
    assert found == Metadata(
        title="四川省人民政府关于加强水利建设的意见",
        issuer="四川省人民政府",
        number="川府发〔2021〕7号",
        date="2021-05-06",
        region="四川省",
        kind="政策文件",
    )


def test_a_paper_that_is_signed_at_its_end() -> None:
    found = metadata(
        "关于加强水库管理的通知", "通水发〔2019〕12号", "各旗县水利局：", BODY, "通辽市水利局", "2019年8月20日"
    )
    assert (found.issuer, found.number, found.date, found.region) == (
        "通辽市水利局",
        "通水发〔2019〕12号",
        "2019-08-20",
        "通辽市",
    )


def test_a_work_report_is_dated_by_the_day_it_was_given() -> None:
    found = metadata(
        "政府工作报告",
        "——2021年1月18日在四川省第十三届人民代表大会第四次会议上",
        "来源：川江日报",
        "2021-02-02",
        "各位代表：",
        "现在，我代表省人民政府，向大会报告工作，请予审议，并请各位委员提出意见。",
        BODY,
    )
    assert (found.date, found.region, found.issuer, found.kind) == (
        "2021-01-18",
        "四川省",
        "四川省人民政府",
        "工作报告",
    )


def test_chinese_numerals_are_dates_too() -> None:
    found = metadata("关于国家决算的报告", "一九八一年八月三十日在第五届全国人民代表大会第三次会议上", BODY)
    assert (found.date, found.region) == ("1981-08-30", "全国")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2021年四川省国民经济和社会发展统计公报", "统计公报"),
        ("2021年四川省政府工作报告", "工作报告"),
        ("四川省国民经济和社会发展第十四个五年规划纲要", "规划"),
        ("关于印发四川省水利发展规划的通知", "政策文件"),
        ("关于四川省2021年预算执行情况和2022年预算草案的报告", "预算决算"),
        ("关于2021年度省级预算执行和其他财政收支的审计工作报告", "审计"),
        ("四川省水资源条例", "法规"),
        ("四川省水库管理办法", "政策文件"),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str) -> None:
    assert metadata(title, BODY).kind == kind


def test_a_measure_under_an_order_is_law() -> None:
    assert metadata("四川省水库管理办法", "四川省人民政府令第179号", BODY).kind == "法规"


def test_a_news_text_is_news() -> None:
    assert metadata("水库加固工程完工", "本报讯（记者 文禾）东河水库加固工程昨日完工。", BODY).kind == "新闻"


def test_what_is_not_said_stays_unknown() -> None:
    found = metadata(PARAGRAPHS[0], PARAGRAPHS[1])
    assert (found.title, found.issuer, found.number, found.date, found.region) == (None,) * 5


def test_a_number_that_the_text_only_cites_is_not_its_own() -> None:
    cited = "根据《四川省人民政府关于水利建设的意见》（川府发〔2021〕7号）和有关规定，现将有关事项通知如下。"
    assert metadata("关于水库管理的通知", cited, BODY).number is None


def test_the_year_of_its_number_dates_a_paper_that_says_no_more() -> None:
    assert metadata("四川省水库管理办法", "川府规〔2020〕10号", BODY).date == "2020"


def test_a_news_text_is_dated_and_placed_by_the_line_on_its_source() -> None:
    found = metadata("安岳：柠檬鼓起村民钱袋", "2021-10-12 09:06　来源：资阳日报　编辑：文禾", BODY)
    assert (found.title, found.date, found.region) == ("安岳：柠檬鼓起村民钱袋", "2021-10-12", "安岳县")


def test_a_place_that_no_gazetteer_has_is_kept_as_its_meeting_names_it() -> None:
    found = metadata("政府工作报告", "——2024年1月9日在安澜市第七届人民代表大会第三次会议上", BODY)
    assert (found.region, found.date) == ("安澜市", "2024-01-09")


def test_the_bracketed_line_under_a_title_gives_number_and_date() -> None:
    found = metadata("望川市公共租赁住房管理办法", "（望政规〔2022〕5号，2022年9月8日印发）", BODY)
    assert (found.number, found.date, found.region) == ("望政规〔2022〕5号", "2022-09-08", "望川市")


def test_news_is_dated_by_its_dateline_and_by_the_day_it_tells_of() -> None:
    assert metadata("冬季旅游升温", "本报讯（2023年12月28日）旅游局昨日公布。", BODY).date == "2023-12-28"
    assert metadata("审计结果", "2024年7月26日，东河市审计局发布审计结果。", BODY).date == "2024-07-26"
