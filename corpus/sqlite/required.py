"""What documents must be like, as conditions on rows. Short phrases are decided by the index alone; of long ones it
knows the beginning, and the stored texts decide."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.codec import unpack_text
from corpus.index_text import fold
from corpus.query import AllOf, AnyOf, Condition, Counts, Holds, Meets, Names, NotThis, Says
from corpus.sqlite.conditions import Clause, among, compile_filters
from corpus.sqlite.figures import compile_figures
from corpus.sqlite.match import match_run

INDEXED = 64
"""Folded characters of a phrase that the index is asked for; longer ones are decided by the text."""
NEVER = Clause("false")
COLUMNS = {"title": "title", "number": "doc_number", "issuer": "issuer"}


@dataclass(frozen=True, slots=True)
class Requirements:
    """Conditions on documents (as `d`) of one corpus."""

    connection: sqlite3.Connection

    def compile(self, condition: Condition) -> Clause:
        """A condition, in brackets where it needs them."""
        match condition:
            case Holds(phrase):
                return self.holding([phrase])
            case Says(field, text):
                return _says(COLUMNS[field], fold(text))
            case Names(program):
                return _names(fold(program))
            case Counts(figures):
                kept = compile_figures(figures)
                return Clause(f"d.number IN (SELECT f.document FROM figure f WHERE {kept.sql})", kept.values)
            case Meets(filters):
                return _bracketed(compile_filters(filters))
            case AllOf(parts):
                return _joined("AND", [self.compile(part) for part in parts])
            case AnyOf(parts):
                return self._any(parts)
            case NotThis(part):
                kept = self.compile(part)
                return Clause(f"NOT coalesce({kept.sql}, 0)", kept.values)

    def holding(self, phrases: Iterable[str]) -> Clause:
        """All of some texts stand in the document."""
        folded = [text for phrase in phrases if (text := fold(phrase))]
        if not folded:
            return NEVER
        runs = dict.fromkeys(match_run(text[:INDEXED]) for text in folded)
        kept = in_index("document_grams", " AND ".join(runs))
        long = [text for text in folded if len(text) > INDEXED]
        return self._decided(kept, long) if long else kept

    def _decided(self, kept: Clause, phrases: Sequence[str]) -> Clause:
        rows = self.connection.execute(
            f"SELECT d.number, c.folded FROM document d JOIN content c ON c.document = d.number WHERE {kept.sql}",
            kept.values,
        )
        # blocks are lines of the folded text, and no folded phrase has a line break: none is found across blocks
        texts = ((number, unpack_text(packed)) for number, packed in rows)
        return among("d.number", [number for number, text in texts if all(phrase in text for phrase in phrases)])

    def _any(self, parts: Sequence[Condition]) -> Clause:
        """Short phrases in one question to the index, the rest one by one."""
        short = [text for part in parts if isinstance(part, Holds) and 0 < len(text := fold(part.phrase)) <= INDEXED]
        rest = [part for part in parts if not (isinstance(part, Holds) and 0 < len(fold(part.phrase)) <= INDEXED)]
        clauses = [in_index("document_grams", " OR ".join(dict.fromkeys(map(match_run, short))))] if short else []
        return _joined("OR", [*clauses, *(self.compile(part) for part in rest)])


def in_index(table: str, match: str) -> Clause:
    """A full-text table has the document for a match."""
    return Clause(f"d.number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (match,))


def _says(column: str, text: str) -> Clause:
    """The index of titles narrows, the text decides."""
    if not text:
        return NEVER
    return in_index("title_grams", match_run(text[:INDEXED])) & Clause(f"instr(folded(d.{column}), ?) > 0", (text,))


def _names(text: str) -> Clause:
    if not text:
        return NEVER
    return Clause("d.number IN (SELECT document FROM program WHERE instr(entity_folded, ?) > 0)", (text,))


def _bracketed(clause: Clause) -> Clause:
    return Clause(f"({clause.sql})", clause.values)


def _joined(word: str, clauses: Sequence[Clause]) -> Clause:
    sql = f" {word} ".join(f"({clause.sql})" for clause in clauses)
    return Clause(f"({sql})", tuple(value for clause in clauses for value in clause.values))
