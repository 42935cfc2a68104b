import csv
import hashlib
import io
import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook

FIELDS = {
    "surface", "start", "end", "value", "value_max", "unit", "currency", "dimension", "qualifier", "measure",
    "direction", "basis", "role", "indicator", "indicator_key", "region", "period", "per", "file", "document",
    "analyser", "source", "sentence", "qualifier_text", "confidence", "to_confirm", "evidence", "program",
}  # fmt: skip


def test_every_figure_has_the_fields_of_the_guideline(gouji, report):
    ran = gouji("extract", report, "--format", "jsonl")
    assert ran.status == 0
    assert ran.err == ""
    assert ran.records
    assert all(set(record) == FIELDS for record in ran.records)


def test_a_figure_is_found_with_its_value_and_place(gouji, report):
    figures = {record["surface"]: record for record in gouji("extract", report, "--format", "jsonl").records}
    money = figures["14.47亿元"]
    text = report.read_text("utf-8")
    assert (money["value"], money["unit"], money["dimension"]) == ("1447000000", "元", "money")
    assert text[money["source"]["start"] : money["source"]["end"]] == "14.47亿元"
    assert money["document"] == hashlib.sha256(report.read_bytes()).hexdigest()
    assert money["file"] == str(report)


def test_a_table_shows_the_printed_text_and_then_the_value(gouji, report):
    ran = gouji("extract", report)
    line = next(line for line in ran.out.splitlines() if line.startswith("14.47亿元"))
    assert "14.47 亿元" in line
    assert line == line.rstrip()


def test_money_is_shown_in_the_unit_that_was_asked_for(gouji, report):
    out = gouji("extract", report, "--in", "万元").out
    assert "144,700 万元" in out
    records = gouji("extract", report, "--in", "万元", "--format", "jsonl").records
    scaled = {record["surface"]: (record["scaled"], record["scale"]) for record in records}
    assert scaled["14.47亿元"] == ("144700", "万元")
    assert scaled["5154户"] == (None, None)


def test_a_unit_that_no_figure_has_is_said(gouji, report):
    ran = gouji("extract", report, "--in", "万吨")
    assert ran.status == 0
    assert "no figure is measured in 万吨" in ran.err


def test_an_unknown_unit_is_refused_before_anything_is_read(gouji, tmp_path):
    ran = gouji("extract", tmp_path / "none.txt", "--in", "亿火星币")
    assert (ran.status, ran.out) == (2, "")
    assert "亿火星币" in ran.err
    assert "none.txt" not in ran.err


def test_blocks_are_the_title_the_headings_and_the_paragraphs(gouji, report):
    blocks = gouji("extract", report, "--what", "blocks", "--format", "jsonl").records
    assert [block["kind"] for block in blocks] == ["title", "paragraph", "heading", "paragraph"]
    assert {"kind", "level", "placed", "text", "source"} <= set(blocks[0])
    text = report.read_text("utf-8")
    for block in blocks:
        assert text[block["source"]["start"] : block["source"]["end"]] == block["text"]


def test_programs_have_a_kind_and_an_entity(gouji, tmp_path):
    file = tmp_path / "policy.txt"
    file.write_text("关于印发《安宁市粮食安全保障规划》的通知\n\n各县要落实《安宁市粮食安全保障规划》。\n", "utf-8")
    programs = gouji("extract", file, "--what", "programs", "--format", "jsonl").records
    assert {"surface", "start", "end", "source", "kind", "entity"} <= set(programs[0])


def test_csv_opens_in_a_spreadsheet(gouji, report, tmp_path):
    out = tmp_path / "figures.csv"
    assert gouji("extract", report, "-o", out).status == 0
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert "14.47亿元" in [row["surface"] for row in rows]


def test_a_workbook_is_written_by_the_ending_of_its_name(gouji, report, tmp_path):
    out = tmp_path / "figures.xlsx"
    ran = gouji("extract", report, "-o", out)
    assert (ran.status, ran.out) == (0, "")
    assert load_workbook(out).active["A1"].value == "surface"


def test_a_document_without_figures_is_no_failure(gouji, tmp_path):
    file = tmp_path / "plain.txt"
    file.write_text("会议强调，要坚持稳中求进。\n", "utf-8")
    ran = gouji("extract", file, "--format", "jsonl")
    assert (ran.status, ran.out) == (0, "")


def test_some_files_failed_is_1_and_the_rest_is_printed(gouji, report, tmp_path):
    ran = gouji("extract", tmp_path / "none.txt", report, "--format", "jsonl")
    assert ran.status == 1
    assert ran.records
    assert ran.err == f"gouji: {tmp_path / 'none.txt'} cannot be read: no such file or directory\n"


