"""A corpus of an older schema opens, answers, and becomes as new by `gouji rebuild`."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UnusableCorpusError
from corpus.query import FigureQuery, Filters, Query
from corpus.sqlite.schema import SCHEMA
from corpus.sqlite.store import SqliteCorpus
from ingest.rebuild import rebuild
from nlp.pipeline import analyse
from nlp.stamp import fingerprint

FIRST = Path(__file__).with_name("schema_1.db.gz")
"""A corpus of one report of an invented city, written by the last code of schema 1."""
ORIGINAL = """临河市2022年政府工作报告

2022年，全市实现地区生产总值312.6亿元，同比增长5.8%。新增城镇就业1.02万人，其中高校毕业生2300人。

一、2023年工作安排

实施“清水润城”三年行动，安排水利专项资金3.5亿元，力争规模以上工业增加值增长7%以上。

依据《临河市水网建设规划》，新建水闸12座。
"""
PATH = "旧报告.txt"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The old corpus with the original of its report."""
    file = tmp_path / "corpus.db"
    file.write_bytes(gzip.decompress(FIRST.read_bytes()))
    with sqlite3.connect(file) as connection:
        (document,) = connection.execute("SELECT id FROM document").fetchone()
    folder = tmp_path / "corpus.originals" / document[:2]
    folder.mkdir(parents=True)
    (folder / document).write_text(ORIGINAL, "utf-8", newline="")
    return file


@pytest.fixture
def corpus(file: Path) -> Iterator[SqliteCorpus]:
    with SqliteCorpus(f"sqlite:///{file}") as opened:
        yield opened


def test_it_opens_with_what_was_read_of_it(corpus: SqliteCorpus) -> None:
    document = corpus.resolve(PATH)
    assert corpus.status().schema == SCHEMA
    assert list(corpus.stale(fingerprint("jieba"))) == [document]
    assert [figure.surface for figure in corpus.analysis(document).figures][:2] == ["312.6亿元", "5.8%"]
    assert corpus.figures(FigureQuery(indicator=("就业",))).total == 1
    assert [hit.row.path for hit in corpus.search(Query(text="水利专项资金")).items] == [PATH]
    assert corpus.facets(Query()).region
    assert corpus.programs(filters=Filters()).total


def test_it_is_as_new_once_it_was_read_again(corpus: SqliteCorpus, tmp_path: Path) -> None:
    report = rebuild(corpus, analyse, fingerprint("jieba"))
    assert report.counts["replaced"] == 1
    document = corpus.resolve(PATH)
    assert list(corpus.stale(fingerprint("jieba"))) == []
    with SqliteCorpus(f"sqlite:///{tmp_path}/new.db") as new:
        new.put(corpus.document(document), analyse(corpus.document(document)), path=PATH, original=ORIGINAL.encode())
        assert corpus.analysis(document) == new.analysis(document)
        for query in (Query(text="水利专项资金"), Query(phrases=("清水润城",)), Query()):
            assert [hit.score for hit in corpus.search(query).items] == [hit.score for hit in new.search(query).items]
            assert corpus.facets(query) == new.facets(query)
        assert [*corpus.export_figures(FigureQuery())] == [*new.export_figures(FigureQuery())]
    corpus.remove(document)
    assert corpus.status().figures == 0


def test_it_has_the_tables_columns_and_indices_of_a_new_one(corpus: SqliteCorpus, tmp_path: Path) -> None:
    SqliteCorpus(f"sqlite:///{tmp_path}/new.db").close()
    assert shape(tmp_path / "corpus.db") == shape(tmp_path / "new.db")


def shape(file: Path) -> dict[str, object]:
    """Tables with their columns and keys, and indices with what they are of."""
    with sqlite3.connect(file) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        infos = {name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in names}
        indices = set(connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
    tables = {name: sorted(row[1:4] + row[5:] for row in rows) for name, rows in infos.items()}
    return {"tables": tables, "indices": indices}


def test_two_may_open_it_at_once(file: Path) -> None:
    with SqliteCorpus(f"sqlite:///{file}") as one, SqliteCorpus(f"sqlite:///{file}") as other:
        assert one.status().figures == other.status().figures > 0


def test_a_schema_before_the_first_is_refused(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(UnusableCorpusError, match="released"):
        SqliteCorpus(f"sqlite:///{file}")
