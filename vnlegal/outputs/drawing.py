"""What GraphML and Mermaid files are made of, whatever graph stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .. import late
from .frame import printable

_SPECIAL = late.regex(r"[^\p{L}\p{N} .,/:()–-]")

Types = Mapping[str, str]
Values = Mapping[str, Any]


def graphml(
    types: tuple[Types, Types],
    nodes: Iterable[tuple[str, Values]],
    edges: Iterable[tuple[str, str, Values]],
    about: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """A directed graph as GraphML (http://graphml.graphdrawing.org), piece by piece.

    `types` give the GraphML type of each attribute, of nodes and of edges; a value that is None or "" is
    left out.  `about` are attributes of the graph itself, all words.

    >>> "".join(graphml(({"label": "string"}, {}), [("a", {"label": "1 < 2"})], [])).splitlines()[5]
    '      <data key="node-label">1 &lt; 2</data>'
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, keys in zip(("node", "edge"), types, strict=True):
        for key, type_ in keys.items():
            yield f'  <key id="{domain}-{key}" for="{domain}" attr.name="{key}" attr.type="{type_}"/>\n'
    for key in about or ():
        yield f'  <key id="graph-{key}" for="graph" attr.name="{key}" attr.type="string"/>\n'
    yield '  <graph edgedefault="directed">\n'
    yield _data("graph", about or {}).replace("      <", "    <")
    for iri, values in nodes:
        yield f"    <node id={_quoted(iri)}>\n{_data('node', values)}    </node>\n"
    for source, target, values in edges:
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        yield f"    <edge {ends}>\n{_data('edge', values)}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(domain: str, values: Values) -> str:
    given = ((key, value) for key, value in values.items() if value not in (None, ""))
    return "".join(
        f'      <data key="{domain}-{key}">{escape(printable(_plain(value)))}</data>\n'
        for key, value in given
    )


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(words: str) -> str:
    return quoteattr(printable(words))


def mermaid_words(words: str) -> str:
    """Words that mean nothing to Mermaid or HTML: all other signs as character entities of Mermaid's kind.

    >>> mermaid_words('<b>"x"</b>')
    '#60;b#62;#34;x#34;#60;/b#62;'
    """
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", " ".join(words.split()))
