"""The gazetteer: names, parents, short names, and what it will not guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reference import regions
from corpus.reference.regions import find, gazetteer, parent, regions_below, short_names


def found(name: str, within: str | None = None) -> str | None:
    region = find(name, within)
    return region.name if region else None


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("科左后旗", None, "科尔沁左翼后旗"),
        ("通辽", None, "通辽市"),
        ("内蒙古", None, "内蒙古自治区"),
        ("延边州", None, "延边朝鲜族自治州"),
        ("科右前旗", None, "科尔沁右翼前旗"),
        ("察右中旗", None, "察哈尔右翼中旗"),
        ("吉林", None, "吉林省"),
        ("海南", None, "海南省"),
        ("香港", None, "香港特别行政区"),
        ("高雄市", None, "高雄市"),
        ("朝阳区", None, None),
        ("朝阳区", "北京市", "北京市朝阳区"),
        ("朝阳区", "长春市", "长春市朝阳区"),
        ("朝阳", None, None),
        ("朝阳", "辽宁省", "朝阳市"),
        ("鼓楼区", "南京市", "南京市鼓楼区"),
        ("公安", "荆州市", None),
        ("公安县", None, "公安县"),
        ("平江区", "苏州市", "平江区"),
        ("中山区", None, "中山区"),
        ("中山区", "台北市", "台北市中山区"),
        ("没有县", None, None),
    ],
)
def test_a_name_means_one_place_or_none(name: str, within: str | None, expected: str | None) -> None:
    assert found(name, within) == expected


def test_below_a_province_lie_its_counties_and_nothing_else() -> None:
    below = regions_below("内蒙古自治区")
    assert {"内蒙古自治区", "通辽市", "科尔沁左翼后旗"} <= below
    assert "长春市" not in below
    assert regions_below("长三角") == {"长三角"}


def test_the_nation_is_above_all() -> None:
    assert regions_below("全国") == set(gazetteer().by_name)
    assert parent("科尔沁左翼后旗") == "通辽市"
    assert parent("全国") is None


def test_short_names_are_given_and_ordinary_words_are_not() -> None:
    assert "科左后旗" in short_names("科尔沁左翼后旗")
    assert "公安" not in short_names("公安县")


def test_a_place_that_is_no_more_keeps_its_years() -> None:
    gone = gazetteer().by_name["吴江市"]
    assert (gone.parent, gone.last) == ("苏州市", 2011)


def test_a_table_with_a_broken_row_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "regions.tsv"
    table.write_text("\t".join(regions.COLUMNS) + "\n110000\t北京市\n", encoding="utf-8")
    with pytest.raises(regions.GazetteerError, match="2 cells"):
        list(regions._rows(table))
