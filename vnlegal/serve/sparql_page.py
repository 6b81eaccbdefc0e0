"""The SPARQL page: named questions with forms for their parameters, an editor, answers as a table.

Everything is in the URL, and everything works without scripts; the editor is put over the plain field.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

import msgspec
import regex
from starlette.requests import Request
from starlette.responses import Response

from .. import late
from ..graph.questions import Question, questions
from ..graph.terms import PREFIXES
from ..graph.vocabulary import folder
from ..language import Language, spoken
from ..notation.iris import BASE
from .pool import BusyError, JobError, Pool, Reply
from .problems import Problem
from .protocol import Asked, answer
from .results import shape
from .site import Site

SHOWN = 500
_LONG = 60
_WORK = late.regex(regex.escape(BASE) + r"/(?:doc/.+|text/\w+/work$)")
_WHERE = late.regex(r"\bWHERE\s*\{")
_DECLARED = late.regex(
    r'^(?P<term>vnl:\w+) a owl:[^"]{1,300}?rdfs:label "(?P<vi>[^"]+)"@vi , "(?P<en>[^"]+)"@en',
    regex.MULTILINE,
)
_TO_PAGE = "application/sparql-results+json, text/turtle"
_DOWNLOADS = {
    "rows": (("csv", "CSV"), ("json", "JSON"), ("tsv", "TSV"), ("xml", "XML")),
    "boolean": (("json", "JSON"), ("xml", "XML")),
    "graph": (("turtle", "Turtle"), ("ntriples", "N-Triples"), ("rdfxml", "RDF/XML")),
}
_EXAMPLE = """\
PREFIX vnl: <https://w3id.org/vnlegal/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?document ?label ?target ?targetLabel WHERE {
  ?document vnl:implements ?target ; rdfs:label ?label .
  ?target rdfs:label ?targetLabel .
}
ORDER BY ?label
LIMIT 50
"""
_GROUPS = (
    ("work", "Về một văn bản"),
    ("body", "Về một cơ quan"),
    ("date", "Theo thời gian"),
    ("", "Trên toàn kho"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer as a page shows it; `work` is the IRI of one of our works, to be linked."""

    words: str
    iri: str = ""
    work: str = ""

    @property
    def kind(self) -> str:
        """How wide it wants to be."""
        return "iri" if self.iri else "long" if len(self.words) > _LONG else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as a page shows it."""

    form: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    text: str
    cut: str
    more: bool


async def page(site: Site, request: Request, pool: Pool, asked: Asked) -> Response:
    """The page, with the answer if something was asked; mistakes are told on it."""
    shown, query, mistake, status = None, asked.query, "", 200
    if not asked.is_empty:
        try:
            reply = await answer(pool, asked, _TO_PAGE, rows=SHOWN)
            shown = _shown(reply, pool)
            query = asked.query or editable(questions()[asked.question], reply.head["bindings"])
        except (JobError, BusyError) as error:
            mistake, status = str(error), Problem.of(error).status
    question = questions().get(asked.question)
    if asked.question and question is None and not mistake:
        mistake, status = f"không có câu hỏi {asked.question!r}", 404
    endpoint = str(request.url.replace(query="", fragment=""))
    return site.page(
        request,
        "sparql.html",
        status,
        groups=_grouped(questions()),
        question=question,
        values=asked.parameters,
        bodies=site.shelf.index.charged(300),
        query=query.strip() or (editable(question, {}) if question else _EXAMPLE),
        shown=shown,
        mistake=mistake,
        downloads=_downloads(asked, shown),
        snippets=_snippets(endpoint, asked, shown) if shown else (),
        prefixes=PREFIXES,
        terms=_terms(spoken()),
    )


@cache
def _terms(language: Language) -> Mapping[str, str]:
    """Our own classes and properties with their names, as the ontology declares them."""
    text = (folder() / "vnlegal.ttl").read_text("utf-8")
    return {found["term"]: found[language] for found in _DECLARED.finditer(text)}


def editable(question: Question, bindings: Mapping[str, str]) -> str:
    """The SPARQL of a named question with its parameters in it, for the editor.

    >>> print(editable(questions()["attached"], {"work": "<x:y>"}).split("WHERE {")[1].splitlines()[1])
      VALUES ?work { <x:y> }
    """
    lines = [line for line in question.sparql.splitlines() if not line.startswith("#")]
    values = "".join(f"\n  VALUES ?{name} {{ {term} }}" for name, term in bindings.items())
    return _WHERE.sub(lambda found: found[0] + values, "\n".join(lines), count=1)


def _grouped(known: Mapping[str, Question]) -> list[tuple[str, list[Question]]]:
    """Questions by what they ask about: the kind of their first parameter."""
    found: dict[str, list[Question]] = {title: [] for _, title in _GROUPS}
    titles = dict(_GROUPS)
    for one in known.values():
        kind = one.parameters[0].kind if one.parameters else ""
        found[titles.get(kind, titles[""])].append(one)
    return [(title, sorted(group, key=lambda one: one.title)) for title, group in found.items() if group]


def _shown(reply: Reply, pool: Pool) -> Shown:
    form, columns = reply.head["form"], tuple(reply.head["columns"])
    written = reply.body + shape(reply.head["shape"], form).tail("").encode()
    more = reply.cut == "rows"
    cut = "" if more else pool.limits.cut(reply.cut)
    if form == "graph":
        return Shown(form, (), (), written.decode(), cut, more)
    said = msgspec.json.decode(written)
    if form == "boolean":
        return Shown(form, (), (), "Có" if said["boolean"] else "Không", cut, False)
    # What was asked about stands above the table.
    columns = tuple(name for name in columns if name not in reply.head["bindings"])
    rows = (tuple(_cell(row.get(name)) for name in columns) for row in said["results"]["bindings"])
    return Shown(form, columns, tuple(rows), "", cut, more)


def _cell(term: Mapping[str, str] | None) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] != "uri":
        return Cell(value)
    return Cell(_short(value), value, value if _WORK.match(value) else "")


def _short(value: str) -> str:
    """An IRI with a prefix, as queries write it."""
    if value.startswith(f"{BASE}/"):
        return value.removeprefix(f"{BASE}/")
    for prefix, space in PREFIXES.items():
        if value.startswith(space):
            return f"{prefix}:{value[len(space) :]}"
    return value


def _parameters(asked: Asked) -> dict[str, str]:
    return {"query": asked.query} if asked.query else {"question": asked.question, **asked.parameters}


def _downloads(asked: Asked, shown: Shown | None) -> list[tuple[str, str]]:
    """Name and address of the whole answer in each shape."""
    shapes: Sequence[tuple[str, str]] = _DOWNLOADS[shown.form] if shown else ()
    return [(title, "?" + urlencode({**_parameters(asked), "format": name})) for name, title in shapes]


def _snippets(endpoint: str, asked: Asked, shown: Shown) -> tuple[tuple[str, str], ...]:
    """The same question for a shell and for Python; neither needs a library."""
    given = _parameters(asked)
    pairs = (shlex.quote(f"{name}={value}") for name, value in given.items())
    data = "".join(f" \\\n  --data-urlencode {pair}" for pair in pairs)
    accept, python = ("text/turtle", _GRAPH) if shown.form == "graph" else ("text/csv", _ROWS)
    curl = f"curl {shlex.quote(endpoint)} -H 'Accept: {accept}'{data}\n"
    said = "".join(f"    {name!r}: {_python(value)},\n" for name, value in given.items())
    return ("curl", curl), ("Python", python % (said, endpoint))


def _python(value: str) -> str:
    """A text as Python writes it: over several lines if it has several."""
    plain = not any(mark in value for mark in ('"""', "\\", "\r")) and not value.endswith('"')
    return f'"""{value}"""' if "\n" in value and plain else repr(value)


_ROWS = """\
import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

asked = {
%s}
request = Request(%r, urlencode(asked).encode(), {"Accept": "application/sparql-results+json"})
answer = json.load(urlopen(request))
for row in answer["results"]["bindings"] if "results" in answer else [answer]:
    print(row)
"""
_GRAPH = """\
from urllib.parse import urlencode
from urllib.request import Request, urlopen

asked = {
%s}
request = Request(%r, urlencode(asked).encode(), {"Accept": "text/turtle"})
print(urlopen(request).read().decode())
"""
