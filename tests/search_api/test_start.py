"""A command starts without what it does not use: help without anything heavy, extract without words."""

import subprocess
import sys

import pytest

HEAVY = {"fastapi", "ingest", "jieba", "nlp", "pebble", "rich", "spacy", "sqlite3", "uvicorn", "xlsxwriter"}
COMMANDS = ("ingest", "extract", "search", "figures", "show", "status", "remove", "rebuild", "serve", "demo")


def loaded(*arguments):
    """The top-level packages that are loaded after a command."""
    code = (
        "import sys\nfrom search_api.cli.main import run\n"
        "status = run(sys.argv[1:])\nprint(status, *{name.partition('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    last = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    status, *names = last.split()
    assert status == "0"
    return set(names)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), *((command, "--help") for command in COMMANDS)])
def test_help_loads_nothing_heavy(arguments):
    assert loaded(*arguments) & HEAVY == set()


def test_figures_are_extracted_without_words(report):
    names = loaded("extract", report, "--format", "jsonl")
    assert "nlp" in names
    assert names & {"jieba", "spacy", "rich", "sqlite3", "fastapi", "xlsxwriter"} == set()
