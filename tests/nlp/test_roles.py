"""Whether a number was reported, is a target, or neither."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nlp.roles import assign_roles

sys.path.insert(0, str(Path(__file__).parent))
from marked_text import read_marked

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "roles.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("kind", "year", "headings", "text", "roles"), CASES, ids=[f"{case[0]} {case[3][:24]}" for case in CASES]
)
def test_a_number_has_the_role_that_its_text_gives(kind: str, year: str, headings: str, text: str, roles: str) -> None:
    assert "|".join(assign_roles(read_marked(text, headings=headings, kind=kind, year=year))) == roles
