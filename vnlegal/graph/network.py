"""The graph for networkx: works as nodes, relations as parallel edges; from a corpus or from a store.

    node   IRI of a work · number, title, label, name, doc_type, date (ISO), year, issuers, in_corpus
    edge   key = kind · kind, label (Vietnamese), modes, speakers (IRIs of the documents that state it),
           statements (how many places state it), evidence (their sentences, each once, one a line)

Words, numbers and truth values only, so that write_graphml, write_gexf and write_gml take them: several
issuers, modes or speakers are parted by a space; what is not known is "", an unknown year is left out.
GML keeps the word `label` for the IRI, so the label is said once more as `name`.

>>> from vnlegal.corpus import Corpus
>>> to_networkx(Corpus.of([])).number_of_nodes()
0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..corpus import Corpus
from ..model import Document, Link, Work
from ..text import printed
from ..vocabulary import relations
from .engines import Engine
from .stores import Store
from .terms import name
from .triples import label, target_of

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def to_networkx(source: Corpus | Store | str | Path, kinds: Collection[str] | None = None) -> Graph:
    """A networkx.MultiDiGraph of all works and of the links of the given kinds (all without them).

    `source` is a corpus, a store, or the folder of a store; raises StoreError where it is none.
    """
    import networkx

    if isinstance(source, (str, Path)):
        source = Store.open(source)
    graph: Graph = networkx.MultiDiGraph()
    wanted = [row.id for row in relations() if kinds is None or row.id in kinds]
    if isinstance(source, Corpus):
        graph.add_nodes_from((work.iri, node(work)) for work in source.works)
        texts = {document.source.path: document for document in source.documents}
        for link in source.links:
            if link.kind in wanted:
                graph.add_edge(link.source, link.target, key=link.kind, **edge(link, texts))
        return graph
    graph.add_nodes_from(_nodes(source.engine))
    for kind in wanted:
        for (start, end), attributes in _edges(source.engine, kind):
            graph.add_edge(start, end, key=kind, **attributes)
    return graph


def node(work: Work) -> dict[str, Any]:
    """The attributes of a work."""
    return {
        "number": work.number or "",
        "title": work.title or "",
        "label": label(work),
        "name": label(work),
        "doc_type": work.doc_type or "",
        "date": work.date.isoformat() if work.date else "",
        **({"year": work.key.year} if work.key else {}),
        "issuers": " ".join(work.issuers),
        "in_corpus": work.in_corpus,
    }


def edge(link: Link, texts: Mapping[str, Document]) -> dict[str, Any]:
    """The attributes of a link; `texts` are the documents of the corpus by path."""
    said = ((one, printed(texts[one.path].source, one.sentence)) for one in link.evidence)
    return _edge(link.kind, link.modes, [(one.speaker, sentence) for one, sentence in said])


def _edge(kind: str, modes: Iterable[str], said: Collection[tuple[str, str]]) -> dict[str, Any]:
    """Attributes by how a relation is stated, by whom and in which sentence, once for each statement."""
    return {
        "kind": kind,
        "label": relations().get(kind).label,
        "modes": " ".join(sorted({*modes})),
        "speakers": " ".join(sorted({speaker for speaker, _ in said})),
        "statements": len(said),
        "evidence": "\n".join(sorted({sentence for _, sentence in said})),
    }


_PROPERTIES = {
    "number": "eli:number", "title": "vnl:subject", "label": "rdfs:label", "doc_type": "vnl:docType",
    "date": "eli:date_document", "year": "vnl:year",
}  # fmt: skip


def _nodes(engine: Engine) -> Iterator[tuple[str, dict[str, Any]]]:
    """All works, a property at a time: the whole store is read once."""
    works: dict[str, dict[str, Any]] = {
        iri: dict.fromkeys(_PROPERTIES, "") | {"issuers": "", "in_corpus": held == "true"}
        for iri, held in engine.pairs(name("vnl:inCorpus"))
    }
    for key, property in _PROPERTIES.items():
        for iri, value in engine.pairs(name(property)):
            if iri in works and (not works[iri][key] or value < works[iri][key]):
                works[iri][key] = value
    for iri, body in engine.pairs(name("vnl:issuedBy")):
        works[iri]["issuers"] = " ".join(sorted({*works[iri]["issuers"].split(), body.rsplit("/", 1)[-1]}))
    for iri, values in works.items():
        year, values["doc_type"] = values.pop("year"), values["doc_type"].rsplit("/", 1)[-1]
        values["name"] = values["label"]
        yield iri, values | ({"year": int(year)} if year else {})


_SAID = f"""SELECT ?claim ?source ?target ?mode ?speaker ?sentence WHERE {{
  ?claim %s ?target . ?claim {name("vnl:mode")} ?mode ; {name("vnl:speaker")} ?speaker .
  ?claim {name("oa:exact")} ?sentence .
  ?source {name("vnl:claim")} ?claim .
  FILTER(?mode != "directed" && ?source != ?target)
}}"""


def _edges(engine: Engine, kind: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """All edges of a kind with who states them; claims that direct somebody make none."""
    found: dict[tuple[str, str], set[tuple[str, str, str, str]]] = defaultdict(set)
    for row in engine.select(_SAID % name(target_of(kind)), {}).rows:
        claim, source, target, mode, speaker, sentence = (cell.value if cell else "" for cell in row)
        found[source, target].add((claim, mode, speaker, sentence))
    for ends, claims in sorted(found.items()):
        yield ends, _edge(kind, [mode for _, mode, *_ in claims], [(by, words) for *_, by, words in claims])
