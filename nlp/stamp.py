"""The analyser's fingerprint: it changes whenever what a document is read into can change."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from nlp.segment import segmenter_name

READ_BY = ("nlp", "corpus.reference", "ingest")
"""The packages whose code and facts decide what is read: layout makes the text that is analysed. Looked up, not
imported: imports only go down."""


@cache
def fingerprint(segmenter: str = "jieba") -> str:
    """Version, segmenter and a digest of code and lexicons: `0.2.0+jieba-0.42.1+1a2b3c4d5e6f`."""
    return f"{version('gouji')}+{segmenter_name(segmenter)}+{_digest()}"


@cache
def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for package in READ_BY for path in _files(package)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _files(package: str) -> list[Path]:
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return [
        path
        for folder in folders or ()
        for path in Path(folder).rglob("*")
        if path.suffix in (".py", ".tsv") and path.is_file()
    ]
