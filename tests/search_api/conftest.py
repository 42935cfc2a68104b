"""The command line as its users have it: run in this process, or as a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from search_api.cli.main import run

REPORT = """安宁市2023年政府工作报告

2023年，全市实现地区生产总值512.6亿元，同比增长6.8%。一般公共预算收入14.47亿元，新增就业1.06万人。

一、产业帮扶

全年投入产业帮扶资金3.2亿元，惠及农户5154户。
"""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def report(tmp_path):
    """A short report, as a file."""
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


@pytest.fixture
def gouji(capfd, monkeypatch, tmp_path):
    """Run a command in this process, with a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("GOUJI_CORPUS", raising=False)

    def command(*arguments):
        status = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return command


@pytest.fixture
def gouji_process(tmp_path):
    """Run a command as a process; `data` goes to its standard input."""

    def command(*arguments, data=b"", **environ):
        done = subprocess.run(
            [Path(sys.executable).with_name("gouji"), *map(str, arguments)],
            input=data,
            capture_output=True,
            timeout=120,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **environ},
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return command
