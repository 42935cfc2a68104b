"""Corrections by command: given, checked, listed, taken back, carried to a new edition."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.interval import Interval
from corpus.model import Figure, Span
from search_api.cli.main import gouji
from search_api.parse_correction import parse_correction, parse_person
from search_api.query_error import QueryError

REPORT = """临河市2022年政府工作报告

全市一般公共预算收入93.7亿元，增长6.0%。新增就业1.2万人，其中高校毕业生2300人。

投资增长6.0%。
"""
Run = Callable[..., Result]


def figure(**fields: object) -> Figure:
    known: dict[str, object] = {
        "surface": "93.7亿元", "start": 0, "end": 6, "source": Span(0, 6), "sentence": "收入93.7亿元",
        "value": Decimal(9370000000), "unit": "元", "dimension": "money",
    }  # fmt: skip
    return Figure(**{**known, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"value": "93.71亿元"}, {"value": "9.371E+9", "unit": "元", "dimension": "money"}),
        ({"value": "9371000000"}, {"value": "9371000000"}),
        ({"value": "-7.4%"}, {"value": "-7.4", "unit": "%", "dimension": "ratio"}),
        ({"value": ""}, {"value": None}),
        ({"value_max": "95亿"}, {"value_max": "9.5E+9", "qualifier": "range"}),
        ({"unit": "亩"}, {"unit": "亩", "dimension": "area"}),
        ({"unit": "亩", "dimension": "other"}, {"unit": "亩", "dimension": "other"}),
        ({"direction": ""}, {"direction": None}),
        ({"period": "2024-02..2024-03", "region": " 乙县 "}, {"period": "2024-02..2024-03", "region": "乙县"}),
        ({"indicator": ""}, {"indicator": None}),
    ],
)
def test_what_is_given_is_read(given: dict[str, str], read: dict[str, str | None]) -> None:
    assert parse_correction(given, figure()) == read


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "nothing to correct"),
        ({"surface": "1"}, "no field"),
        ({"value": "许多"}, "no number"),
        ({"value": "NaN"}, "no number"),
        ({"value": "1e9"}, "no unit"),
        ({"value": "3斗斗"}, "no unit"),
        ({"value": "3至5亿元"}, "no number|no unit"),
        ({"unit": "斗斗"}, "no unit"),
        ({"measure": "speed"}, "measure is one of level"),
        ({"measure": ""}, "measure is one of level"),
        ({"period": "2024-13"}, "no period"),
        ({"period": "2024-02-31"}, "no period"),
        ({"period": "2025..2024"}, "ends before it begins"),
        ({"value_max": "1亿元"}, "must not be below"),
        ({"qualifier": "range"}, "two ends"),
        ({"qualifier": "exact", "value_max": "99亿元"}, "one end"),
        ({"indicator": "a\nb"}, "control character"),
        ({"indicator": "长" * 101}, "100 at most"),
    ],
)
def test_what_cannot_be_so_is_refused_with_what_to_write(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        parse_correction(given, figure())


def test_a_person_has_a_name() -> None:
    assert parse_person(" 李敏 ") == "李敏"
    for name in ("", "  ", "a\tb", "名" * 61):
        with pytest.raises(QueryError):
            parse_person(name)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """gouji with a corpus of one report, in its folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOUJI_CORPUS", f"sqlite:///{tmp_path}/corpus.db")
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    runner = CliRunner()

    def call(*words: str, status: int = 0) -> Result:
        done = runner.invoke(gouji, [*words], standalone_mode=False)
        assert (done.return_value or (1 if done.exception else 0)) == status, done.output
        return done

    call("ingest", "a.txt")
    return call


