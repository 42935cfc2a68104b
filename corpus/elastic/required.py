"""What documents must be like, as conditions on their records. Short phrases are decided by the index alone; of long
ones it knows the beginning, and the stored texts decide. Conditions on figures and programs are asked of their own
indices first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.elastic.columns import Reading, read_folded
from corpus.elastic.conditions import NEVER, Clause, all_of, among, any_of, compile_filters
from corpus.elastic.figures import compile_figures
from corpus.elastic.match import match_run
from corpus.elastic.read import composite, fixed_state, scan_state
from corpus.elastic.schema import read_alias
from corpus.elastic.writers import find_unfinished
from corpus.index_text import fold
from corpus.query import AllOf, AnyOf, Condition, Counts, Filters, Holds, Meets, Names, NotThis, Says

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

INDEXED = 64
"""Folded characters of a phrase that the index is asked for; longer ones are decided by the text."""
GROUP = 10_000
"""Ids in one condition."""
BATCH = 50
"""Documents whose texts are read at once."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """Conditions on the documents of one corpus."""

    client: Elasticsearch
    prefix: str

    def compile(self, condition: Condition) -> Clause:
        """A condition on a document's record."""
        match condition:
            case Holds(phrase):
                return all_of(self.holding([phrase]))
            case Says(field, text):
                return _says(field, fold(text))
            case Names(program):
                return self._naming(fold(program))
            case Counts(figures):
                return self._having("figures", compile_figures(figures))
            case Meets(filters):
                return all_of(compile_filters(filters))
            case AllOf(parts):
                return all_of([self.compile(part) for part in parts])
            case AnyOf(parts):
                return any_of([self.compile(part) for part in parts])
            case NotThis(part):
                return all_of([], without=[self.compile(part)])

    def holding(self, phrases: Iterable[str]) -> list[Clause]:
        """All of some texts stand in the document."""
        folded = [text for phrase in phrases if (text := fold(phrase))]
        if not folded:
            return [NEVER]
        kept = [match_run("grams", text) for text in dict.fromkeys(text[:INDEXED] for text in folded)]
        long = [text for text in folded if len(text) > INDEXED]
        return [self._decided(kept, long)] if long else kept

    def _decided(self, kept: Sequence[Clause], phrases: list[str]) -> Clause:
        with fixed_state(self.client, self.prefix, "documents") as point:
            hits = scan_state(self.client, point, all_of(kept), ["_shard_doc"], source=["document", "writer", "n"])
            return _one_of([hit["_source"]["document"] for hit in self._checked(hits, phrases)])

    def _checked(self, hits: Iterable[Any], phrases: list[str]) -> Iterator[Any]:
        """Those of some documents whose text holds all phrases."""
        # blocks are lines of the folded text, and no folded phrase has a line break: none is found across blocks
        for batch in batches(hits, BATCH):
            ids = [str(Reading(hit["_source"]["writer"], hit["_source"]["n"])) for hit in batch]
            answer = self.client.mget(
                index=read_alias(self.prefix, "contents"), ids=ids, source_includes=["document", "folded"]
            )
            for hit, content in zip(batch, answer["docs"], strict=True):
                text = read_folded(content["_source"]) if content.get("found") else ""
                if all(phrase in text for phrase in phrases):
                    yield hit

    def _naming(self, text: str) -> Clause:
        return self._having("programs", [match_run("entity_grams", text)]) if text else NEVER

    def _having(self, kind: str, kept: Sequence[Clause]) -> Clause:
        """Documents with a part of a kind that meets conditions."""
        query = all_of(kept, without=find_unfinished(self.client, self.prefix).clauses())
        found = composite(self.client, self.prefix, kind, query, ("document",))
        return _one_of([bucket["key"]["document"] for bucket in found])


def narrow_parts(client: Elasticsearch, prefix: str, filters: Filters) -> Filters:
    """Filters as figures and programs know them: what their records do not have as the documents that have it."""
    if not filters.program and not filters.dimension:
        return filters
    kept = all_of(compile_filters(filters))
    found = composite(client, prefix, "documents", kept, ("document",))
    documents = tuple(bucket["key"]["document"] for bucket in found)
    # no document is called "none": a filter without values would be no filter
    return Filters(document=documents or ("none",))


def batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Items in lists of at most `size`."""
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _one_of(documents: Sequence[str]) -> Clause:
    if not documents:
        return NEVER
    return any_of([among("document", documents[at : at + GROUP]) for at in range(0, len(documents), GROUP)])


def _says(field: str, text: str) -> Clause:
    return match_run(f"{field}_runs", text) if text else NEVER
