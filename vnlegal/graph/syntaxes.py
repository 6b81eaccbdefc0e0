"""Quads -> Turtle, TriG, N-Quads, JSON-LD and RDF 1.2, always in the same order.

RDF 1.1 is canonical.  The RDF 1.2 export adds, to each claim, the triple that it states (`rdf:reifies`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .. import late
from .terms import PREFIXES, Quad, name, to_nquads

_LOCAL = late.regex(r"[\p{L}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_-])?")
_LITERAL = late.regex(r'"(?P<value>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z-]+)|\^\^<(?P<datatype>[^>]+)>)?')
_TYPE = name("rdf:type")
_PLAIN = {f"{PREFIXES['xsd']}integer", f"{PREFIXES['xsd']}boolean"}


def to_turtle(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Turtle of the union of all graphs: what each subject says, once, subjects in order of their IRIs."""
    rows = sorted({quad[:3] for quad in quads})
    return _header(rows, prefixes) + "".join(_subjects(rows, prefixes, ""))


def to_trig(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """TriG: one block for each graph."""
    ordered = sorted(set(quads), key=lambda quad: (quad.graph, quad))
    pieces = [_header((quad[:3] for quad in ordered), prefixes)]
    for graph in dict.fromkeys(quad.graph for quad in ordered):
        rows = [quad[:3] for quad in ordered if quad.graph == graph]
        pieces.append(f"GRAPH {_short(graph, prefixes)} {{\n")
        pieces += _subjects(rows, prefixes, "  ")
        pieces.append("}\n\n")
    return "".join(pieces)


def to_jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """JSON-LD with named graphs; names are shortened by the prefixes in its context."""
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    for subject, predicate, object_, graph in sorted(set(quads), key=lambda quad: (quad.graph, quad)):
        node = graphs.setdefault(graph, {}).setdefault(subject, {"@id": subject[1:-1]})
        if predicate == _TYPE:
            node.setdefault("@type", []).append(_compact(object_, prefixes))
        else:
            node.setdefault(_compact(predicate, prefixes), []).append(_json(object_))
    made = [{"@id": graph[1:-1], "@graph": list(nodes.values())} for graph, nodes in graphs.items()]
    return json.dumps({"@context": dict(prefixes), "@graph": made}, ensure_ascii=False, indent=1) + "\n"


def to_rdf12(quads: Iterable[Quad]) -> str:
    """N-Quads of RDF 1.2: each claim with one target reifies the triple it states, also a directed one."""
    kept = set(quads)
    sources = {quad.object: quad.subject for quad in kept if quad.predicate == name("vnl:claim")}
    lead = name("vnl:target")[:-1]
    lines = [f"{' '.join(quad)} .\n" for quad in kept]
    for claim, predicate, target, graph in kept:
        if claim in sources and predicate.startswith(lead):
            relation = predicate.removeprefix(lead)
            stated = f"{sources[claim]} {lead[:-6]}{relation[0].lower()}{relation[1:]} {target}"
            lines.append(f"{claim} {name('rdf:reifies')} <<( {stated} )>> {graph} .\n")
    return "".join(sorted(lines))


def _header(rows: Iterable[tuple[str, ...]], prefixes: Mapping[str, str]) -> str:
    """The prefixes that are used."""
    short = {_short(term, prefixes).partition(":")[0] for row in rows for term in row}
    short |= {"xsd"} & set(prefixes)
    return "".join(f"@prefix {p}: <{prefixes[p]}> .\n" for p in sorted(prefixes) if p in short) + "\n"


def _subjects(rows: Iterable[tuple[str, ...]], prefixes: Mapping[str, str], indent: str) -> Iterator[str]:
    by_subject: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, object_ in rows:
        by_subject.setdefault(subject, {}).setdefault(predicate, []).append(_short(object_, prefixes))
    for subject, said in by_subject.items():
        ordered = sorted(said.items(), key=lambda item: (item[0] != _TYPE, item[0]))
        lines = [f"{_verb(verb, prefixes)} {', '.join(objects)}" for verb, objects in ordered]
        yield f"{indent}{_short(subject, prefixes)} " + f" ;\n{indent}  ".join(lines) + " .\n\n"


def _verb(predicate: str, prefixes: Mapping[str, str]) -> str:
    return "a" if predicate == _TYPE else _short(predicate, prefixes)


def _short(term: str, prefixes: Mapping[str, str]) -> str:
    """A term as Turtle may write it: prefixed, and numbers and booleans bare."""
    if term.startswith("<"):
        return _compact(term, prefixes, term)
    if match := _LITERAL.fullmatch(term):
        if match["datatype"] in _PLAIN:
            return match["value"]
        if match["datatype"]:
            datatype = f"<{match['datatype']}>"
            return f'"{match["value"]}"^^{_compact(datatype, prefixes, datatype)}'
    return term


def _compact(term: str, prefixes: Mapping[str, str], otherwise: str | None = None) -> str:
    value = term[1:-1]
    for prefix, space in prefixes.items():
        if value.startswith(space) and _LOCAL.fullmatch(value[len(space) :]):
            return f"{prefix}:{value[len(space) :]}"
    return value if otherwise is None else otherwise


def _json(term: str) -> dict[str, str]:
    if term.startswith("<"):
        return {"@id": term[1:-1]}
    match = _LITERAL.fullmatch(term)
    assert match is not None, term
    value = json.loads(f'"{match["value"]}"', strict=False)
    if match["language"]:
        return {"@value": value, "@language": match["language"]}
    return {"@value": value, "@type": match["datatype"]} if match["datatype"] else {"@value": value}


SYNTAXES: Mapping[str, Callable[[Iterable[Quad]], str]] = {
    "turtle": to_turtle,
    "trig": to_trig,
    "nquads": to_nquads,
    "jsonld": to_jsonld,
    "rdf12": to_rdf12,
}
"""The ways to write quads, by name."""
