"""Documents into the tables and out of them. Every function runs inside a transaction that its caller holds."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from corpus.codec import (
    pack_issues,
    pack_layout,
    pack_passages,
    pack_relations,
    pack_text,
    unpack_passages,
    unpack_text,
)
from corpus.corrections import correct_analysis
from corpus.entity import key_of
from corpus.facets import dimension_bits, pack_entities
from corpus.index_text import fold, gram_text, word_text
from corpus.model import Analysis, Document, Edition, Figure, Metadata, Passage
from corpus.ranking import title_text
from corpus.sqlite.columns import (
    FIGURE,
    FIGURE_INDEX,
    KEYS,
    METADATA,
    PROGRAM,
    figure_index,
    figure_values,
    insert,
    metadata_keys,
    metadata_values,
    one,
    pack_path,
    program_values,
    read_metadata,
)
from corpus.sqlite.corrections import read_corrections

COUNTS = ("characters", "figures", "programs", "passages", "issues", "dimensions", "entities")
INSERT_DOCUMENT = insert("document", ("id", "path", *METADATA, "year", "analyser", *COUNTS, *KEYS))
INSERT_CONTENT = insert("content", ("document", "text", "folded", "layout", "passages", "issues", "relations"))
INSERT_FIGURE = insert("figure", ("document", "ordinal", "sentence", *FIGURE, *FIGURE_INDEX))
INSERT_PROGRAM = insert("program", ("document", "ordinal", *PROGRAM, "entity_folded", "number_key"))
INSERT_SENTENCE = insert("sentence", ("number", "document", "text", "folded"))


def add_document(connection: sqlite3.Connection, document: Document, analysis: Analysis, path: str) -> int:
    """A new document with its analysis, as it was corrected; gives its number."""
    analysis = correct_analysis(analysis, read_corrections(connection, document.id))
    metadata = document.metadata
    counts = (len(document.text), *_counts(connection, analysis))
    row = (document.id, pack_path(path), *metadata_values(metadata), metadata.year, analysis.analyser, *counts)
    row = (*row, *metadata_keys(metadata))
    number = connection.execute(INSERT_DOCUMENT, row).lastrowid
    assert number is not None
    _add_parts(connection, number, document, analysis)
    return number


def replace_parts(connection: sqlite3.Connection, number: int, document: Document, analysis: Analysis) -> None:
    """Another reading of a document that is kept, as it was corrected: its number and its places stay."""
    analysis = correct_analysis(analysis, read_corrections(connection, document.id))
    _drop_parts(connection, number)
    metadata = document.metadata
    assignments = ", ".join(f"{column} = ?" for column in (*METADATA, "year", "analyser", *COUNTS, *KEYS))
    values = (
        *metadata_values(metadata),
        metadata.year,
        analysis.analyser,
        len(document.text),
        *_counts(connection, analysis),
    )
    values = (*values, *metadata_keys(metadata))
    connection.execute(f"UPDATE document SET {assignments} WHERE number = ?", (*values, number))
    _add_parts(connection, number, document, analysis)


def drop_document(connection: sqlite3.Connection, number: int) -> None:
    """A document with all that belongs to it, editions too."""
    _drop_parts(connection, number)
    connection.execute("DELETE FROM edition WHERE document = ?", (number,))
    connection.execute("DELETE FROM document WHERE number = ?", (number,))


def place_document(connection: sqlite3.Connection, number: int, path: str) -> int | None:
    """Let a document stand at a path; gives the number of the one that stood there before, if it is another one."""
    path = pack_path(path)
    before = one(
        connection, "SELECT e.document, d.id, e.earlier FROM edition e JOIN document d ON number = document "
        "WHERE e.path = ?", path,
    )  # fmt: skip
    if before and before[0] == number:
        return None
    earlier = [*json.loads(before[2]), before[1]] if before else []
    now = datetime.now(UTC).isoformat(timespec="seconds")
    # no INSERT OR REPLACE: its savepoint would have the full-text tables write out what they hold, twice a document
    if before:
        connection.execute("DELETE FROM edition WHERE path = ?", (path,))
    connection.execute("INSERT INTO edition VALUES (?, ?, ?, ?)", (path, number, now, json.dumps(earlier)))
    _name_path(connection, number)
    return before[0] if before else None


def leave_path(connection: sqlite3.Connection, path: str) -> int | None:
    """Let nothing stand at a path; gives the number of the document that stood there."""
    before = one(connection, "SELECT document FROM edition WHERE path = ?", pack_path(path))
    connection.execute("DELETE FROM edition WHERE path = ?", (pack_path(path),))
    return before[0] if before else None


def keep_history(connection: sqlite3.Connection, edition: Edition) -> None:
    """Since when a document stands at a path, and what stood there before."""
    connection.execute(
        "UPDATE edition SET seen_at = ?, earlier = ? WHERE path = ? "
        "AND document = (SELECT number FROM document WHERE id = ?)",
        (edition.seen_at, json.dumps(edition.earlier), pack_path(edition.path), edition.document),
    )


def stands_nowhere(connection: sqlite3.Connection, number: int) -> bool:
    """Whether no path holds a document any more; else its row is named after one that does."""
    return not _name_path(connection, number)


def _name_path(connection: sqlite3.Connection, number: int) -> bool:
    first = one(connection, "SELECT min(path) FROM edition WHERE document = ?", number)
    if first is None or first[0] is None:
        return False
    connection.execute("UPDATE document SET path = ? WHERE number = ?", (first[0], number))
    return True


def stamp(connection: sqlite3.Connection, analyser: str) -> None:
    """Say which analyser wrote to the corpus last."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('analyser', ?)", (analyser,))


