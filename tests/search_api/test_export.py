import csv
import io
import json
import os
import subprocess
import sys
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from search_api.export import COLUMNS, SHEET_CELL, csv_lines, json_line, write_xlsx
from search_api.parquet import write_parquet
from search_api.query_error import QueryError
from search_api.records import decimal_text


def figure(**fields):
    blank = dict.fromkeys(COLUMNS["figures"])
    return blank | {"source": {"start": 3, "end": 9}} | fields


def read_csv(records, kind="figures"):
    text = "".join(csv_lines(records, COLUMNS[kind]))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def read_sheet(records, kind="figures"):
    out = io.BytesIO()
    written = write_xlsx(records, COLUMNS[kind], out)
    rows = list(load_workbook(out).active.iter_rows())
    head = [cell.value for cell in rows[0]]
    return [dict(zip(head, row, strict=True)) for row in rows[1:]], written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1E+20", "100000000000000000000"),
        ("-1.60", "-1.6"),
        ("0.000", "0"),
        ("1447000000.00", "1447000000"),
        ("1E-7", "0.0000001"),
    ],
)
def test_a_decimal_is_written_without_exponent_or_idle_zeros(value, text):
    assert decimal_text(Decimal(value)) == text


def test_a_json_line_holds_one_record_and_keeps_chinese_readable():
    line = json_line({"surface": "14.47亿元", "sentence": "第一行\n第二行"})
    assert line.count("\n") == 1
    assert "14.47亿元" in line
    assert json.loads(line)["sentence"] == "第一行\n第二行"


def test_a_file_name_that_is_no_text_survives_json():
    line = json_line({"file": "报告\udcff.txt"})
    line.encode("utf-8")
    assert json.loads(line)["file"] == "报告\udcff.txt"


def test_csv_begins_with_a_byte_order_mark_and_its_head():
    first = next(csv_lines([], COLUMNS["figures"]))
    assert first.startswith("\ufeffsurface,value,")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1.6%", "@SUM(A1)", "\t=1", "＝1+1", "\r=1"])
def test_no_text_of_a_csv_becomes_a_formula(text):
    assert read_csv([figure(indicator=text)])[0]["indicator"] == "'" + text


def test_a_negative_value_stays_a_number_in_csv():
    assert read_csv([figure(value="-1.6")])[0]["value"] == "-1.6"


def test_csv_has_the_source_as_two_columns():
    row = read_csv([figure()])[0]
    assert (row["source_start"], row["source_end"]) == ("3", "9")


def test_csv_keeps_line_breaks_quotes_and_commas():
    assert read_csv([figure(sentence='他说"好",\n走了')])[0]["sentence"] == '他说"好",\n走了'


def test_a_sheet_keeps_numbers_as_numbers():
    rows, written = read_sheet([figure(value="1447000000", start=12)])
    assert (rows[0]["value"].value, rows[0]["start"].value) == (1447000000, 12)
    assert (written.rows, written.cut) == (1, 0)


@pytest.mark.parametrize("value", ["12345678901234567", "0.1234567890123456789"])
def test_a_number_of_more_digits_than_a_sheet_keeps_is_text(value):
    rows, _ = read_sheet([figure(value=value)])
    assert rows[0]["value"].value == value


def test_a_number_that_is_long_by_its_zeros_alone_is_a_number():
    rows, _ = read_sheet([figure(value="1500000000000000000")])
    assert rows[0]["value"].value == 1.5e18


@pytest.mark.parametrize("text", ["=1+1", "https://example.org", "00123", "110108199001011234", "{=1}"])
def test_text_in_a_sheet_is_neither_formula_nor_link_nor_number(text):
    rows, _ = read_sheet([figure(surface=text)])
    cell = rows[0]["surface"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_a_cell_longer_than_a_sheet_allows_is_cut_and_counted():
    rows, written = read_sheet([figure(sentence="长" * (SHEET_CELL + 1))])
    assert written.cut == 1
    assert rows[0]["sentence"].value.endswith("长…")
    assert len(rows[0]["sentence"].value) == SHEET_CELL


def test_control_characters_and_lone_surrogates_do_not_break_a_sheet():
    rows, _ = read_sheet([figure(surface="1\x01亿", file="报告\udcff.txt")])
    assert rows[0]["file"].value == "报告\\udcff.txt"


def test_a_sheet_without_records_has_its_head():
    rows, written = read_sheet([])
    assert (rows, written.rows) == ([], 0)


def test_csv_has_the_evidence_as_one_text():
    told = [{"field": "period", "start": 3, "end": 8}, {"field": "region", "start": 0, "end": 3}]
    assert read_csv([figure(evidence=told), figure(evidence=[])])[0]["evidence"] == "period 3-8; region 0-3"
    assert read_csv([figure(evidence=told), figure(evidence=[])])[1]["evidence"] == ""


def test_parquet_holds_every_row_with_decimals_as_text(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    records = (
        {"surface": f"{n}", "value": "0.1", "start": n, "confidence": 0.5, "source": None} for n in range(25_000)
    )
    with (tmp_path / "a.parquet").open("wb") as out:
        assert write_parquet(records, ("surface", "value", "start", "source_start", "confidence"), out) == 25_000
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.num_rows == 25_000
    assert table.slice(24_999, 1).to_pylist() == [
        {"surface": "24999", "value": "0.1", "start": 24_999, "source_start": None, "confidence": 0.5}
    ]


def test_without_pyarrow_parquet_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setattr("search_api.parquet.find_spec", lambda name: None)
    with pytest.raises(QueryError, match=r"gouji\[parquet\]"):
        write_parquet([], ("surface",), io.BytesIO())


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet"])
def test_an_export_to_a_full_disk_or_a_closed_pipe_is_bounded(gouji_process, report, tmp_path, form):
    corpus = f"sqlite:///{tmp_path}/c.db"
    assert gouji_process("ingest", report, GOUJI_CORPUS=corpus).status == 0
    full = gouji_process("figures", "--format", form, "-o", "/dev/full", GOUJI_CORPUS=corpus)
    assert full.status == 2
    assert full.err.count("\n") == 1
    assert "Traceback" not in full.err
    command = f"{sys.executable} -m search_api.cli.main figures --format {form} | head -c 1 > /dev/null"
    environ = {**os.environ, "GOUJI_CORPUS": corpus}
    piped = subprocess.run(["bash", "-c", command], env=environ, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in piped.stderr
    assert gouji_process("status", GOUJI_CORPUS=corpus).status == 0
