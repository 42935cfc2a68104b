from pathlib import Path

import pytest

from search_api.settings import SettingsError, corpus_address, data_folder, read_settings


def test_the_corpus_lies_in_the_users_data_directory(tmp_path):
    settings = read_settings({"XDG_DATA_HOME": str(tmp_path)})
    assert settings.corpus == f"sqlite:///{tmp_path}/gouji/corpus.db"


def test_a_relative_data_directory_is_ignored(tmp_path):
    folder = data_folder({"XDG_DATA_HOME": "here", "HOME": str(tmp_path)})
    assert folder.is_relative_to(tmp_path)


def test_the_option_goes_before_the_environment():
    environ = {"HOME": "/nowhere", "GOUJI_CORPUS": "sqlite:///a.db"}
    assert read_settings(environ).corpus == "sqlite:///a.db"
    assert read_settings(environ, corpus="sqlite:///b.db").corpus == "sqlite:///b.db"


def test_an_address_names_an_absolute_path():
    assert corpus_address(Path("/data/corpus.db")) == "sqlite:////data/corpus.db"


@pytest.mark.parametrize("text", ["0", "-1", "20MB", "1e6", "１２"])
def test_a_limit_is_a_whole_number(text):
    with pytest.raises(SettingsError, match="GOUJI_FILE_LIMIT"):
        read_settings({"HOME": "/nowhere", "GOUJI_FILE_LIMIT": text})


def test_secrets_are_not_shown():
    environ = {"HOME": "/nowhere", "GOUJI_TOKEN": "hunter2", "GOUJI_CORPUS": "https://user:hunter2@host/prefix"}
    assert "hunter2" not in repr(read_settings(environ))
