"""A sheet with several tables below or beside one another: each has the titles, notes and heads of its own."""

from __future__ import annotations

import time

from corpus.model import Figure
from ingest.read import read_document
from nlp.annotate import annotate


def figures(sheet: str, name: str = "a.csv") -> list[Figure]:
    return list(annotate(read_document(sheet.encode(), name=name)).figures)


def brief(sheet: str, name: str = "a.csv") -> list[tuple[str, str, str, str | None]]:
    """Surface, unit, indicator and period of each figure."""
    return [(f.surface, f.unit, f.indicator, f.period) for f in figures(sheet, name)]


def test_a_second_head_in_a_sheet_begins_a_table_with_units_of_its_own() -> None:
    sheet = (
        "指标,2023年,2024年\n甲产品产量(万吨),10.1,11.2\n乙产品产量(万吨),5.5,6\n数据来源：统计部门\n\n"
        "指标,甲产品产值(亿元),甲产品产值增长(%)\n2023年5月,3.1,-2\n2023年6月,3.3,4.5\n"
    )
    assert brief(sheet) == [
        ("10.1", "吨", "甲产品产量", "2023"),
        ("11.2", "吨", "甲产品产量", "2024"),
        ("5.5", "吨", "乙产品产量", "2023"),
        ("6", "吨", "乙产品产量", "2024"),
        ("3.1", "元", "甲产品产值", "2023-05"),
        ("-2", "%", "甲产品产值增长", "2023-05"),
        ("3.3", "元", "甲产品产值", "2023-06"),
        ("4.5", "%", "甲产品产值增长", "2023-06"),
    ]


def test_a_second_note_of_the_unit_holds_for_the_table_below_it_alone() -> None:
    sheet = (
        "表1 收入,,\n单位：万元,,\n项目,预算数,决算数\n税收,100,120\n其中：房产税,10,12\n"
        "表2 队伍,,\n单位：人,,\n项目,年初数,年末数\n教师,300,—\n医生,80,85\n"
    )
    assert [(f.surface, format(f.value or 0, "f"), f.unit) for f in figures(sheet)] == [
        ("100", "1000000", "元"),
        ("120", "1200000", "元"),
        ("10", "100000", "元"),
        ("12", "120000", "元"),
        ("300", "300", "人"),
        ("80", "80", "人"),
        ("85", "85", "人"),
    ]


def test_a_note_goes_on_where_a_table_repeats_its_heads() -> None:
    sheet = "单位：万元,,\n项目,预算数,决算数\n税收,100,120\n项目,预算数,决算数\n规费,30,31\n"
    assert {f.unit for f in figures(sheet)} == {"元"}
    other = "单位：万元,,\n项目,预算数,决算数\n税收,100,120\n,,\n学校,教室数,座位数\n一中,30,1200\n"
    assert [f.unit for f in figures(other)] == ["元", "元", "", ""]


def test_a_row_of_words_among_the_values_is_no_head() -> None:
    sheet = (
        "项目,地点,投资（万元）,工期（天）\n道路,东乡,120,90\n桥梁,西乡,待定,待定\n码头,南乡,300,60\n"
        "二、在建,,,\n水闸,北乡,未定,不详\n泵站,北乡,45,30\n"
    )
    assert [(f.surface, f.unit) for f in figures(sheet)] == [
        ("120", "元"),
        ("90", "天"),
        ("300", "元"),
        ("60", "天"),
        ("45", "元"),
        ("30", "天"),
    ]


def test_years_in_a_lower_head_are_no_figures_and_date_its_columns() -> None:
    sheet = "地区,人口（万人）,面积（平方公里）\n甲县,30,1200\n乙县,40,900\n,2021,2022,2023\n死亡率,6.1,6.2,6.3\n"
    assert brief(sheet)[-3:] == [
        ("6.1", "", "死亡率", "2021"),
        ("6.2", "", "死亡率", "2022"),
        ("6.3", "", "死亡率", "2023"),
    ]


def test_a_rate_has_per_cent_where_it_is_printed_or_meant_and_no_unit_else() -> None:
    def unit(head: str) -> str:
        return figures(f"地区,{head},面积（平方公里）\n甲县,12.14,30\n乙县,11.2,40\n")[0].unit

    assert [unit(head) for head in ("出生率", "出生率（‰）", "容积率", "同比增长", "占比", "城镇化率_%")] == [
        "",
        "‰",
        "",
        "%",
        "%",
        "%",
    ]


def test_a_column_of_years_dates_its_rows_and_a_heads_unit_is_no_part_of_the_indicator() -> None:
    heads = "地区,年份,GDP指数_上年=100,65岁以上人口_人,税收_亿元\n"
    sheet = heads + "河北省,2019,106.8333,1200,3.5\n河北省,2020,103.9,1300,3.6\n"
    assert brief(sheet) == [
        ("106.8333", "", "GDP指数", "2019"),
        ("1200", "人", "65岁以上人口", "2019"),
        ("3.5", "元", "税收", "2019"),
        ("103.9", "", "GDP指数", "2020"),
        ("1300", "人", "65岁以上人口", "2020"),
        ("3.6", "元", "税收", "2020"),
    ]


def test_heads_that_lost_their_width_reach_over_the_columns_below_them_and_ages_count_nothing() -> None:
    ages = "".join(f"{age},0.{age}12345,2.5,0.{age}23456,1.5,,,\n" for age in range(7))
    found = brief("2013年,市,,镇,,,合计,\n年龄,男性比率,死亡率,男性比率,死亡率,,男,179587\n" + ages)
    assert found[0] == ("179587", "", "男", "2013")
    assert found[1:5] == [
        ("0.012345", "", "市男性比率", "2013"),
        ("2.5", "", "市死亡率", "2013"),
        ("0.023456", "", "镇男性比率", "2013"),
        ("1.5", "", "镇死亡率", "2013"),
    ]
    assert len(found) == 1 + 4 * 7


