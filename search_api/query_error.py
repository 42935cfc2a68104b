"""What can be wrong with what a person asks for."""

from __future__ import annotations


class QueryError(ValueError):
    """A query, value or filter that cannot be understood; the text says what to write instead."""
