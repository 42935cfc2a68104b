"""What the HTTP API takes and gives, as its OpenAPI description shows it. Field names are those of the records."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Kind = Literal["title", "heading", "paragraph", "table", "note"]


class Place(BaseModel):
    """A stretch of the decoded file, in code points, half-open."""

    start: int
    end: int


class Problem(BaseModel):
    """What went wrong and what to do, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="One sentence that says what to do.")
    instance: str | None = None


class EvidenceOut(BaseModel):
    """The words that say a field of a figure from outside its own clause: a heading, the title, an earlier sentence."""

    field: Literal["period", "region", "role"]
    start: int = Field(description="In the reading text, code points.")
    end: int


class CorrectedOut(BaseModel):
    """A field that a person has read better, and what the program read."""

    field: str
    machine: str | None
    by: str
    at: str = Field(description="ISO 8601.")


class CorrectionIn(BaseModel):
    """A person's better reading of a figure. An empty text is unknown, or none."""

    by: str = Field(max_length=200, description="Who reads it better.", examples=["李敏"])
    fields: dict[str, str] = Field(
        description="value, value_max, unit, dimension, qualifier, qualifier_text, measure, direction, basis, role, "
        "indicator, region, period, per.",
        examples=[{"indicator": "一般公共预算收入", "value": "14.47亿元"}],
        max_length=20,
    )


class CorrectionOut(CorrectedOut):
    """A correction with its figure. `holds` is whether that figure is read at its place now."""

    value: str | None
    surface: str
    start: int
    end: int
    document: str
    sentence: str
    holds: bool


class CorrectionsOut(BaseModel):
    """Corrections in the order of documents and places."""

    corrections: list[CorrectionOut]


class FigureOut(BaseModel):
    """A printed number with what it means and where it stands."""

    surface: str = Field(description="As printed.", examples=["14.47亿元"])
    start: int = Field(description="In the reading text, code points.")
    end: int
    value: str | None = Field(description="Decimal, fully expanded in `unit`.", examples=["1447000000"])
    value_max: str | None = Field(description="Upper end of a range.")
    unit: str = Field(description="As printed: 元 also where it is a Hong Kong dollar.", examples=["元"])
    currency: str | None = Field(description="Of money, by ISO 4217; null for a 元 of an unknown place.")
    dimension: str = Field(examples=["money"])
    qualifier: str = Field(description="exact, approx, more_than, at_least, less_than, at_most or range.")
    qualifier_text: str = Field(description="The word that says so, as printed.", examples=["约"])
    measure: str = Field(description="level, share, change, growth, multiple or per_unit.")
    direction: str | None = Field(description="up or down, for change, growth and multiple.")
    basis: str = Field(description="yoy, mom, base or none.")
    role: str = Field(description="reported, target or other.")
    indicator: str = Field(description="What is measured, in the document's words.", examples=["财政专项扶贫资金投入"])
    indicator_key: str = Field(
        description="The indicator as it is compared across documents: dimension, kind, per, head noun, stage, fund "
        "and population between bars, then the rest of its words.",
        examples=["money|level||资金|投入|财政专项扶贫||"],
    )
    program: str | None = Field(description="The named program that its clause speaks of, by its entity.")
    region: str | None = Field(description="The place it is about; null where it cannot be told.")
    period: str | None = Field(description="YYYY, YYYY-MM, YYYY-MM-DD or a..b; null where it cannot be told.")
    per: str | None = Field(description="The base of a per-unit value.", examples=["人"])
    confidence: float = Field(description="The chance that every field is right.")
    to_confirm: bool = Field(description="Whether that is too little to use the figure unread (待核).")
    evidence: list[EvidenceOut] = Field(description="Where period, region and role were read, when not in its clause.")
    corrected: list[CorrectedOut] = Field([], description="Fields that hold a person's reading, not the program's.")
    sentence: str
    source: Place
    file: str
    document: str = Field(description="SHA-256 of the file.")
    analyser: str = Field(description="What read it.")


class FigureRowOut(FigureOut):
    """A figure of the corpus, with its document."""

    path: str
    title: str | None
    date: str | None


class ProgramOut(BaseModel):
    """One mention of a named program."""

    surface: str
    start: int
    end: int
    source: Place
    kind: str
    entity: str = Field(description="Shared by all mentions of one thing.")
    file: str
    document: str
    analyser: str


class ProgramRowOut(BaseModel):
    """A named program of the corpus, with how often it is named and one place to open."""

    entity: str
    kind: str
    mentions: int
    documents: int
    surface: str
    start: int
    end: int
    source: Place
    document: str
    path: str
    title: str | None


class BlockOut(BaseModel):
    """A block of the reading text."""

    kind: Kind
    level: int = Field(description="0 for the title, 1 and deeper for headings.")
    placed: bool = Field(description="False for a heading whose place the text does not show.")
    text: str
    start: int
    end: int
    source: Place | None
    file: str
    document: str


class OperandOut(BaseModel):
    """A figure in a relation: `part` is total, part, whole, share, from, to, by, rate, level, times, done or target."""

    part: str
    surface: str
    start: int
    end: int


