"""What one text gives to the answers about the whole store (`kept`), as its stored quads tell it.

Only three things of a text matter there: which works it cites, which it puts into a chain, and which of its
mentions are open.  They are kept for each text and each work that it is a text of, so that a change counts
by what it takes away and what it adds, however large the store.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from .. import late
from ..corpus.tables import LEVEL
from ..notation.iris import BASE, is_stretch, span_in
from ..vocabulary import relations
from .questions import OPEN
from .terms import Quad, name
from .triples import property_of, target_of

_MENTION, _EXACT = name("vnl:mention"), name("oa:exact")
_RESOLUTION, _CANDIDATE = name("vnl:resolution"), name("vnl:candidate")
_ESCAPED = late.re(r"\\(.)")
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}
_COMMON = f"{BASE}/doc/chinh-phu/20 {BASE}/doc/quoc-hoi/20".encode()


class Open(NamedTuple):
    """A mention that is not decided: where it begins, its words, what it may mean."""

    start: int
    words: str
    candidates: tuple[str, ...]


class Given(NamedTuple):
    """What a text says of one of its works: the works cited, those in a chain, the open mentions."""

    cited: tuple[str, ...] = ()
    chained: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()


_DECODER = msgspec.msgpack.Decoder(Given)


@cache
def _properties() -> tuple[frozenset[str], frozenset[str]]:
    """Those that lead from a mention to what it means, and those between two works of a chain."""
    chain = (row.id for row in relations() if row.family == "lineage" or row.force == "makes")
    targets = (name(target_of(row.id)) for row in relations())
    return frozenset(targets), frozenset(name(f"vnl:{property_of(id)}") for id in chain)


def given(quads: Iterable[Quad]) -> Mapping[str, Given]:
    """What the quads of one text give, by the work that it is a text of: seldom more than one."""
    targets, chain = _properties()
    works: set[str] = set()
    cited, chained, open = set[str](), set[str](), set[str]()
    words: dict[str, str] = {}
    candidates: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, object, _ in quads:
        if predicate in targets and is_stretch(subject[1:-1]):
            cited.add(object[1:-1])
        elif predicate in chain:
            chained |= {subject[1:-1], object[1:-1]}
        elif predicate == _MENTION:
            works.add(subject[1:-1])
        elif predicate == _EXACT:
            words[subject] = object
        elif predicate == _RESOLUTION and object in OPEN:
            open.add(subject)
        elif predicate == _CANDIDATE:
            candidates[subject].append(object[1:-1])
    left = sorted(
        Open(span_in(at[1:-1]).start, _plain(words[at]), tuple(sorted(set(candidates[at])))) for at in open
    )
    return {
        work: Given(tuple(sorted(cited - {work})), tuple(sorted(chained)), tuple(left))
        for work in sorted(works)
    }


def _plain(literal: str) -> str:
    """The value of a literal in a language."""
    words = literal[1 : literal.rindex('"')]
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), words) if "\\" in words else words


def packed(one: Given) -> bytes:
    """What is given, as it is kept."""
    squeezing = zlib.compressobj(LEVEL, zdict=_COMMON)
    return squeezing.compress(msgspec.msgpack.encode(one)) + squeezing.flush()


def unpacked(kept: bytes) -> Given:
    """What was packed."""
    return _DECODER.decode(zlib.decompressobj(zdict=_COMMON).decompress(kept))