def test_a_table_beside_another_has_its_own_labels() -> None:
    sheet = "地区,产量（吨）,,品种,产量（吨）\n甲县,10,,小麦,4\n乙县,12,,玉米,5\n"
    assert [(f.surface, f.indicator) for f in figures(sheet)][1] == ("4", "小麦产量")


def test_coordinates_are_no_figures_by_their_heads_or_their_range() -> None:
    headed = "点号,X坐标,Y坐标,面积（亩）\n甲,3512345.123,39412345.678,2.5\n乙,3512346.123,39412346.678,3\n"
    assert [f.surface for f in figures(headed)] == ["2.5", "3"]
    ranged = "站名,位置,,库容（万立方米）\n一,104.1234,35.1234,20\n二,104.2234,35.2234,30\n三,104.3234,35.3234,40\n"
    assert [f.surface for f in figures(ranged)] == ["20", "30", "40"]


def test_a_table_in_text_set_with_tabs_or_spaces_is_cut_the_same_way() -> None:
    tabs = "表1\n指标\t2023年\t2024年\n产量(万吨)\t10\t11\n面积(亩)\t7\t8\n指标\t产值(亿元)\t增长(%)\n甲县\t3.1\t-2\n"
    assert [(f.surface, f.unit) for f in figures(tabs, "a.txt")][-2:] == [("3.1", "元"), ("-2", "%")]


def test_reading_a_long_or_a_wide_sheet_takes_time_in_proportion() -> None:
    def seconds(rows: int, columns: int) -> float:
        head = "地区," + ",".join(f"产值{i}(万元)" for i in range(columns))
        block = head + "\n" + "".join(f"某乡{r}," + ",".join(["12.5"] * columns) + "\n" for r in range(20))
        document = read_document((block * (rows // 20)).encode(), name="a.csv")
        begun = time.process_time()
        annotate(document)
        return time.process_time() - begun

    seconds(20, 5)
    small, long, wide = seconds(200, 10), seconds(1600, 10), seconds(20, 800)
    assert long < 20 * small + 1
    assert wide < 20 * small + 1


def test_a_line_that_names_the_indicator_above_the_heads_names_it_for_all_cells_with_its_base() -> None:
    sheet = "数据库：年度数据\n指标：人均用水量(立方米/人)\n地区,2023年,2024年\n河北省,174.5,180\n云南省,324,330\n"
    assert {(f.unit, f.indicator, f.measure, f.per) for f in figures(sheet)} == {
        ("立方米", "人均用水量", "per_unit", "人"),
    }
    assert [(f.region, f.period) for f in figures(sheet)][:2] == [("河北省", "2023"), ("河北省", "2024")]


def test_rows_of_units_among_the_heads_and_months_in_digits() -> None:
    sheet = "指标,工业利润_累计,工业利润_同比增速\n频度,月,月\n单位,亿元,%\n2010-05,18.5,81.64\n2010-06,19.1,70\n"
    assert brief(sheet)[:2] == [("18.5", "元", "工业利润", "2010-05"), ("81.64", "%", "工业利润", "2010-05")]


def test_a_quarter_in_a_head_and_a_place_in_a_label_are_no_part_of_the_indicator() -> None:
    sheet = "指标,2024年第一季度,2024年第二季度\n建筑业产值(亿元),10.5,12\n批发业产值(亿元),8,9\n"
    assert {f.indicator for f in figures(sheet)} == {"建筑业产值", "批发业产值"}
    sheet = ",,,2022,2023,2024\n1,一般公共预算支出（亿元）,福建,10.5,12,13\n2,一般公共预算支出（亿元）,山东,8,9,9.5\n"
    assert {(f.indicator, f.role, f.period) for f in figures(sheet)} == {
        ("一般公共预算支出", "reported", year) for year in ("2022", "2023", "2024")
    }


def test_a_first_column_headed_danwei_that_names_organisations_labels_its_rows() -> None:
    sheet = "单位,预算数（万元）,执行率\n教育局,120,98.5\n卫生局,80,97\n"
    assert [(f.surface, f.unit, f.indicator[:3]) for f in figures(sheet)][:2] == [
        ("120", "元", "教育局"),
        ("98.5", "%", "教育局"),
    ]


def test_a_last_column_of_words_stands_over_both_rows_of_a_head_in_text() -> None:
    sheet = (
        "附件\n序号\t病种\t限额\t有效期\n分类\t名称\t职工\t居民\n1\t一类\t甲病\t200元/月\t50元/月\t长期\n"
        "2\t一类\t乙病\t300元/月\t60元/月\t两年\n3\t二类\t丙病\t400元/月\t70元/月\t长期\n"
    )
    found = [f.indicator for f in figures(sheet, "a.txt") if f.unit == "元"]
    assert [("职工" in name, "居民" in name) for name in found] == [(True, False), (False, True)] * 3
    assert not any("病种" in name or "名称" in name for name in found)


def test_a_value_with_its_unit_is_no_label_of_the_cells_to_its_right() -> None:
    sheet = "病种,职工医保,居民医保\n甲病,200元/月,50元/月\n乙病,300元/月,60元/月\n"
    assert [(f.surface, f.indicator) for f in figures(sheet)][:2] == [
        ("200元/月", "甲病职工医保"),
        ("50元/月", "甲病居民医保"),
    ]
