"""The graph as tables of nodes and edges: CSV with a Cypher import for Neo4j, and Parquet.

    nodes   iri, number, title, label, doc_type, date, year, issuers, in_corpus
    edges   source, target, kind, label, modes, speakers, statements, evidence

as in `network`, one row a work and one row a relation between two works.  In Parquet a date is a date.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..corpus import Corpus
from ..vocabulary import relations
from .network import to_networkx
from .stores import Store

NODES = ("iri", "number", "title", "label", "doc_type", "date", "year", "issuers", "in_corpus")
EDGES = ("source", "target", "kind", "label", "modes", "speakers", "statements", "evidence")
_NODE = "MERGE (w:Work {iri: row.iri}) SET w.number = row.number, w.title = row.title, w.label = row.label, \
w.docType = row.doc_type, w.date = CASE row.date WHEN '' THEN NULL ELSE date(row.date) END, \
w.year = toInteger(row.year), w.issuers = split(row.issuers, ' '), w.inCorpus = row.in_corpus = 'true'"
_EDGE = "MATCH (a:Work {iri: row.source}), (b:Work {iri: row.target}) MERGE (a)-[r:%s]->(b) \
SET r.modes = split(row.modes, ' '), r.speakers = split(row.speakers, ' '), \
r.statements = toInteger(row.statements), r.evidence = split(row.evidence, '\\n')"


def rows(source: Corpus | Store | str | Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges as plain rows, by IRI; an unknown year is None."""
    graph = to_networkx(source)
    nodes = ({**graph.nodes[iri], "iri": iri} for iri in sorted(graph))
    edges = (
        {**graph.edges[start, end, kind], "source": start, "target": end}
        for start, end, kind in sorted(graph.edges(keys=True))
    )
    return [*_of(nodes, NODES)], [*_of(edges, EDGES)]


def _of(table: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    return ({column: row.get(column) for column in columns} for row in table)


def to_neo4j(source: Corpus | Store | str | Path, folder: str | Path) -> tuple[Path, ...]:
    """Write nodes.csv, edges.csv and import.cypher, which loads them from Neo4j's import folder."""
    nodes, edges = rows(source)
    where = _made(folder)
    return (
        _csv(where / "nodes.csv", NODES, nodes),
        _csv(where / "edges.csv", EDGES, edges),
        _text(where / "import.cypher", "".join(_cypher())),
    )


def to_parquet(source: Corpus | Store | str | Path, folder: str | Path) -> tuple[Path, ...]:
    """Write nodes.parquet and edges.parquet; wants pyarrow (vnlegal[parquet])."""
    import pyarrow
    from pyarrow import parquet

    where, written = _made(folder), []
    nodes, edges = rows(source)
    for row in nodes:
        row["date"] = date.fromisoformat(row["date"]) if row["date"] else None
    for name, columns, table in zip(("nodes", "edges"), (NODES, EDGES), (nodes, edges), strict=True):
        path = where / f"{name}.parquet"
        schema = pyarrow.schema([(column, _ARROW.get(column, "string")) for column in columns])
        parquet.write_table(pyarrow.Table.from_pylist(table, schema=schema), path)
        written.append(path)
    return tuple(written)


_ARROW = {"date": "date32", "year": "int32", "in_corpus": "bool", "statements": "int64"}


def _cypher() -> Iterator[str]:
    """One statement for the works and one for each relation, whose name becomes a type."""
    yield "CREATE CONSTRAINT work_iri IF NOT EXISTS FOR (w:Work) REQUIRE w.iri IS UNIQUE;\n"
    yield f"LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row {_NODE};\n"
    for row in relations():
        edge = f"WITH row WHERE row.kind = '{row.id}' {_EDGE % row.id.upper()}"
        yield f"LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row {edge};\n"


def _csv(path: Path, columns: tuple[str, ...], table: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        made = csv.writer(file, lineterminator="\n")
        made.writerow(columns)
        made.writerows([_cell(row, column) for column in columns] for row in table)
    return path


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = row[column]
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _text(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def _made(folder: str | Path) -> Path:
    where = Path(folder)
    where.mkdir(parents=True, exist_ok=True)
    return where
