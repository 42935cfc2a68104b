import os

import pytest


@pytest.fixture
def corpus(gouji, report):
    gouji("ingest", report)
    return report


def test_an_export_goes_into_another_corpus_and_is_counted(gouji, corpus, tmp_path):
    file, other = tmp_path / "all.jsonl.zst", f"sqlite:///{tmp_path}/other.db"
    assert gouji("export", "--all", file).out.startswith("wrote 1 documents, ")
    ran = gouji("import", file, "--corpus", other)
    assert ran.status == 0
    assert "1 documents = 1 new + 0 unchanged + 0 failed" in ran.out
    assert "1 documents = 0 new + 1 unchanged + 0 failed" in gouji("import", file, "--corpus", other).out
    figures = ("figures", "--format", "jsonl")
    assert gouji(*figures, "--corpus", other).records == gouji(*figures).records


def test_a_file_that_is_no_export_is_refused_in_a_sentence(gouji, corpus):
    ran = gouji("import", corpus)
    assert ran.status == 2
    assert ran.err.startswith("gouji: this file is no export of a corpus")
    assert ran.err.count("\n") == 1


def test_a_device_is_no_place_for_an_export_and_stays_one(gouji, corpus, tmp_path):
    device = tmp_path / "pipe"
    os.mkfifo(device)
    ran = gouji("export", "--all", device)
    assert (ran.status, ran.err) == (2, f"gouji: {device} is no regular file: name another to write to\n")
    assert device.is_fifo()


def test_a_backup_is_a_corpus(gouji, corpus, tmp_path):
    ran = gouji("backup", tmp_path / "backup")
    assert ran.status == 0
    address = ran.out.split()[-1]
    assert address.startswith("sqlite:///")
    assert gouji("figures", "--format", "jsonl", "--corpus", address).records


def test_only_elasticsearch_has_indices_to_make_anew(gouji, corpus):
    ran = gouji("rebuild", "--indices")
    assert ran.status == 2
    assert "only a corpus on Elasticsearch" in ran.err
