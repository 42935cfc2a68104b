"""What of a question ranks documents, and how much each part counts. Engine-free: both backends rank with it.

A document's score is the sum of BM25 of its bigrams, of its words and of its title (bigrams and single characters), as
the engine gives them, and of how much of the question stands close together somewhere in it. That last part is
computed here, for the best candidates by the other three; the beginning of a document stands in for a title it lacks.

The weights were tuned with bench/questions.py and on 212 questions that were written from titles and from single
paragraphs of 165 real texts, with and without their titles: each lies on a plateau where a step of a quarter changes
MRR@10 by less than half a point. Against bigrams alone the words give one point, the title two to five, closeness one
to four, the beginning two where titles lack.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.index_text import fold, grams
from corpus.model import Metadata
from corpus.query import Also

WORDS = 0.75
TITLE = 0.45
NEAR = 0.6
LEAD = 0.5
SYNONYMS = 0.5
"""What a bigram of a synonym counts, beside one of the query."""
USED = 1.0
"""How many times more documents must use a synonym than the word that was asked with."""
WRITTEN = 0.25
"""Documents with a bigram in the other script, to those with it in the script that was asked in, from which on the
corpus counts as written so."""
BEGINNING = 400
"""Folded characters of a document without a title that stand for one."""
WINDOW = 100
"""Folded characters that count as close together."""
CANDIDATES = 40
"""Documents whose texts are looked into, at most."""
LARGE = 2000
"""Documents from which on a corpus counts as large."""
COMMON = 0.2
MOST = 64
"""Terms of a query that rank, at most: the first ones."""
ASKING = re.compile(
    "请问|是什么|什么|有哪些|哪些|哪里|哪个|哪种|哪几|如何|怎样|怎么样|怎么|多少|是否|能否|可否|为什么|为何|几个|吗|呢"
)
"""Words that ask and tell nothing of what is asked for."""


def ranking_grams(text: str) -> tuple[str, ...]:
    """The bigrams of a text that rank, each once, in order; of a single character the character."""
    found: dict[str, None] = {}
    for piece in ASKING.sub("\n", text).split("\n"):
        found |= dict.fromkeys(grams(fold(piece))[:-1])
    if not found and (folded := fold(text)):
        found = dict.fromkeys(grams(folded)[:-1] or [folded])
    return tuple(found)[:MOST]


def ranking_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words that rank, each once, folded, in order."""
    folded = (fold(word) for word in words if not ASKING.fullmatch(word))
    return tuple(dict.fromkeys(filter(None, folded)))[:MOST]


def also_grams(also: Iterable[Also], terms: Iterable[str]) -> tuple[str, ...]:
    """The bigrams of texts that mean the same as a part of the query, those of the query aside."""
    found = dict.fromkeys(gram for one in also for gram in ranking_grams(one.meant))
    return tuple(gram for gram in found if gram not in set(terms))[:MOST]


def said_grams(also: Iterable[Also]) -> tuple[str, ...]:
    """The bigrams of the parts of a query for which there are texts that mean the same."""
    return tuple(dict.fromkeys(gram for one in also for gram in ranking_grams(one.said)))


def synonym_weights(
    also: Iterable[Also], weights: Mapping[str, float], counts: Mapping[str, int], documents: int
) -> tuple[dict[str, float], list[str]]:
    """What the bigrams of synonyms and of the other script weigh, and those that the engine is asked to rank by.

    Of two words for one thing only the one that reports use more says what was meant. A text in the other script weighs
    what it weighs as it was asked, and the engine, to which it would be a rarity, ranks by it only where the corpus is
    written so. `weights` are those of the query's bigrams, `counts` the documents of all bigrams of both."""
    weighed: dict[str, float] = {}
    asked: list[str] = []
    for one in also:
        pairs = list(zip(grams(fold(one.meant))[:-1], grams(fold(one.said))[:-1], strict=False)) if one.script else []
        if pairs:
            kept = {
                new: weights[old] for new, old in pairs if old in weights and new not in weights and counts.get(new)
            }
            asked += [new for new, old in pairs if new in kept and counts[new] > WRITTEN * counts.get(old, 0)]
        elif _use(one.meant, counts) > USED * _use(one.said, counts):
            found = (gram for gram in ranking_grams(one.meant) if gram not in weights and counts.get(gram))
            kept = {gram: SYNONYMS * rarity(documents, counts[gram]) for gram in found}
            asked += kept
        else:
            continue
        weighed |= {gram: weight for gram, weight in kept.items() if gram not in weighed}
    return weighed, list(dict.fromkeys(asked))


def _use(text: str, counts: Mapping[str, int]) -> int:
    return min((counts.get(gram, 0) for gram in ranking_grams(text)), default=0)


def title_terms(terms: Iterable[str]) -> tuple[str, ...]:
    """What of a query ranks titles: its bigrams and their characters, since titles and questions abbreviate."""
    terms = tuple(terms)
    return tuple(dict.fromkeys([*terms, *"".join(terms)]))


def title_text(metadata: Metadata) -> str:
    """What is indexed as a document's title: title, number, issuer and region; bigrams and characters, with spaces."""
    parts: list[str] = []
    for part in (metadata.title, metadata.number, metadata.issuer, metadata.region):
        if part and (folded := fold(part)) and not any(folded in known for known in parts):
            parts.append(folded)
    return " ".join(term for part in parts for term in (*grams(part)[:-1], *part))


def rarity(documents: int, holding: int) -> float:
    """How much a term tells, by how many of all documents hold it (the idf of BM25, never negative)."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def text_parts(folded: str, weights: Mapping[str, float], *, titled: bool) -> tuple[float, float]:
    """What a document's folded text adds to its score: the closeness of the terms, and its beginning if it has no
    title."""
    beginning = folded[:BEGINNING] if not titled else ""
    lead = sum([weight for term, weight in weights.items() if term in beginning])
    return NEAR * nearness(folded, weights), LEAD * lead


def text_score(folded: str, weights: Mapping[str, float], *, titled: bool) -> float:
    """The sum of text_parts."""
    return sum(text_parts(folded, weights, titled=titled))


def telling_terms(weights: Mapping[str, float], words: Sequence[str], documents: int) -> tuple[list[str], list[str]]:
    """The terms and words that the engine is asked to rank by. In a large corpus those that stand in more than
    COMMON of all documents are left out: they tell little and cost most of the time. They still count for closeness."""
    if documents < LARGE:
        return list(weights), list(words)
    least = rarity(documents, int(documents * COMMON))
    telling = [term for term, weight in weights.items() if weight > least]
    if len(telling) < 2:
        return list(weights), list(words)
    kept = set(telling)
    return telling, [word for word in words if len(word) < 2 or not kept.isdisjoint(grams(word))]


def nearness(folded: str, weights: Mapping[str, float]) -> float:
    """The most weight of different terms that stands within WINDOW characters of a folded text."""
    inside = dict.fromkeys(weights, 0)
    best = worth = 0.0
    places = sorted(_places(folded, weights))
    first = 0
    for at, term in places:
        if not inside[term]:
            worth += weights[term]
        inside[term] += 1
        while at - places[first][0] > WINDOW:
            left = places[first][1]
            inside[left] -= 1
            if not inside[left]:
                worth -= weights[left]
            first += 1
        best = max(best, worth)
    return best


def _places(folded: str, terms: Iterable[str]) -> Iterable[tuple[int, str]]:
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            yield at, term
            at = folded.find(term, at + 1)
