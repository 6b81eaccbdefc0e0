"""What a picture is: works as nodes, and an arrow for each pair of works with all that joins them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...graph.stated import Statement
from ...model import Mode
from .. import wording
from ..listing import Hit

MOST = 200


@dataclass(frozen=True, slots=True)
class View:
    """What to show: works opened beside the one asked about, and what their neighbours must be."""

    work: str
    opened: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ("asserted", "reported")
    issuer: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def centres(self) -> tuple[str, ...]:
        """The works that are opened, the one asked about first."""
        return tuple(dict.fromkeys((self.work, *self.opened)))


@dataclass(frozen=True, slots=True)
class Node:
    """A work; `hidden` counts the works related to it that are not shown."""

    hit: Hit
    opened: bool
    hidden: int

    @property
    def iri(self) -> str:
        """The IRI of the work."""
        return self.hit.iri


@dataclass(frozen=True, slots=True)
class Arrow:
    """All relations from one work to another, by kind, with what states each."""

    source: str
    target: str
    said: tuple[tuple[str, tuple[Statement, ...]], ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of relation."""
        return tuple(kind for kind, _ in self.said)

    @property
    def names(self) -> str:
        """The relations in words."""
        return "; ".join(wording.relation(kind) for kind in self.kinds)

    @property
    def asserted(self) -> bool:
        """Whether the source says so itself."""
        return any(one.mode == "asserted" for _, told in self.said for one in told)


@dataclass(frozen=True)
class Picture:
    """Nodes and arrows; `left_out` counts the works for which there was no room."""

    view: View
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    left_out: int

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What the works of the picture are called."""
        return {one.iri: one.hit.label for one in self.nodes}

    def label(self, iri: str) -> str:
        """What a work of the picture is called."""
        return self.labels.get(iri, iri)
