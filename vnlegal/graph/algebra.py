"""A query as rdflib runs it: what would ask another host is refused once more, and long paths are walked.

rdflib follows `+` and `*` one call deeper a step, so that a chain of a thousand documents ends in a
RecursionError; here a path is walked step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath, eval_path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query as Prepared

from .sparql import Query, RefusedQueryError

_REFUSED = ("ServiceGraphPattern", "DatasetClause")
Pair = tuple[Any, Any]


@lru_cache(maxsize=100)
def prepared(query: Query) -> Prepared:
    """A query that rdflib has read: reading takes it longer than most answers; raises RefusedQueryError."""
    try:
        made = prepareQuery(query.text)
    except RecursionError:
        raise RefusedQueryError("câu truy vấn lồng quá sâu") from None
    except Exception as error:  # rdflib raises whatever it stumbles over
        raise RefusedQueryError(f"không phải câu truy vấn SPARQL: {error}") from None
    made.algebra = _held(made.algebra)
    return made


def _held(part: Any) -> Any:
    """A part of the algebra, its paths walked; what leads to another host is refused."""
    if isinstance(part, CompValue):
        if part.name in _REFUSED or part.datasetClause:
            raise RefusedQueryError(f"không nhận {part.name} trong câu truy vấn")
        for key, value in part.items():
            part[key] = _held(value)
        return part
    if isinstance(part, Path):
        return _walked(part)
    if isinstance(part, list):
        part[:] = map(_held, part)
    return tuple(map(_held, part)) if type(part) is tuple else part


def _walked(path: Any) -> Any:
    """A path whose repetitions are walked."""
    if isinstance(path, MulPath):
        return Walk(_walked(path.path), path.mod)
    if isinstance(path, InvPath):
        return InvPath(_walked(path.arg))
    if isinstance(path, (AlternativePath, SequencePath)):
        return type(path)(*map(_walked, path.args))
    return path


class Walk(MulPath):
    """A path that is repeated: `?`, `*` or `+`."""

    def eval(
        self, graph: Any, subj: Any = None, obj: Any = None, first: bool = False
    ) -> Generator[Pair, None, None]:
        """Pairs of ends, each once."""
        if subj is not None:
            ends = self._ends(subj, lambda at: (o for _, o in eval_path(graph, (at, self.path, None))))
            found = ends if obj is None else islice((end for end in ends if end == obj), 1)
            yield from ((subj, end) for end in found)
        elif obj is not None:
            begins = self._ends(obj, lambda at: (s for s, _ in eval_path(graph, (None, self.path, at))))
            yield from ((begin, obj) for begin in begins)
        else:
            for begin in self._begins(graph):
                yield from self.eval(graph, begin)

    def _ends(self, begin: Any, onward: Callable[[Any], Iterator[Any]]) -> Iterator[Any]:
        """What can be reached, nearest first."""
        seen, next_ = set(), [begin]
        if self.zero:
            seen.add(begin)
            yield begin
        while next_:
            found = [end for at in next_ for end in onward(at)]
            next_ = []
            for end in found:
                if end not in seen:
                    seen.add(end)
                    next_.append(end)
                    yield end
            if not self.more:
                return

    def _begins(self, graph: Any) -> Iterator[Any]:
        """Where the path can begin: anywhere, if it may be empty."""
        if self.zero:
            return iter(dict.fromkeys(end for s, _, o in graph.triples((None, None, None)) for end in (s, o)))
        return iter(dict.fromkeys(s for s, _ in eval_path(graph, (None, self.path, None))))
