"""Frozen dataclasses that are made as fast as others.

A frozen dataclass sets every field through `object.__setattr__`, which makes one of twenty fields five times as dear as
one that is not frozen; a figure, an interval and a span are made for every number of a corpus.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def swift(frozen: type[T]) -> type[T]:
    """Give a frozen dataclass with slots another `__init__` of the same signature: while the fields are set the
    instance is of a twin class that is not frozen. Only for fields without `default_factory`; no `__post_init__`."""
    name, own = frozen.__name__, fields(frozen)  # type: ignore[arg-type]
    if any(one.default_factory is not MISSING for one in own) or hasattr(frozen, "__post_init__"):
        raise TypeError(f"{name} makes fields of its own")
    twin = type(name, (), {"__slots__": frozen.__slots__})  # type: ignore[attr-defined]
    given = "".join(f", {one.name}" + (f"=default_{one.name}" if one.default is not MISSING else "") for one in own)
    only = ", *" if own and own[0].kw_only else ""
    body = "".join(f"    self.{one.name} = {one.name}\n" for one in own)
    code = f"def __init__(self{only}{given}):\n    become(self, '__class__', twin)\n{body}    self.__class__ = frozen\n"
    scope: dict[str, Any] = {f"default_{one.name}": one.default for one in own}
    scope |= {"become": object.__setattr__, "twin": twin, "frozen": frozen}
    exec(code, scope)
    frozen.__init__ = scope["__init__"]  # type: ignore[method-assign]
    return frozen
