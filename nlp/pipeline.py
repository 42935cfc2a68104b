"""The spaCy Language: words, then our components in order; `analyse` runs it over a document, one Doc a passage."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from threading import Lock

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

import nlp.components
from corpus.model import Analysis, Document
from nlp.annotate import Words, read_passages
from nlp.reading import Reading
from nlp.segment import Segment, segment
from nlp.stamp import fingerprint
from nlp.steps import STEPS

WORDS = "words"
AHEAD = 50_000
"""Code points of the passages whose Docs are made together, about."""
TURN = Lock()
MAX_LENGTH = 100_000_000
"""spaCy refuses longer texts; its own limit is set for models that we do not run."""


class WordTokenizer:
    """A tokenizer for spaCy: the segmenter's words as they are, white space too, so that the text comes back exact."""

    def __init__(self, vocab: Vocab, cut: Segment) -> None:
        self.vocab = vocab
        self.cut = cut

    def __call__(self, text: str) -> Doc:
        return self.doc_of(self.cut(text) if text else [])

    def doc_of(self, pieces: list[str]) -> Doc:
        """The Doc of a text in these pieces."""
        doc = Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))
        doc.user_data[WORDS] = pieces
        return doc


@cache
def make_language(segmenter: str = "jieba") -> Language:
    """A Language with the segmenter's words and our components."""
    # without the getters of lexical attributes (shape, like_url …), which nothing here reads, a Doc costs a fifth
    language = spacy.blank("zh", vocab=Vocab(lex_attr_getters={}))
    language.tokenizer = WordTokenizer(language.vocab, segment(segmenter))
    language.max_length = MAX_LENGTH
    for name in STEPS:
        language.add_pipe(name)
    return language


@lru_cache(maxsize=1 << 16)
def word_of(piece: str) -> str:
    """A piece of the text as a word: in lower case, empty where it holds no letter, digit or Han character."""
    return piece.casefold() if any(map(str.isalnum, piece)) else ""


class _Docs:
    """The Docs of a document's passages, made some ahead: cutting words and reading figures in turn, each would push
    what the other needs out of the processor's cache."""

    def __init__(self, language: Language) -> None:
        assert isinstance(language.tokenizer, WordTokenizer)  # make_language gives it
        self._tokenizer = language.tokenizer
        self._ahead: deque[Doc] = deque()

    def take(self, reading: Reading) -> Doc:
        """The Doc of the passage that is read next."""
        if not self._ahead:
            self._ahead.extend(self._make(reading))
        doc = self._ahead.popleft()
        doc.user_data[nlp.components.READING] = reading
        return doc

    def _make(self, reading: Reading) -> Iterator[Doc]:
        """The Docs of some passages: all words first, for the same reason."""
        tokenizer, passages = self._tokenizer, reading.scene.passages
        cut, size = [], 0
        for number in range(reading.passage.ordinal, len(passages)):
            cut.append(tokenizer.cut(passages[number].text))
            size += len(passages[number].text)
            if size > AHEAD:
                break
        return map(tokenizer.doc_of, cut)


def analyse(document: Document, *, segmenter: str = "jieba") -> Analysis:
    """Everything a corpus keeps of a document: figures, programs, issues, and the words of its passages.

    Its Docs live and die in a memory zone: outside one, spaCy's store of strings grows with every new word. Zones must
    not be in one another, so threads take turns.
    """
    language = make_language(segmenter)
    docs = _Docs(language)

    def read(batch: Sequence[Reading]) -> Iterator[Words]:
        for reading in batch:
            doc = docs.take(reading)
            for _, component in language.pipeline:
                doc = component(doc)
            yield tuple(filter(None, map(word_of, doc.user_data[WORDS])))

    with TURN, language.memory_zone():
        return read_passages(document, read, fingerprint(segmenter))
