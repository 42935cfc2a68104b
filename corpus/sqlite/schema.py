"""The tables of a corpus in one SQLite file, and the version they are of."""

from __future__ import annotations

import sqlite3

from corpus.errors import NewerCorpusError, UnusableCorpusError
from corpus.sqlite.migrate import OLDEST, bring_up

APPLICATION = 0x476F756A
"""PRAGMA application_id: "Gouj"."""
SCHEMA = 2
"""PRAGMA user_version. Raise it when tables or corpus.index_text change."""

# The full-text tables keep no copy of what they index (content=''); rows are taken out by handing in the same text
# again, which write.py makes from the document. Tokens come ready from corpus.index_text: the ascii tokenizer
# takes all that is beyond ASCII as part of a token, and the symbols that folding leaves are named.
TOKENIZER = """tokenize="ascii tokenchars '$+<=>^`|~'" """

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL,
  title TEXT, issuer TEXT, doc_number TEXT, date TEXT, year TEXT, region TEXT, kind TEXT, analyser TEXT NOT NULL,
  characters INTEGER NOT NULL, figures INTEGER NOT NULL, programs INTEGER NOT NULL, passages INTEGER NOT NULL,
  issues INTEGER NOT NULL, dimensions INTEGER NOT NULL, entities BLOB NOT NULL, title_key TEXT, number_key TEXT
);
CREATE INDEX document_title ON document (title_key);
CREATE INDEX document_number ON document (number_key);
CREATE TABLE entity (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE INDEX document_place ON document (region, year);
CREATE INDEX document_date ON document (date DESC, path, id);
CREATE INDEX document_analyser ON document (analyser);
CREATE TABLE content (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  text BLOB NOT NULL, folded BLOB NOT NULL, layout BLOB NOT NULL, passages BLOB NOT NULL, issues BLOB NOT NULL,
  relations BLOB NOT NULL
);
CREATE TABLE saved (name TEXT PRIMARY KEY, body TEXT NOT NULL, seen BLOB NOT NULL, run_at TEXT) WITHOUT ROWID;
CREATE TABLE edition (
  path TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, seen_at TEXT NOT NULL,
  earlier TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX edition_document ON edition (document, path);
CREATE TABLE sentence (
  number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  text TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE INDEX sentence_document ON sentence (document);
CREATE TABLE figure (
  number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  surface TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, source_start INTEGER NOT NULL,
  source_end INTEGER NOT NULL, sentence INTEGER NOT NULL, value TEXT, value_max TEXT, unit TEXT NOT NULL,
  dimension TEXT NOT NULL, qualifier TEXT NOT NULL, qualifier_text TEXT NOT NULL, measure TEXT NOT NULL,
  direction TEXT, basis TEXT NOT NULL, role TEXT NOT NULL, indicator TEXT NOT NULL, region TEXT, period TEXT,
  per TEXT, confidence REAL NOT NULL, bounded INTEGER NOT NULL, lo TEXT, hi TEXT, lo_open INTEGER NOT NULL,
  hi_open INTEGER NOT NULL, evidence TEXT NOT NULL, lo_key TEXT, hi_key TEXT, sort_key TEXT, first_day TEXT,
  last_day TEXT, indicator_folded TEXT NOT NULL, indicator_key TEXT NOT NULL, program TEXT, fact_key TEXT,
  corrected TEXT
);
CREATE UNIQUE INDEX figure_document ON figure (document, ordinal);
CREATE INDEX figure_lo ON figure (dimension, lo_key, hi_key, sentence);
CREATE INDEX figure_hi ON figure (dimension, hi_key, lo_key, sentence);
CREATE INDEX figure_sort ON figure (sort_key);
CREATE INDEX figure_sentence ON figure (sentence);
CREATE INDEX figure_key ON figure (indicator_key);
CREATE INDEX figure_fact ON figure (fact_key) WHERE fact_key IS NOT NULL;
CREATE INDEX figure_program ON figure (program) WHERE program IS NOT NULL;
CREATE TABLE correction (
  document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, field TEXT NOT NULL, surface TEXT NOT NULL,
  sentence TEXT NOT NULL, value TEXT, who TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (document, start, end, field)
) WITHOUT ROWID;
CREATE TABLE program (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, ordinal INTEGER NOT NULL, surface TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, source_start INTEGER NOT NULL, source_end INTEGER NOT NULL,
  kind TEXT NOT NULL, entity TEXT NOT NULL, entity_folded TEXT NOT NULL, number_key TEXT,
  PRIMARY KEY (document, ordinal)
) WITHOUT ROWID;
CREATE INDEX program_entity ON program (entity, kind);
CREATE INDEX program_number ON program (number_key) WHERE number_key IS NOT NULL;
CREATE VIRTUAL TABLE document_grams USING fts5(body, content='', {TOKENIZER});
CREATE VIRTUAL TABLE document_words USING fts5(body, content='', {TOKENIZER});
CREATE VIRTUAL TABLE title_grams USING fts5(body, content='', {TOKENIZER});
CREATE VIRTUAL TABLE sentence_grams USING fts5(body, content='', detail=none, columnsize=0, {TOKENIZER});
CREATE VIRTUAL TABLE gram_counts USING fts5vocab(document_grams, row);
CREATE VIRTUAL TABLE word_counts USING fts5vocab(document_words, row);
"""


def prepare(connection: sqlite3.Connection, name: str) -> None:
    """Make the tables in an empty file, bring an older one of ours up, or see that it is of this version.

    Raises NewerCorpusError for a later schema, UnusableCorpusError for another program's file.
    """
    if _version(connection, name) == SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, name)
        if version == 0:
            _create(connection)
        elif version < SCHEMA:
            bring_up(connection, _create)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection, name: str) -> int:
    """0 for an empty file, else the schema's version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (tables or version or application):
        raise UnusableCorpusError(f"{name} is a database of another program: give the corpus a file of its own")
    if version > SCHEMA:
        raise NewerCorpusError(
            f"{name} was written by a newer version of Gouji (schema {version}, this one knows {SCHEMA}): "
            "install that version, or give this one another corpus"
        )
    if tables and version < OLDEST:
        raise UnusableCorpusError(
            f"{name} is no corpus of a version that was released: ingest the files into a new one"
        )
    return int(version)


def _create(connection: sqlite3.Connection) -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
