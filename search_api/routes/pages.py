"""The pages: search, figures, reader."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.backend import Corpus
from corpus.model import Figure, Span
from corpus.query import FigureQuery, Filters, Hit
from search_api import actions
from search_api.entities import find_cited, find_citing
from search_api.nothing import explain_nothing
from search_api.parse_query import QueryError, parse_figure_query
from search_api.routes.depends import CorpusOf, FiltersOf, SettingsOf
from search_api.searches import Search
from search_api.web import program_views, views
from search_api.web.render import render

router = APIRouter(include_in_schema=False)

HITS = 10
ROWS = 50
CHIPS = 6
CITING = 20
ORDERS = (("relevance", "按相关"), ("-date", "新近在前"), ("date", "早先在前"))
SORTS = (
    ("document", "按文献"), ("relevance", "按相关"), ("value", "数值从小到大"), ("-value", "数值从大到小"),
    ("-date", "新近在前"),
)  # fmt: skip

Text = Annotated[str, Query(max_length=20_000)]
Cursor = Annotated[str | None, Query(max_length=4000)]


@router.get("/", response_class=HTMLResponse)
def search(
    request: Request, corpus: CorpusOf, settings: SettingsOf, filters: FiltersOf, q: Text = "", sort: Text = "",
    plain: bool = False, like: Text = "", cursor: Cursor = None,
) -> Response:  # fmt: skip
    """Documents that were found, or all, with facets beside them; or those like one."""
    asked = Search(text=q, filters=filters, sort=sort if sort in dict(ORDERS) else "relevance", operators=not plain)
    if like:
        return _similar(request, corpus, like)
    page = actions.search(corpus, asked, settings=settings, limit=HITS, cursor=cursor)
    facets = actions.facets(corpus, asked, settings=settings)
    understood = asked.understood(settings)
    nothing = None if page.total else explain_nothing(corpus, asked, settings=settings)
    return render(
        request, "search.html", here="search", q=q, total=page.total,
        ranked=" ".join(understood.ranked.split()), notes=understood.notes, plain=plain,
        parts=views.part_views(understood, asked), as_words=views.search_url(replace(asked, operators=False)),
        as_typed=views.search_url(replace(asked, operators=True)),
        orders=[(label, views.search_url(replace(asked, sort=key)), key == asked.sort) for key, label in ORDERS if q],
        hits=[views.hit_view(hit, _chips(corpus, hit)) for hit in page.items],
        facets=views.facet_views(facets, asked), export=views.export_url(asked),
        nothing=views.nothing_view(nothing) if nothing else None,
        next=views.search_url(asked, page.cursor) if page.cursor else None,
    )  # fmt: skip


def _similar(request: Request, corpus: Corpus, name: str) -> Response:
    document = actions.show(corpus, name).document
    hits = actions.similar(corpus, document.id, limit=HITS).items
    return render(
        request, "similar.html", here="search", title=document.metadata.title or name,
        url=views.document_url(document.id), hits=[views.hit_view(hit, _chips(corpus, hit)) for hit in hits],
    )  # fmt: skip


def _chips(corpus: Corpus, hit: Hit) -> list[Figure]:
    """The figures around the hit, in the order of the text."""
    reach = Span(hit.start - len(hit.snippet), hit.end + len(hit.snippet))
    figures = corpus.analysis(hit.row.document).figures
    first = bisect_left(figures, reach.start, key=lambda figure: figure.start)
    near = [one for one in figures[first : first + 4 * CHIPS] if one.end <= reach.end and one.surface in hit.snippet]
    return near[:CHIPS]


@router.get("/figures", response_class=HTMLResponse)
def figures(
    request: Request, corpus: CorpusOf, indicator: Text = "", value: Text = "", region: Text = "", period: Text = "",
    unit: Text = "", sort: Text = "document", like: Text = "", cursor: Cursor = None,
) -> Response:  # fmt: skip
    """A form for figures by value, and those that were found; or those of the same indicator as one."""
    if like:
        return _alike(request, corpus, like)
    form = {"indicator": indicator, "value": value, "region": region, "period": period, "unit": unit, "sort": sort}
    asked = {key: text for key, text in form.items() if text}
    shown: dict[str, Any] = {"rows": [], "total": 0, "next": None, "error": "", "like": None}
    try:
        page = actions.figures(corpus, replace(_figure_query(form), limit=ROWS, cursor=cursor))
    except QueryError as error:
        shown["error"] = str(error)
    else:
        rows = [
            views.figure_view(
                row.figure, number=number, title=views.titled(row.row), document=row.row.document,
                url=views.document_url(row.row.document, Span(row.figure.start, row.figure.end)),
            )
            for number, row in enumerate(page.items)
        ]  # fmt: skip
        more = "/figures?" + urlencode({**asked, "cursor": page.cursor}) if page.cursor else None
        shown |= {"rows": rows, "total": page.total, "next": more}
    place = {"place" if key == "region" else key: text for key, text in asked.items()}
    export = "/api/figures/export?" + urlencode(place)
    return render(
        request, "figures.html", here="figures", form=form, sorts=SORTS, export=export, documents=True, **shown
    )


def _alike(request: Request, corpus: Corpus, like: str) -> Response:
    """The figures of other documents like one."""
    form = dict.fromkeys(("indicator", "value", "region", "period", "unit"), "") | {"sort": "document"}
    shown: dict[str, Any] = dict.fromkeys(("error", "export"), "") | dict.fromkeys(("next", "like"))
    shown |= {"rows": [], "total": 0, "documents": True}
    try:
        found = actions.comparable(corpus, like)
    except QueryError as error:
        return render(request, "figures.html", here="figures", form=form, sorts=SORTS, **shown | {"error": str(error)})
    rows = [
        views.figure_view(
            one.row.figure, number=number, title=views.titled(one.row.row), document=one.row.row.document,
            url=views.document_url(one.row.row.document, Span(one.row.figure.start, one.row.figure.end)),
        )
        for number, one in enumerate(found.found[:ROWS])
    ]  # fmt: skip
    of = Span(found.figure.start, found.figure.end)
    about = {
        "indicator": found.figure.indicator, "surface": found.figure.surface,
        "url": views.document_url(found.document, of),
    }  # fmt: skip
    shown |= {"rows": rows, "total": len(found.found), "like": about}
    return render(request, "figures.html", here="figures", form=form, sorts=SORTS, **shown)


def _figure_query(form: dict[str, str]) -> FigureQuery:
    sort = form["sort"] if form["sort"] in dict(SORTS) else "document"
    return parse_figure_query(
        indicator=tuple(form["indicator"].split()), value=form["value"] or None, region=form["region"] or None,
        period=form["period"] or None, unit=form["unit"] or None, sort=sort, filters=Filters(),
    )  # fmt: skip


@router.get("/documents/{name}", response_class=HTMLResponse)
def reader(
    request: Request,
    corpus: CorpusOf,
    name: str,
    hit: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$")] = None,
    part: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """A document with its figures marked in place and a table of them beside it; opens at the hit."""
    found = corpus.resolve(name)
    if found != name:
        return RedirectResponse(f"/documents/{found}")
    shown = actions.show(corpus, found)
    document, place = shown.document, _place(hit)
    parts = views.parts_of(document)
    number = part or (views.part_with(document, parts, place.start) if place else 1)
    if number > len(parts):
        raise HTTPException(404, f"the document has {len(parts)} parts")
    first, last = parts[number - 1]
    blocks, numbered = document.blocks[first:last], list(enumerate(shown.analysis.figures))
    if blocks:
        numbered = [(at, one) for at, one in numbered if blocks[0].start <= one.start < blocks[-1].end]
    path = shown.editions[0].path if shown.editions else ""
    citing = find_citing(corpus, found, limit=CITING)
    return render(
        request, "reader.html", title=document.metadata.title or path, meta=views.meta_parts(document.metadata),
        path=path, total=len(shown.analysis.figures), parts=len(parts), part=number,
        blocks=list(_blocks(document, blocks, numbered, place)), documents=False,
        rows=[
            views.figure_view(one, number=at, url=f"#f{at}", document=found, text=document.text) for at, one in numbered
        ],
        export=f"/api/documents/{found}/figures", original=f"/api/documents/{found}/original",
        programs=program_views.program_links(shown.analysis.programs),
        cites=[program_views.document_view(row) for row in find_cited(corpus, found)],
        cited_by=[program_views.document_view(row) for row in citing.items], citing=citing.total,
    )  # fmt: skip


def _place(hit: str | None) -> Span | None:
    if hit is None:
        return None
    start, end = hit.split("-")
    return Span(int(start), int(end))


def _blocks(document: Any, blocks: Any, numbered: list[tuple[int, Figure]], place: Span | None) -> Any:
    starts = [one.start for _, one in numbered]
    for block in blocks:
        inside = numbered[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        yield views.block_view(document, block, inside, place)


@router.get("/api/docs", response_class=HTMLResponse)
def api_docs(request: Request) -> Response:
    """The API's description as a page: no script from elsewhere."""
    return render(request, "api.html", here="api", paths=_described(request.app.openapi()))


def _described(openapi: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(), "path": path, "summary": one.get("summary", ""),
            "text": one.get("description", ""),
            "parameters": one.get("parameters", []),
        }
        for path, methods in openapi["paths"].items()
        for method, one in methods.items()
    ]  # fmt: skip
