"""How work on many things is shared out: in this process one by one, or by other processes (`bulk`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from ..formats.clock import SECONDS, OverdueError, within

T = TypeVar("T")
R = TypeVar("R")
# Opened once in every process that works: gives what is then called for each thing.
Open: TypeAlias = Callable[[], AbstractContextManager[Callable[[T], R]]]


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a thing has no result: its process died or took too long, or the work failed."""

    reason: str


class WorkLostError(RuntimeError):
    """A stage that needs all its results lost one; a build that is run again goes on there."""


class Share(Protocol):
    """Gives each thing with its result, or with why it has none, in any order."""

    def __call__(self, open: Open[T, R], things: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Share out the work."""


def in_turn(open: Open[T, R], things: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
    """One after the other, here.

    >>> from contextlib import nullcontext
    >>> list(in_turn(lambda: nullcontext(str.upper), ["a", "b"]))
    [('a', 'A'), ('b', 'B')]
    """
    with open() as work:
        for thing in things:
            yield thing, _bounded(work, thing)


def _bounded(work: Callable[[T], R], thing: T) -> R | Lost:
    try:
        with within(SECONDS):
            return work(thing)
    except OverdueError as error:
        return Lost(error.reason)


def whole(results: Iterable[tuple[T, R | Lost]]) -> Iterator[tuple[T, R]]:
    """Results of which none may be lost; raises WorkLostError."""
    for thing, result in results:
        if isinstance(result, Lost):
            raise WorkLostError(f"{thing}: {result.reason}")
        yield thing, result