def bad(name, data):
    return pytest.param(name, data, id=name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        bad("empty.txt", b""),
        bad("blank.txt", b" \r\n\n"),
        bad("program.txt", b"\x7fELF\x02\x01\x01" + bytes(100)),
        bad("report.pdf.txt", b"%PDF-1.7\n"),
        bad("nul.txt", "投资3亿元".encode() + b"\x00" * 8),
        bad("broken.txt", "全市投资".encode() + b"\xff\xfe\xfd" + "三亿元".encode()),
        bad("report.docx", b"PK\x03\x04"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(gouji, tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data)
    ran = gouji("extract", file, "--format", "jsonl")
    assert (ran.status, ran.out) == (2, "")
    first, last = ran.err.splitlines()
    assert name in first
    assert "none of the files" in last


def test_a_file_over_the_limit_is_refused_with_the_reason(gouji, report, monkeypatch):
    monkeypatch.setenv("GOUJI_FILE_LIMIT", "100")
    ran = gouji("extract", report)
    assert ran.status == 2
    assert "100" in ran.err


def test_a_file_that_could_not_be_read_is_an_issue(gouji, report, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = gouji("extract", report, tmp_path / "empty.txt", "--what", "issues", "--format", "jsonl")
    assert ran.status == 1
    issue = ran.records[-1]
    assert (issue["code"], issue["file"], issue["source"]) == ("empty", str(tmp_path / "empty.txt"), None)


def test_a_number_that_cannot_be_read_is_an_issue_with_its_place(gouji, tmp_path):
    file = tmp_path / "odd.txt"
    file.write_text("全年完成投资3.7.1亿元。\n", "utf-8")
    (issue,) = gouji("extract", file, "--what", "issues", "--format", "jsonl").records
    assert "3.7.1" in issue["surface"]
    assert issue["source"]["start"] == 6
    assert gouji("extract", file, "--format", "jsonl").records == []


def test_a_folder_is_refused_with_what_to_do(gouji, tmp_path):
    ran = gouji("extract", tmp_path)
    assert ran.status == 2
    assert "gouji ingest" in ran.err


def test_the_output_is_never_one_of_the_inputs(gouji, report):
    before = report.read_bytes()
    ran = gouji("extract", report, "-o", report)
    assert ran.status == 2
    assert "one of the inputs" in ran.err
    assert report.read_bytes() == before


def test_an_output_that_cannot_be_written_is_said(gouji, report, tmp_path):
    ran = gouji("extract", report, "-o", tmp_path / "no" / "out.csv")
    assert ran.status == 2
    assert "no folder" in ran.err


def test_a_failure_leaves_the_old_output_as_it_was(gouji, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("old")
    assert gouji("extract", tmp_path / "none.txt", "-o", out).status == 2
    assert out.read_text() == "old"
    assert list(tmp_path.glob(".out*")) == []


def test_control_characters_of_a_document_do_not_reach_the_terminal(gouji, tmp_path):
    file = tmp_path / "esc.txt"
    file.write_text("标题\x1b[31m一\n\n投资3亿元\x1b]0;x\x07的项目。\n", "utf-8")
    ran = gouji("extract", file, "--what", "blocks")
    assert "\x1b" not in ran.out


def test_standard_input_is_read(gouji_process):
    ran = gouji_process("extract", "-", "--format", "jsonl", data="投资3.2亿元。\n".encode())
    assert ran.status == 0
    assert [(record["file"], record["value"]) for record in ran.records] == [("-", "320000000")]


def test_output_is_utf8_whatever_the_locale(gouji_process, report):
    ran = gouji_process("extract", report, "--format", "jsonl", LC_ALL="POSIX", PYTHONIOENCODING="ascii")
    assert ran.status == 0
    assert "14.47亿元" in ran.out


@pytest.mark.skipif(os.name == "nt", reason="file names are text on Windows")
def test_a_file_name_that_is_no_text_is_read(gouji_process, tmp_path):
    file = os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt"
    with open(file, "wb") as out:
        out.write("投资3.2亿元。\n".encode())
    ran = gouji_process("extract", os.fsdecode(file), "--format", "jsonl")
    assert ran.status == 0
    assert ran.records[0]["file"] == os.fsdecode(file)


def test_a_closed_pipe_is_quiet(tmp_path, report):
    code = "import sys; from search_api.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "extract", *[str(report)] * 200, "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_closed_standard_output_and_a_full_disk_are_no_crash(report):
    for redirect, status, said in (
        (">&-", 0, ""),
        ("> /dev/full", 2, "gouji: no space left on device\n"),
        ("-o /dev/full", 2, "gouji: no space left on device\n"),
    ):
        command = f"{sys.executable} -m search_api.cli.main extract {report} --format jsonl {redirect}"
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=buffered)
        assert (done.returncode, done.stderr) == (status, said)