def _counts(connection: sqlite3.Connection, analysis: Analysis) -> tuple[int | bytes, ...]:
    """The columns COUNTS but the first."""
    dimensions = dimension_bits(figure.dimension for figure in analysis.figures)
    entities = pack_entities(_entity_number(connection, name) for name in {one.entity for one in analysis.programs})
    counts = map(len, (analysis.figures, analysis.programs, analysis.passages, analysis.issues))
    return (*counts, dimensions, entities)


def _entity_number(connection: sqlite3.Connection, name: str) -> int:
    """The number of an entity, given when it is first named."""
    if found := one(connection, "SELECT number FROM entity WHERE name = ?", name):
        return int(found[0])
    number = connection.execute("INSERT INTO entity (name) VALUES (?)", (name,)).lastrowid
    assert number is not None
    return number


def _add_parts(connection: sqlite3.Connection, number: int, document: Document, analysis: Analysis) -> None:
    folded = [fold(document.block_text(block)) for block in document.blocks]
    content = (pack_text(document.text), pack_text("\n".join(folded)), pack_layout(document))
    parts = (pack_passages(analysis.passages), pack_issues(analysis.issues), pack_relations(analysis.relations))
    connection.execute(INSERT_CONTENT, (number, *content, *parts))
    _index(connection, number, indexed_texts(document.metadata, folded, analysis.passages))
    _add_figures(connection, number, analysis.figures)
    connection.executemany(
        INSERT_PROGRAM,
        ((number, i, *program_values(one), fold(one.entity), key_of(one)) for i, one in enumerate(analysis.programs)),
    )


def _drop_parts(connection: sqlite3.Connection, number: int) -> None:
    row = one(connection, "SELECT text, folded, passages FROM content WHERE document = ?", number)
    about = one(connection, f"SELECT {', '.join(METADATA)} FROM document WHERE number = ?", number)
    assert row is not None
    assert about is not None
    passages = unpack_passages(row[2], unpack_text(row[0]))
    _unindex(connection, number, indexed_texts(read_metadata(about), unpack_text(row[1]).split("\n"), passages))
    _drop_figures(connection, number)
    for table in ("program", "content"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))


def indexed_texts(
    metadata: Metadata, folded: Iterable[str], passages: Iterable[Passage]
) -> tuple[tuple[str, str], ...]:
    """What each full-text table indexes of a document; `folded` are the texts of its blocks."""
    return (
        ("document_grams", gram_text(folded)),
        ("document_words", " ".join(word_text(passage.words) for passage in passages)),
        ("title_grams", title_text(metadata)),
    )


def _index(connection: sqlite3.Connection, number: int, texts: Iterable[tuple[str, str]]) -> None:
    for table, text in texts:
        connection.execute(f"INSERT INTO {table} (rowid, body) VALUES (?, ?)", (number, text))


def _unindex(connection: sqlite3.Connection, number: int, texts: Iterable[tuple[str, str]]) -> None:
    for table, text in texts:
        connection.execute(f"INSERT INTO {table} ({table}, rowid, body) VALUES ('delete', ?, ?)", (number, text))


def _add_figures(connection: sqlite3.Connection, number: int, figures: Iterable[Figure]) -> None:
    """Figures of one sentence share its row; the sentence is indexed with the indicators of its figures."""
    sentences: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
    for ordinal, figure in enumerate(figures):
        sentences[figure.sentence].append((ordinal, figure))
    (first,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM sentence").fetchone()
    placed = [(place, sentence, fold(sentence)) for place, sentence in enumerate(sentences, first)]
    connection.executemany(INSERT_SENTENCE, ((place, number, sentence, text) for place, sentence, text in placed))
    connection.executemany(
        "INSERT INTO sentence_grams (rowid, body) VALUES (?, ?)",
        (
            (place, _sentence_grams(text, [fold(figure.indicator) for _, figure in sentences[sentence]]))
            for place, sentence, text in placed
        ),
    )
    connection.executemany(
        INSERT_FIGURE,
        (
            (number, ordinal, place, *figure_values(figure), *figure_index(figure))
            for place, sentence, _ in placed
            for ordinal, figure in sentences[sentence]
        ),
    )


def _drop_figures(connection: sqlite3.Connection, number: int) -> None:
    indicators: dict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        "SELECT sentence, indicator_folded FROM figure WHERE document = ? ORDER BY ordinal", (number,)
    )
    for place, indicator in rows:
        indicators[place].append(indicator)
    for place, text in connection.execute(
        "SELECT number, folded FROM sentence WHERE document = ?", (number,)
    ).fetchall():
        connection.execute(
            "INSERT INTO sentence_grams (sentence_grams, rowid, body) VALUES ('delete', ?, ?)",
            (place, _sentence_grams(text, indicators[place])),
        )
    for table in ("figure", "sentence"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))


def _sentence_grams(sentence: str, indicators: Iterable[str]) -> str:
    return gram_text([sentence, *dict.fromkeys(indicators)])
