"""Work for a crew that loads next to nothing: a process that starts for it costs little."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def squares() -> Iterator[Callable[[int], int]]:
    """The square of a number."""
    yield lambda n: n * n


@contextmanager
def broken() -> Iterator[Callable[[int], int]]:
    """A process that ends when it is to begin."""
    os._exit(7)
    yield abs
