"""What became of each file of a run, and the sum of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

OUTCOMES = ("new", "unchanged", "replaced", "duplicate", "skipped", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One input: its path as the corpus records it, what became of it, and for a skipped or failed one why, as one
    sentence. `code` is the error's constant, `document` the id where there is one; `seconds` the work it took."""

    path: str
    outcome: str
    reason: str = ""
    code: str = ""
    document: str | None = None
    figures: int | None = None
    bytes: int | None = None
    encoding: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: `done` of `total` inputs, and the last outcome."""

    done: int
    total: int
    last: Outcome


@dataclass(slots=True)
class Report:
    """The outcomes of a run in order. `interrupted` when a person stopped it, `stopped` with the reason when the corpus
    could not go on; either way what is listed was done, and the rest was not looked at."""

    outcomes: list[Outcome] = field(default_factory=list)
    interrupted: bool = False
    stopped: str | None = None

    @property
    def seen(self) -> int:
        return len(self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each outcome; they add up to `seen`."""
        counts = dict.fromkeys(OUTCOMES, 0)
        for outcome in self.outcomes:
            counts[outcome.outcome] += 1
        return counts

    @property
    def troubled(self) -> list[Outcome]:
        """The skipped and failed ones, with their reasons."""
        return [outcome for outcome in self.outcomes if outcome.outcome in ("skipped", "failed")]

    def rows(self) -> Iterator[dict[str, str | int | float | None]]:
        """One flat record an input, for --report."""
        for outcome in self.outcomes:
            yield {name: getattr(outcome, name) for name in Outcome.__slots__}
