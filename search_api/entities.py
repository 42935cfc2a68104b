"""One program over a whole corpus: what it is called, where it is named, what cites it and what it cites.

A paper is named by its title or by its number. Which titles a number has is what documents say that print both side by
side, or that have it themselves. One step each way: no chain is followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.backend import Corpus
from corpus.entity import entity_name, key_of, number_key
from corpus.errors import NotFoundError
from corpus.model import Document, Program
from corpus.query import DocumentRow, Filters, NameRow, Page
from search_api.parse_query import check_text

NUMBERS = 20
"""Document numbers of one paper that are followed."""
AROUND = 50
"""Code points shown on each side of a mention, inside its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A program of a corpus. `entities` are the names that its mentions have (its number where that stands alone),
    `names` what it is called, those used most first; `itself` the documents that it is."""

    name: str
    kind: str
    entities: tuple[str, ...]
    numbers: tuple[str, ...]
    names: tuple[NameRow, ...]
    itself: tuple[DocumentRow, ...]

    @property
    def mentions(self) -> int:
        return sum(row.mentions for row in self.names)

    @property
    def filters(self) -> Filters:
        """Documents that name it."""
        return Filters(program=self.entities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A document with where it names a program: each mention with the words around it, before and after."""

    row: DocumentRow
    mentions: tuple[tuple[Program, str, str], ...]


def find_entity(corpus: Corpus, name: str) -> Entity:
    """The program that a name, an alias in the documents' form, or a document number means. NotFoundError where no
    document names it and none is it."""
    entity = entity_name(check_text(name).strip())
    if number := number_key(entity):
        entity = _title_of(corpus, number) or entity
    numbers = _numbers(entity, corpus.names((entity,)))
    itself = _titled(corpus, (entity,), numbers)
    numbers = tuple(dict.fromkeys((*numbers, *_own_numbers(entity, itself))))[:NUMBERS]
    same = {entity, *numbers}
    names = tuple(row for row in corpus.names((entity,), numbers) if row.entity in same)
    if not names and not itself:
        raise NotFoundError(f"no document names {name}: `gouji programs WORD` lists the programs whose name holds it")
    return Entity(
        name=entity,
        kind=_kind(names),
        entities=tuple(dict.fromkeys((entity, *numbers))),
        numbers=numbers,
        names=names,
        itself=itself,
    )


def _title_of(corpus: Corpus, number: str) -> str | None:
    """The title that documents most often print beside a number, else that of the document that has it."""
    for row in corpus.names(numbers=(number,)):
        if row.entity != number:
            return row.entity
    return next(
        (entity_name(row.metadata.title) for row in corpus.titled(numbers=(number,)) if row.metadata.title), None
    )


def _numbers(entity: str, names: tuple[NameRow, ...]) -> tuple[str, ...]:
    keys = [number_key(row.surface) for row in names if row.kind == "document_number"]
    return tuple(dict.fromkeys(key for key in (number_key(entity), *keys) if key))[:NUMBERS]


def _own_numbers(entity: str, rows: tuple[DocumentRow, ...]) -> Iterator[str]:
    for row in rows:
        if entity_name(row.metadata.title or "") == entity and (key := number_key(row.metadata.number or "")):
            yield key


def _kind(names: tuple[NameRow, ...]) -> str:
    """The kind of the name used most that is no number."""
    return next((row.kind for row in names if row.kind != "document_number"), "document")


def find_mentions(corpus: Corpus, entity: Entity, *, limit: int = 20, cursor: str | None = None) -> Page[Named]:
    """The documents that name a program, newest first, with each mention."""
    page = corpus.documents(entity.filters, limit=limit, cursor=cursor)
    named = tuple(_named(corpus, entity, row) for row in page.items)
    return Page(items=named, total=page.total, cursor=page.cursor)


def _named(corpus: Corpus, entity: Entity, row: DocumentRow) -> Named:
    document, same = corpus.document(row.document), frozenset(entity.entities)
    mentions = (one for one in corpus.analysis(row.document).programs if one.entity in same)
    return Named(row=row, mentions=tuple((one, *_around(document, one)) for one in mentions))


def _around(document: Document, program: Program) -> tuple[str, str]:
    before = document.text[max(0, program.start - AROUND) : program.start].rpartition("\n")[2]
    after = document.text[program.end : program.end + AROUND].partition("\n")[0]
    return before, after


def find_cited(corpus: Corpus, document: str) -> tuple[DocumentRow, ...]:
    """The documents of the corpus that a document names by title or number, newest first."""
    programs = corpus.analysis(document).programs
    titles = tuple(sorted({one.entity for one in programs if one.kind != "document_number"}))
    numbers = tuple(sorted({key for one in programs if (key := key_of(one))}))
    return tuple(row for row in _titled(corpus, titles, numbers) if row.document != document)


def _titled(corpus: Corpus, titles: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[DocumentRow, ...]:
    """The documents that have a number, or alone a title that is one paper's: every year has a 政府工作报告."""
    rows = corpus.titled(tuple(filter(_is_telling, titles)), numbers)
    counts = Counter(entity_name(row.metadata.title or "") for row in rows)
    return tuple(
        row
        for row in rows
        if counts[entity_name(row.metadata.title or "")] == 1 or number_key(row.metadata.number or "") in numbers
    )


def _is_telling(title: str) -> bool:
    return len(title) >= TELLING or title.endswith(LAWS)


TELLING = 8
"""Characters of a title that says which paper it is."""
LAWS = ("法", "条例")


def find_citing(corpus: Corpus, document: str, *, limit: int = 50, cursor: str | None = None) -> Page[DocumentRow]:
    """The other documents that name a document by its title or number, newest first."""
    metadata = corpus.document(document).metadata
    title, number = entity_name(metadata.title or ""), number_key(metadata.number or "")
    telling = any(row.document == document for row in _titled(corpus, (title,), ()))
    own = tuple(key for key in (title if telling else "", number) if key)
    if not own:
        return Page(items=(), total=0)
    page = corpus.documents(Filters(program=own), limit=limit, cursor=cursor)
    itself = corpus.documents(Filters(program=own, document=(document,)), limit=1).total
    rows = tuple(row for row in page.items if row.document != document)
    return Page(items=rows, total=page.total - itself, cursor=page.cursor)
