"""The collector of cycles rests while a document is read, and runs afterwards whatever happened."""

from __future__ import annotations

import gc
from threading import Event, Thread

import pytest

from nlp.undisturbed import undisturbed


def test_it_rests_inside_and_runs_again_after() -> None:
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_runs_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="broken"), undisturbed():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_reading_within_another_does_not_end_its_rest() -> None:
    with undisturbed():
        with undisturbed():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_second_thread_neither_waits_nor_ends_the_rest_of_the_first() -> None:
    begun, done = Event(), Event()

    def second() -> None:
        with undisturbed():
            begun.set()
        done.set()

    with undisturbed():
        other = Thread(target=second)
        other.start()
        other.join(timeout=5)
        assert begun.is_set()
        assert done.is_set()
        assert not gc.isenabled()
    assert gc.isenabled()
