"""The named questions: one SPARQL file each, in `queries/`.

A file begins with its title in Vietnamese and English and one line for each parameter:

    # vi: Những văn bản thực hiện văn bản này
    # en: What implements this document
    # ?work work: văn bản được hỏi

Which relations a question asks about is said by what they are, not by their names: `%ends%` stands for
the properties of all that end a document (the others are in `_relations`).  Of a question about the whole
store `%most%` is how many documents it lists, and `%open%` which resolutions decide nothing.

A parameter is a `work` (IRI, or a number as people type it), a `body`, a `date`, a `year` or `text`.
Parameters are bound as terms by the engine; nothing is ever pasted into a query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import regex

from .. import late
from ..language import SaidError, spoken
from ..notation import bodies, iris
from ..vocabulary import Relation, relations
from .terms import iri, literal
from .triples import property_of, target_of

_HEADER = late.regex(
    r"^# (?:(?P<language>vi|en): (?P<title>.+)|\?(?P<name>\w+) (?P<kind>\w+): (?P<about>.+))$"
)
_IRI = late.regex(r"[a-z][a-z0-9+.-]{1,20}:[^\x00-\x20<>\"{}|^`\\]{1,500}")
_PLACE = late.regex(r"%([a-z-]+)%")
_HALF = late.regex(r"\p{Cs}")
_SAFE_NAME = late.regex(r"[a-z][a-z0-9-]{0,60}")
KINDS = ("work", "body", "date", "year", "text")
MOST = 100  # documents that a question about the whole store lists
OPEN = tuple(iri(iris.concept("resolution", one)) for one in ("ambiguous", "unresolved"))


_KIND = 'STRBEFORE(STRAFTER(STR(?claim), "/claim/"), "/")'  # the IRI of a claim tells it


class BadParameterError(SaidError, ValueError):
    """A parameter is missing, unknown or not of its kind."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the asker binds."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named SPARQL question."""

    name: str
    vi: str
    en: str
    parameters: tuple[Parameter, ...]
    template: str

    @property
    def sparql(self) -> str:
        """Its query."""
        places = {**_relations(), "most": str(MOST), "open": f"VALUES ?open {{ {' '.join(OPEN)} }}"}
        return _PLACE.sub(lambda match: places[match[1]], self.template)

    @property
    def title(self) -> str:
        """What it asks, in the language spoken."""
        return self.vi if spoken() == "vi" else self.en

    def bind(self, values: Mapping[str, object]) -> dict[str, str]:
        """Terms for the parameters, as N-Triples writes them; raises BadParameterError."""
        wanted = {one.name: one for one in self.parameters}
        if unknown := sorted(set(values) - set(wanted)):
            raise BadParameterError(f"{self.name}: không có tham số {', '.join(unknown)}")
        if missing := [name for name in wanted if name not in values]:
            raise BadParameterError(f"{self.name}: thiếu tham số {', '.join(missing)}")
        return {name: term(wanted[name].kind, value) for name, value in values.items()}


def term(kind: str, value: object) -> str:
    """A parameter as a term.

    >>> term("date", "2021-05-15")
    '"2021-05-15"^^<http://www.w3.org/2001/XMLSchema#date>'
    >>> term("body", "Sở Khoa học và Công nghệ tỉnh Kon Tum")
    '<https://w3id.org/vnlegal/id/org/so-khcn-kon-tum>'
    """
    text = str(value).strip()
    if not text.isprintable() and _HALF.search(text):
        raise BadParameterError(f"không phải chữ Unicode: {text!r}")
    if kind == "text":
        return literal(text)
    if kind == "date":
        return _date(text)
    if kind == "year":
        return _year(text)
    if kind == "body" and not _IRI.fullmatch(text):
        found = bodies.named(text)
        text = iris.body(found.key) if found and found.key else text
    if not _IRI.fullmatch(text):
        raise BadParameterError(f"không phải IRI: {text!r}")
    return iri(text)


def _date(text: str) -> str:
    try:
        return literal(date.fromisoformat(text))
    except ValueError:
        raise BadParameterError(f"không phải ngày (YYYY-MM-DD): {text!r}") from None


def _year(text: str) -> str:
    if not regex.fullmatch(r"\d{4}", text):
        raise BadParameterError(f"không phải năm: {text!r}")
    return literal(int(text))


def _property(row: Relation) -> str:
    return f"vnl:{property_of(row.id)}"


def _target(row: Relation) -> str:
    return target_of(row.id)


_Of = Callable[[Relation], object]


def _join(mark: str, term: _Of, holds: _Of) -> str:
    return mark.join(str(term(row)) for row in relations() if holds(row))


def _any_step(holds: _Of, term: _Of = _property) -> str:
    """A step of a path by any of these relations."""
    found = _join("|", term, holds)
    return f"({found})" if "|" in found else found


def _named(term: _Of, holds: _Of) -> str:
    """Pairs of a relation and its property, for VALUES."""
    return _join(" ", lambda row: f'("{row.id}" {term(row)})', holds)


@cache
def _relations() -> Mapping[str, str]:
    """What stands for relations in the files."""
    return {
        "targets": _join(" ", _target, bool),
        "target-list": _join(", ", _target, bool),
        "named": _named(_property, bool),
        "changes": _named(_target, lambda row: row.family == "change"),
        "answers": _named(_property, lambda row: row.opens == "answer"),
        "ends-named": _join(
            " ", lambda row: f"({_property(row)} {_target(row)})", lambda row: row.force == "ends"
        ),
        "ends": _join(" ", _property, lambda row: row.force == "ends"),
        "makes": _any_step(lambda row: row.force == "makes"),
        "follows": _any_step(lambda row: row.family == "lineage" and row.force != "makes"),
        "relation-of-claim": f'IRI(CONCAT("{iris.concept("relation", "")}", {_KIND}))',
        "lineage-targets": _any_step(lambda row: row.family == "lineage", _target),
    }


@cache
def questions() -> Mapping[str, Question]:
    """All named questions, by name."""
    folder = files(__package__) / "queries"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".rq"))
    return {name[:-3]: _read(name[:-3], (folder / name).read_text("utf-8")) for name in names}


def _read(name: str, text: str) -> Question:
    titles: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if match := _HEADER.match(line):
            if match["language"]:
                titles[match["language"]] = match["title"]
            else:
                parameters.append(Parameter(match["name"], match["kind"], match["about"]))
    return Question(name, titles["vi"], titles["en"], tuple(parameters), text)


def is_name(text: str) -> bool:
    """Whether a text is the name of a question and not SPARQL."""
    return bool(_SAFE_NAME.fullmatch(text))
