"""Quads into a store on disk: whole graphs, new ones by bulk loading, others by what differs (`replacing`).

Neither is atomic: the names of the graphs are put into the manifest before it begins and their digests
after it has ended; a build that goes on after a kill takes out what may stand there in part.
Measured: 100,000 quads a second with one loading thread, nearly twice that with two; pieces of 50,000
quads need little memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .disk import blaming
from .kept import RENAMED, note
from .manifest import Manifest
from .replacing import replace

if TYPE_CHECKING:
    import pyoxigraph

PIECE = 50_000  # quads in one piece of a bulk load
LOADERS = 2
WAITING = 4  # pieces on their way: bounds the memory
_DIGITS = 32  # of a digest
_SMALL = 20_000  # a smaller piece is loaded in a transaction


@dataclass(frozen=True, slots=True)
class _Written:
    """What is to be marked when a piece has been loaded."""

    digests: dict[str, str | None] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    given: dict[str, Mapping[str, bytes]] = field(default_factory=dict)


class Writer:
    """Writes the graphs of one stage of work; what is done is marked in the manifest piece by piece.

    `loaders` threads load beside the caller; without any the caller does it, on the one core it has.
    In a `fresh` store nobody asks what was touched: everything was.
    """

    def __init__(
        self,
        engine: pyoxigraph.Store,
        manifest: Manifest,
        stage: str,
        loaders: int = LOADERS,
        fresh: bool = False,
    ) -> None:
        self._engine, self._manifest, self._stage, self._fresh = engine, manifest, stage, fresh
        self._pool = ThreadPoolExecutor(loaders) if loaders else None
        self._waiting: list[tuple[Future[None], _Written]] = []
        self._new: dict[str, str] = {}
        self._next = _Written()
        self._lines = 0
        self.written = self.loaded = 0

    def put(self, name: str, text: str, given: Mapping[str, bytes] | None = None) -> None:
        """Write the N-Quads of a text, a work or the vocabulary if they differ from what stands there.

        `given`: what a text gives to the answers that are kept.
        """
        digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] if text else None
        before = self._manifest.digest(name)
        if before == digest:
            return
        self.written += 1
        self._next.digests[name] = digest
        if given is not None:
            self._next.given[name] = given
        if before is None:
            self._new[name] = text
            self._lines += text.count("\n")
        else:
            self._manifest.begin([name])
            self._manifest.ledger.add("provision", replace(self._engine, name, text))

    def done(self, what: str) -> None:
        """Everything that one thing to be done asked for has been put."""
        self._next.done.append(what)
        if self._lines >= PIECE or len(self._next.done) >= PIECE // 10:
            self._send()

    def close(self) -> None:
        """Write what is left, and wait."""
        self._send()
        while self._waiting:
            self._settle()
        if self._pool:
            self._pool.shutdown()

    def _send(self) -> None:
        if self._new:
            self._manifest.begin(self._new)
        text = "".join(self._new.values()).encode()
        future: Future[None] = Future()
        if self._pool:
            future = self._pool.submit(load, self._engine, text, self._lines)
        else:
            load(self._engine, text, self._lines)
            future.set_result(None)
        self._waiting.append((future, self._next))
        self.loaded += self._lines
        self._new, self._next, self._lines = {}, _Written(), 0
        while len(self._waiting) > (WAITING if self._pool else 0):
            self._settle()

    def _settle(self) -> None:
        future, written = self._waiting.pop(0)
        future.result()
        note(self._manifest, written.given)
        if self._stage == "work" and not self._fresh:
            self._manifest.ledger.add(RENAMED, written.digests)
        self._manifest.ledger.done(self._stage, written.done, written.digests)


def load(engine: pyoxigraph.Store, nquads: bytes, lines: int) -> None:
    """Add N-Quads: in a transaction if they are few, else in bulk."""
    from pyoxigraph import RdfFormat

    add = engine.load if lines < _SMALL else engine.bulk_load
    if nquads:
        add(nquads, format=RdfFormat.N_QUADS, lenient=True)


def open_engine(path: Path) -> pyoxigraph.Store:
    """The engine on its folder; raises StoreError."""
    import pyoxigraph

    with blaming(path):
        return pyoxigraph.Store(str(path))