def lines(done: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_a_figure_is_corrected_found_exported_listed_and_taken_back(run: Run) -> None:
    run("correct", "a.txt", "93.7亿元", "--indicator", "地方财力", "--value", "93.71亿元", "--by", "李敏")
    (found,) = lines(run("figures", "--indicator", "地方财力", "--format", "jsonl"))
    assert (found["value"], found["surface"]) == ("9371000000", "93.7亿元")
    assert [(one["field"], one["by"]) for one in found["corrected"]] == [("value", "李敏"), ("indicator", "李敏")]  # type: ignore[attr-defined]
    assert "一般公共预算收入" not in str(found["indicator_key"])
    csv = run("figures", "--indicator", "地方财力", "--format", "csv").stdout
    assert "indicator by 李敏" in csv
    assert "read as 9370000000" in csv
    listed = lines(run("correct", "--list", "a.txt", "--format", "jsonl"))
    assert {(one["field"], one["holds"]) for one in listed} == {("value", True), ("indicator", True)}
    run("correct", "a.txt", "93.7亿元", "--undo-field", "value")
    (now,) = lines(run("figures", "--indicator", "地方财力", "--format", "jsonl"))
    assert now["value"] == "9370000000"
    run("correct", "a.txt", "93.7亿元", "--undo")
    assert lines(run("figures", "--indicator", "地方财力", "--format", "jsonl")) == []
    assert lines(run("correct", "--list", "--format", "jsonl")) == []


def test_a_correction_given_back_as_it_was_read_is_none(run: Run) -> None:
    before = lines(run("figures", "--format", "jsonl"))
    run("correct", "a.txt", "2300人", "--indicator", "大学生就业", "--by", "李敏")
    run("correct", "a.txt", "2300人", "--indicator", str(before[3]["indicator"]), "--by", "李敏")
    assert lines(run("figures", "--format", "jsonl")) == before


@pytest.mark.parametrize(
    "words",
    [
        ("correct",),
        ("correct", "a.txt"),
        ("correct", "a.txt", "93.7亿元"),
        ("correct", "a.txt", "93.7亿元", "--region", "乙县"),
        ("correct", "a.txt", "93.7亿元", "--region", "乙县", "--undo", "--by", "李敏"),
        ("correct", "a.txt", "94亿元", "--region", "乙县", "--by", "李敏"),
        ("correct", "a.txt", "6.0%", "--region", "乙县", "--by", "李敏"),
        ("correct", "b.txt", "93.7亿元", "--region", "乙县", "--by", "李敏"),
        ("correct", "a.txt", "93.7亿元", "--undo"),
        ("correct", "--list", "a.txt", "93.7亿元"),
    ],
)
def test_what_is_asked_wrongly_changes_nothing(run: Run, words: tuple[str, ...]) -> None:
    run(*words, status=1)
    assert lines(run("correct", "--list", "--format", "jsonl")) == []


def test_a_text_that_stands_twice_is_told_apart_by_its_place(run: Run) -> None:
    first, second = (one for one in lines(run("figures", "--format", "jsonl")) if one["surface"] == "6.0%")
    place = f"{second['start']}-{second['end']}"
    run("correct", "a.txt", place, "--region", "乙县", "--by", "李敏")
    found = [one for one in lines(run("figures", "--format", "jsonl")) if one["surface"] == "6.0%"]
    assert [one["region"] for one in found] == [first["region"], "乙县"]


def test_a_correction_lasts_over_ingest_and_goes_into_a_new_edition_where_its_sentence_stands(
    run: Run, tmp_path: Path
) -> None:
    run("correct", "a.txt", "2300人", "--indicator", "大学生就业", "--by", "李敏")
    run("correct", "a.txt", "93.7亿元", "--indicator", "地方财力", "--by", "李敏")
    run("ingest", "a.txt")
    assert len(lines(run("correct", "--list", "--format", "jsonl"))) == 2
    changed = REPORT.replace("全市一般公共预算", "全市及开发区一般公共预算").replace("报告\n", "报告\n\n新的一段。\n")
    (tmp_path / "a.txt").write_text(changed, "utf-8")
    run("ingest", "a.txt")
    now = {one["surface"]: one["indicator"] for one in lines(run("figures", "--format", "jsonl"))}
    assert now["2300人"] == "大学生就业"
    assert now["93.7亿元"] != "地方财力"
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    run("ingest", "a.txt")
    back = {one["surface"]: one["indicator"] for one in lines(run("figures", "--format", "jsonl"))}
    assert (back["2300人"], back["93.7亿元"]) == ("大学生就业", "地方财力")


def test_the_bounds_of_a_corrected_value_are_as_wide_as_it_was_written() -> None:
    from corpus.corrections import correct_figure, put_together

    def bounds(**given: str) -> Interval | None:
        read = parse_correction(given, figure())
        return correct_figure(figure(), put_together([], figure(), read, document="d", by="x", at="t")).interval

    assert bounds(value="93.71亿元") == Interval(Decimal("9370500000"), Decimal("9371500000"))
    assert bounds(qualifier="at_least") == Interval(Decimal(9370000000), None)
    assert bounds(value="3亿元", value_max="5亿元") == Interval(Decimal(300000000), Decimal(500000000))
    assert bounds(value="12人") == Interval(Decimal(12), Decimal(12))
    assert bounds(value="") is None
