"""Templates to HTML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(str(files("search_api.web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(request: Request, template: str, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A page. Every value is escaped; a lone surrogate is shown as its escape."""
    values.setdefault("here", "")
    text = _environment().get_template(template).render(request=request, **values)
    return HTMLResponse(text.encode("utf-8", "backslashreplace"), status_code=code)
