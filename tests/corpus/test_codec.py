from hypothesis import given
from hypothesis import strategies as st

from corpus.codec import (
    pack_issues,
    pack_layout,
    pack_passages,
    pack_text,
    unpack_document,
    unpack_issues,
    unpack_passages,
    unpack_text,
)
from corpus.model import BLOCK_KINDS, Block, Cell, Document, Issue, Metadata, Passage, SourceMap, Span

texts = st.text(max_size=30)
counts = st.integers(0, 10**9)
spans = st.builds(Span, counts, counts)
cells = st.builds(Cell, counts, counts, counts, counts, counts, counts)
blocks = st.builds(
    Block, st.sampled_from(BLOCK_KINDS), counts, counts, counts, st.booleans(), st.lists(cells, max_size=3).map(tuple)
)
offsets = st.lists(counts, min_size=1, max_size=5).map(tuple)
documents = st.builds(
    Document,
    id=st.just("d"),
    text=texts,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    source_map=st.builds(SourceMap, offsets, offsets),
    metadata=st.just(Metadata(title="t")),
    encoding=texts,
    size=counts,
    dropped=st.lists(st.tuples(texts, counts), max_size=2).map(tuple),
)
issues = st.builds(
    Issue,
    code=texts,
    message=texts,
    surface=texts,
    start=st.one_of(st.none(), counts),
    end=st.one_of(st.none(), counts),
    source=st.one_of(st.none(), spans),
)


@given(documents)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    text = unpack_text(pack_text(document.text))
    assert unpack_document(document.id, text, pack_layout(document), document.metadata) == document


@given(st.lists(issues, max_size=3).map(tuple))
def test_issues_come_back_as_they_were(given_issues: tuple[Issue, ...]) -> None:
    assert unpack_issues(pack_issues(given_issues)) == given_issues


@given(texts, st.lists(st.tuples(texts, texts), max_size=3))
def test_passages_come_back_with_the_text_they_stand_in(text: str, extra: list[tuple[str, str]]) -> None:
    middle = len(text) // 2
    passages = tuple(
        Passage(ordinal=i, block=0, kind="note", start=0, end=middle, text=text[:middle], headings=(a,), words=(a, b))
        for i, (a, b) in enumerate(extra)
    )
    assert unpack_passages(pack_passages(passages), text) == passages
