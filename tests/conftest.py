"""What tests of several packages share: a corpus of the samples, made once."""

from __future__ import annotations

import shutil
import signal
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from search_api import actions
from search_api.settings import Settings, corpus_address

# a first call may load a dictionary: how long one example takes says nothing
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

# a run in the background (`make test &`, nohup) is given a deaf ear to Ctrl-C, and what is started here inherits it
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SAMPLES = Path(str(files("corpus") / "samples"))


@pytest.fixture(scope="session")
def samples_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of the samples; nobody writes to it."""
    folder = tmp_path_factory.mktemp("samples")
    settings = Settings(corpus=corpus_address(folder / "corpus.db"))
    with actions.open_corpus(settings, must_exist=False) as corpus:
        report = actions.ingest(corpus, [str(SAMPLES)], settings=settings)
    assert report.counts["failed"] == 0
    return folder


@pytest.fixture
def samples_corpus(samples_made: Path, tmp_path: Path) -> Settings:
    """Settings of a copy of it that the test may change."""
    shutil.copytree(samples_made, tmp_path / "corpus")
    return Settings(corpus=corpus_address(tmp_path / "corpus" / "corpus.db"))
