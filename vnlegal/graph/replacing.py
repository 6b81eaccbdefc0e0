"""What stands in a store of a text or a work is brought to what is said now.

A stored quad does not keep its graph where its terms tell it (`homes`).  So what a text says is found from
its own node: its work, whatever hangs off either, and so on, as far as it is at home in the text.
Provisions belong to nobody and go with the last reference to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from ..notation.iris import text_in
from .homes import PROVISIONS, VOCABULARY, WORKS, home
from .terms import name

if TYPE_CHECKING:
    import pyoxigraph

_Node: TypeAlias = "pyoxigraph.NamedNode"
_Quads: TypeAlias = "set[pyoxigraph.Quad]"
_POINTING = ("vnl:targetProvision", "vnl:standsIn", "vnl:carrier", "vnl:becomes")
_POINTS = frozenset(one[1:-1] for one in map(name, _POINTING))
_PART, _REPLACED = name("eli:is_part_of")[1:-1], name("dct:isReplacedBy")[1:-1]


def replace(engine: pyoxigraph.Store, of: str, nquads: str) -> list[str]:
    """Bring what stands of a text, a work or a graph to these quads, writing only what differs.

    Returns the provisions that may be needed no longer.
    """
    from pyoxigraph import RdfFormat, parse

    before = standing(engine, of)
    after = set(parse(nquads.encode(), format=RdfFormat.N_QUADS, lenient=True))
    gone = before - after
    for quad in gone:
        engine.remove(quad)
    engine.extend(after - before)
    return _pointed(gone)


def clear(engine: pyoxigraph.Store, names: Collection[str]) -> list[str]:
    """Take out all that may stand of some texts, works or graphs, in whatever part, reading the whole store.

    Returns the provisions that may be needed no longer.
    """
    if not names:
        return []
    gone = {quad for quad in engine if _owner(quad) in names}
    for quad in gone:
        engine.remove(quad)
    return _pointed(gone)


def prune(engine: pyoxigraph.Store, provisions: Iterable[str]) -> None:
    """Take out those provisions that nothing refers to any more, and then what they were part of."""
    from pyoxigraph import NamedNode

    todo = sorted(set(provisions), key=len)
    while todo:
        node = NamedNode(todo.pop())
        if _is_needed(engine, node):
            continue
        for quad in [one for one in _bare(engine, node) if _home(one) == PROVISIONS]:
            engine.remove(quad)
            if quad.predicate.value == _PART:
                todo.append(str(quad.object)[1:-1])


def _is_needed(engine: pyoxigraph.Store, provision: _Node) -> bool:
    """Whether a provision has a part, or a reference, a claim or an order points to it."""
    return any(
        quad.predicate.value == _PART or (quad.predicate.value in _POINTS and _is_reference(engine, quad))
        for quad in engine.quads_for_pattern(None, None, provision)
    )


def _is_reference(engine: pyoxigraph.Store, quad: pyoxigraph.Quad) -> bool:
    """The mention of an act points to provisions too, which are no more than its words."""
    from pyoxigraph import NamedNode

    held = NamedNode(name("vnl:reference")[1:-1])
    said = any(kind in str(quad.subject) for kind in ("/claim/", "/instruction/"))
    return said or any(engine.quads_for_pattern(None, held, quad.subject))


def standing(engine: pyoxigraph.Store, of: str) -> _Quads:
    """What stands of a text, of a work, or of any other graph; without provisions, which many may share."""
    from pyoxigraph import NamedNode

    node = NamedNode(of)
    found = set(engine.quads_for_pattern(None, None, None, node))
    if of and text_in(of) == of:
        return found | _said(engine, node)
    if of == VOCABULARY:  # seldom: the tables are those of a version
        return found | {quad for quad in _bare(engine, None) if _home(quad) == VOCABULARY}
    aliases = _bare(engine, None, NamedNode(_REPLACED), node)
    return found | {quad for quad in _bare(engine, node) if _home(quad) == WORKS} | set(aliases)


def _said(engine: pyoxigraph.Store, text: _Node) -> _Quads:
    """All quads at home in a text."""
    found: _Quads = set()
    todo, seen = [text], {text}
    while todo:
        node = todo.pop()
        incoming = _bare(engine, None, None, node) if node.value.startswith(text.value) else ()
        for quad in chain(_bare(engine, node), incoming):
            if _home(quad) == text.value:
                found.add(quad)
                new = {one for one in _ends(quad, text) if one not in seen}
                seen |= new
                todo += new
    return found


def _ends(quad: pyoxigraph.Quad, text: _Node) -> Iterator[_Node]:
    """Where to look on: the nodes of the text, and the work that it is a text of."""
    from pyoxigraph import NamedNode

    for term in (quad.subject, quad.object):
        if isinstance(term, NamedNode) and (term.value.startswith(text.value) or quad.subject == text):
            yield term


def _bare(
    engine: pyoxigraph.Store,
    subject: _Node | None,
    predicate: _Node | None = None,
    object: _Node | None = None,
) -> Iterator[pyoxigraph.Quad]:
    """Stored quads without a graph."""
    from pyoxigraph import DefaultGraph

    return iter(engine.quads_for_pattern(subject, predicate, object, DefaultGraph()))


def _home(quad: pyoxigraph.Quad) -> str:
    return home(str(quad.subject), str(quad.predicate), str(quad.object))[1:-1]


def _owner(quad: pyoxigraph.Quad) -> str:
    """The text, the work or the graph that a quad stands for."""
    from pyoxigraph import DefaultGraph

    if quad.graph_name != DefaultGraph():
        return str(quad.graph_name)[1:-1]
    of_works = _home(quad) == WORKS
    work = quad.object if quad.predicate.value == _REPLACED else quad.subject
    return str(work)[1:-1] if of_works else _home(quad)


def _pointed(quads: Iterable[pyoxigraph.Quad]) -> list[str]:
    return [str(quad.object)[1:-1] for quad in quads if quad.predicate.value in _POINTS]
