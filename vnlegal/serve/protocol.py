"""Requests of the SPARQL 1.1 Protocol, read: what is asked, and the answer of a child to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from ..graph.questions import questions
from .pool import Pool, Reply
from .posting import aside, read_body
from .problems import Problem
from .results import Form, chosen

MAX_QUERY = 256 * 1024
_SHAPING = ("format", "output", "results")  # SPARQLWrapper sends all three, in the URL and in the body
_OURS = {"query", "question", *_SHAPING}
_DATASET = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_FORMS: tuple[Form, ...] = ("rows", "boolean", "graph")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: SPARQL, or a named question with its parameters, or nothing yet."""

    query: str = ""
    question: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    format: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to answer: no query, and no question with all of its parameters."""
        known = questions().get(self.question)
        missing = known is not None and any(not self.parameters.get(one.name) for one in known.parameters)
        return missing if self.question else not self.query.strip()


async def read(request: Request) -> Asked:
    """What a request asks, by the rules of the protocol; raises Problem."""
    pairs = list(request.query_params.multi_items())
    if request.method == "POST":
        pairs += await _posted(request)
    for name, _ in pairs:
        if name in _DATASET:
            raise Problem(400, f"không nhận {name}: mọi câu hỏi đều hỏi trên toàn kho")
        if name == "update":
            raise Problem(400, "kho chỉ đọc: không nhận SPARQL Update")
    names = [name for name, _ in pairs if name not in _SHAPING]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise Problem(400, f"tham số lặp lại: {', '.join(repeated)}")
    return _asked(dict(pairs))


def _asked(given: dict[str, str]) -> Asked:
    query, question = given.get("query", ""), given.get("question", "")
    if query.strip() and question:
        raise Problem(400, "chỉ dùng một trong hai: query hoặc question")
    parameters = {name: value.strip() for name, value in given.items() if name not in _OURS}
    return Asked(query, question, parameters if question else {}, given.get("format", ""))


async def _posted(request: Request) -> list[tuple[str, str]]:
    """The parameters in the body of a POST."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise Problem(400, "kho chỉ đọc: không nhận SPARQL Update")
    if kind not in ("application/x-www-form-urlencoded", "application/sparql-query"):
        raise Problem(415, "cần application/x-www-form-urlencoded hoặc application/sparql-query")
    body = await read_body(request, MAX_QUERY)
    if kind == "application/sparql-query":
        return [("query", body)]
    try:
        return parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Problem(400, "nội dung không đúng dạng biểu mẫu UTF-8") from None


async def answer(pool: Pool, asked: Asked, accept: str, rows: int | None = None) -> Reply:
    """The answer of a child, of at most `rows`; raises JobError and BusyError."""
    wish = {form: chosen(accept, form, asked.format) for form in _FORMS}
    job = ("sparql", asked.query) if asked.query else ("question", asked.question, dict(asked.parameters))
    return await aside(lambda: pool.run(*job, wish, rows=rows))
