"""OpenAPI 3.1 of the JSON API, made of the table of operations and the types they ask and give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from .. import __version__
from .checking import AskCheck
from .lookups import Ask
from .operations import OPERATIONS, Operation
from .schemas import Problem

Json = dict[str, Any]
_TEMPLATE = "#/components/schemas/{name}"
_PROBLEMS = {
    400: "The request is not understood",
    404: "The store does not know the document",
    409: "More than one document fits; `candidates` names them",
    503: "All workers are busy; try again",
    504: "A limit ended the job before there was anything to give",
}
_SPARQL = {
    "summary": "SPARQL 1.1 Protocol, read only; also named questions (`question` and its parameters)",
    "operationId": "sparql",
    "parameters": [
        {"name": "query", "in": "query", "schema": {"type": "string"}},
        {"name": "question", "in": "query", "schema": {"type": "string"}},
        {
            "name": "format",
            "in": "query",
            "schema": {"enum": ["json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml"]},
        },
    ],
    "responses": {
        "200": {
            "description": "The answer; the header Vnlegal-Cut says what cut it short",
            "headers": {"Vnlegal-Cut": {"schema": {"enum": ["rows", "bytes", "seconds", "memory"]}}},
            "content": {"application/sparql-results+json": {}, "text/csv": {}, "text/turtle": {}},
        }
    },
}


@cache
def description() -> Json:
    """The whole description."""
    schemas, components = _schemas()
    paths: Json = {
        f"/api/{one.name}": {one.method.lower(): _operation(one, schemas, components)}
        for one in OPERATIONS.values()
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "vnlegal",
            "version": __version__,
            "summary": "Vietnamese official documents: who carries out, amends or answers whom",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {**paths, "/sparql": {"get": _SPARQL}},
        "components": {"schemas": components},
    }


def _schemas() -> tuple[Mapping[Any, Json], Json]:
    """The schema of each type that is asked or given, and the components they refer to."""
    types = [kind for one in OPERATIONS.values() for kind in (one.asks, one.gives)] + [Problem]
    found, components = msgspec.json.schema_components(types, ref_template=_TEMPLATE)
    return dict(zip(types, found, strict=True)), components


def _operation(one: Operation, schemas: Mapping[Any, Json], components: Json) -> Json:
    asked: Json = {"parameters": list(_parameters(one.asks, schemas, components))}
    if one.method == "POST":
        asked = {"requestBody": {"required": True, "content": _posted(schemas)}}
    problem = {"application/problem+json": {"schema": schemas[Problem]}}
    posting = {413: "Too large", 415: "Neither JSON nor text"} if one.method == "POST" else {}
    return {
        "operationId": one.name,
        "summary": one.summary,
        **asked,
        "responses": {
            "200": {
                "description": "What was found",
                "content": {"application/json": {"schema": schemas[one.gives]}},
            },
            **{
                str(code): {"description": words, "content": problem}
                for code, words in {**_PROBLEMS, **posting}.items()
            },
        },
    }


def _posted(schemas: Mapping[Any, Json]) -> Json:
    return {
        "application/json": {"schema": schemas[AskCheck]},
        "text/plain": {"schema": {"type": "string"}},
    }


def _parameters(asks: type[Ask], schemas: Mapping[Any, Json], components: Json) -> Iterator[Json]:
    """The fields of what is asked, as parameters of a query; lists are written with commas."""
    shape = components[schemas[asks]["$ref"].rsplit("/", 1)[-1]]
    for name, schema in shape["properties"].items():
        said = {key: value for key, value in schema.items() if key != "description"}
        shown = {"name": name, "in": "query", "schema": said, "required": name in shape.get("required", ())}
        if schema.get("type") == "array":
            shown |= {"style": "form", "explode": False}
        if "description" in schema:
            shown["description"] = schema["description"]
        yield shown
