"""What a user sets, read once at the door and passed down."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE_LIMIT = 20_000_000
"""Bytes of a file that is read, unless set otherwise (GOUJI_FILE_LIMIT)."""

TIMEOUT = 30
"""Seconds that the server gives a question, unless set otherwise (GOUJI_TIMEOUT)."""

SEGMENTER = "jieba"


class SettingsError(ValueError):
    """A setting that cannot be used; its text says what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`corpus` is a corpus address; `token` is the secret that a request from beyond this machine must bring;
    `file_limit` and `upload_limit` are bytes; `workers` are processes of an ingest; `hosts` are the names beside
    the loopback ones that the server answers to."""

    corpus: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    file_limit: int = FILE_LIMIT
    upload_limit: int = FILE_LIMIT
    workers: int = 1
    segmenter: str = SEGMENTER
    hosts: tuple[str, ...] = ()
    timeout: float = TIMEOUT
    """Seconds that the server gives a question."""


def read_settings(environ: Mapping[str, str] = os.environ, *, corpus: str | None = None) -> Settings:
    """The settings of this run; `corpus` (an option of the command line) goes before GOUJI_CORPUS.

    Raises SettingsError.
    """
    file_limit = _count(environ, "GOUJI_FILE_LIMIT", FILE_LIMIT)
    return Settings(
        corpus=corpus or environ.get("GOUJI_CORPUS") or corpus_address(data_folder(environ) / "corpus.db"),
        token=environ.get("GOUJI_TOKEN") or None,
        file_limit=file_limit,
        upload_limit=_count(environ, "GOUJI_UPLOAD_LIMIT", file_limit),
        workers=_count(environ, "GOUJI_WORKERS", min(os.cpu_count() or 1, 8)),
        timeout=_count(environ, "GOUJI_TIMEOUT", TIMEOUT),
        segmenter=environ.get("GOUJI_SEGMENTER") or SEGMENTER,
        hosts=tuple(name.strip().lower() for name in environ.get("GOUJI_HOSTS", "").split(",") if name.strip()),
    )


def corpus_address(file: Path) -> str:
    """The address of the corpus in a file: `sqlite:////absolute/path`."""
    return f"sqlite:///{file.absolute()}"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where this user's data is kept by the custom of the system. Raises SettingsError when the user has no home."""
    chosen = environ.get("XDG_DATA_HOME", "")
    if os.path.isabs(chosen):  # the specification has relative ones ignored
        return Path(chosen) / "gouji"
    if sys.platform == "win32" and environ.get("LOCALAPPDATA"):
        return Path(environ["LOCALAPPDATA"]) / "gouji"
    if sys.platform == "darwin":
        return _home(environ) / "Library" / "Application Support" / "gouji"
    return _home(environ) / ".local" / "share" / "gouji"


def _home(environ: Mapping[str, str]) -> Path:
    if environ.get("HOME"):
        return Path(environ["HOME"])
    try:
        return Path.home()
    except RuntimeError as error:
        raise SettingsError("no home directory to keep a corpus in: name one with --corpus or GOUJI_CORPUS") from error


def _count(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text[:18]) == 0:
        raise SettingsError(f"{name} is {text!r}: write a whole number above 0")
    return int(text[:18])
