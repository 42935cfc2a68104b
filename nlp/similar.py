"""How alike the wordings of indicators are: character n-grams, weighed by how rare they are among what is compared.

Only figures of one gate are compared (corpus.fact), so that what the slots already say is not weighed twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp.indicator_key import renamed

NGRAMS = (1, 3)
"""Lengths of the n-grams in code points: from one, since a single character may part two indicators (进口, 出口)."""

Wording = tuple[str, str | None]
"""An indicator and the period of its figure, which decides what names of old times it may have."""


def likeness(one: Wording, others: Sequence[Wording]) -> list[float]:
    """How alike each of the other indicators is worded, from 0 to 1: the same words, under the names that are
    compared."""
    if not others:
        return []
    from sklearn.feature_extraction.text import TfidfVectorizer  # takes a second, which only this costs

    named = [renamed(indicator, period).replace("的", "") for indicator, period in (one, *others)]
    different = list(dict.fromkeys(named))
    vectors = TfidfVectorizer(analyzer="char", ngram_range=NGRAMS).fit_transform(different)
    shared = (vectors @ vectors[0].T).toarray().ravel()
    alike = {name: min(1.0, round(float(score), 6)) for name, score in zip(different, shared, strict=True)}
    return [alike[name] for name in named[1:]]