class RelationOut(BaseModel):
    """Figures that the text ties together by its own words; nothing is recomputed."""

    kind: str = Field(description="sum_of_parts, share, change, growth, target_vs_done or multiple.")
    words: str = Field(description="The words that say so.")
    closed: bool = Field(description="Whether the text says that the parts are all there are.")
    operands: list[OperandOut]
    sentence: str
    start: int
    end: int
    source: Place
    file: str
    document: str
    analyser: str


class IssueOut(BaseModel):
    """Something that could not be read, with its place where it has one."""

    code: str
    message: str
    surface: str
    start: int | None
    end: int | None
    source: Place | None
    file: str
    document: str | None


class FiguresOut(BaseModel):
    """A page of figures."""

    total: int
    cursor: str | None
    figures: list[FigureRowOut]


class AlikeFigureOut(FigureRowOut):
    """A figure of another document, with how alike its indicator is worded."""

    likeness: float = Field(description="From 0.3 to 1, which is the same wording.")


class AlikeOut(BaseModel):
    """Figures of the same indicator as one, most alike first."""

    indicator: str = Field(description="What the one asked about counts.")
    total: int
    figures: list[AlikeFigureOut]


class ProgramsOut(BaseModel):
    """A page of named programs."""

    total: int
    cursor: str | None
    programs: list[ProgramRowOut]


class DocumentOut(BaseModel):
    """A document as a list shows it."""

    document: str
    path: str
    title: str | None
    issuer: str | None
    number: str | None
    date: str | None
    region: str | None
    kind: str | None
    figures: int
    programs: int
    characters: int


class DocumentsOut(BaseModel):
    """A page of documents, newest first."""

    total: int
    cursor: str | None
    documents: list[DocumentOut]


class NameOut(BaseModel):
    """A name under which a program stands in documents."""

    surface: str
    kind: str
    mentions: int
    documents: int


class EntityOut(BaseModel):
    """A program over the whole corpus."""

    entity: str
    kind: str
    numbers: list[str] = Field(description="Its document numbers, in one form.")
    mentions: int
    documents: int = Field(description="Documents that name it.")
    figures: int = Field(description="Figures that belong to it.")
    names: list[NameOut] = Field(description="What it is called, the names used most first; at most 200.")
    itself: list[DocumentOut] = Field(description="Documents of the corpus that it is.")


class MentionOut(BaseModel):
    """A place where a program is named."""

    surface: str
    kind: str
    entity: str
    before: str = Field(description="The words before it in its line.")
    after: str
    start: int
    end: int
    source: Place
    document: str
    title: str | None
    date: str | None
    path: str


class MentionsOut(BaseModel):
    """A page of documents that name a program, with each mention."""

    total: int = Field(description="Documents in all.")
    cursor: str | None
    mentions: list[MentionOut]


class CitationsOut(BaseModel):
    """Which documents of the corpus a document names by title or number, and which name it."""

    cites: list[DocumentOut]
    total: int = Field(description="Documents that name it, in all.")
    cursor: str | None
    cited_by: list[DocumentOut]


class WholeDocumentOut(BaseModel):
    """A document with its blocks, figures, programs, relations and issues."""

    document: str
    path: str | None
    paths: list[str]
    earlier: list[str] = Field(description="Documents that stood at this path before, oldest first.")
    title: str | None
    issuer: str | None
    number: str | None
    date: str | None
    region: str | None
    kind: str | None
    encoding: str
    size: int = Field(description="Bytes of the file.")
    characters: int
    dropped: dict[str, int] = Field(description="Page furniture left out of the reading text: characters by reason.")
    analyser: str
    text: str = Field(description="The reading text.")
    blocks: list[BlockOut]
    figures: list[FigureOut]
    programs: list[ProgramOut]
    relations: list[RelationOut]
    issues: list[IssueOut]


class UploadOut(BaseModel):
    """What became of an uploaded file."""

    outcome: Literal["new", "unchanged", "replaced", "duplicate"]
    document: str
    path: str
    figures: int
    programs: int
    issues: int


class ExtractOut(BaseModel):
    """The statistics of a document that was not kept."""

    file: str
    document: str
    analyser: str
    blocks: list[BlockOut]
    figures: list[FigureOut]
    programs: list[ProgramOut]
    relations: list[RelationOut]
    issues: list[IssueOut]


class LiveOut(BaseModel):
    """The process answers."""

    status: Literal["live"]


class LimitsOut(BaseModel):
    """What is too much."""

    query: int = Field(description="Characters of a query.")
    page: int = Field(description="Things on a page.")
    passages: int = Field(description="Places that a document shows.")
    facet_values: int = Field(description="Values of a facet.")
    upload_bytes: int = Field(description="Bytes of an uploaded file.")
    seconds: float = Field(description="How long a question may take.")


class ReadyOut(BaseModel):
    """The corpus can be read."""

    status: Literal["ready"]
    analyser: str | None
    documents: int
    figures: int
