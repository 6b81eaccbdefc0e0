"""A store: the graph of a corpus in an engine, asked by named questions, by SPARQL or by lineage.

Every query sees the union of all graphs: a property path does not cross named graphs, and without the
union the same question gives other rows, silently.

    Store.of(corpus)             in memory, pyoxigraph
    Store.of(corpus, "rdflib")   the same in rdflib
    Store.open("kho")            on disk, as `vnlegal build` wrote it; read only
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from ..corpus import Corpus, laws
from ..language import SaidError
from ..model import Work, WorkKey
from ..notation.iris import BASE, Wanted
from . import disk, evidence, kept, questions
from .engines import Answer, Engine, Pyoxigraph, Rdflib, Stream
from .manifest import made_by
from .provisions import Extent
from .questions import BadParameterError
from .sparql import Query, read
from .stated import Addressed, Effective, Stated, Way
from .terms import Quad, iri, literal, name
from .triples import corpus_quads, property_of
from .vocabulary import vocabulary_quads

if TYPE_CHECKING:
    import rdflib


class UnknownQuestionError(SaidError, ValueError):
    """No question of this name."""


class Store:
    """A graph to ask."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.held: BinaryIO | None = None  # keeps a generation on disk from being removed
        self.generation: Path | None = None

    @staticmethod
    def of(
        corpus: Corpus, engine: Literal["pyoxigraph", "rdflib"] = "pyoxigraph", extent: Extent = "all"
    ) -> Store:
        """The graph of a corpus, in memory, with the provisions that `extent` says."""
        made: Engine = Rdflib.empty() if engine == "rdflib" else Pyoxigraph.empty()
        made.add(corpus_quads(corpus, extent))
        made.add(vocabulary_quads())
        return Store(made)

    @staticmethod
    def of_vocabulary() -> Store:
        """The tables alone: types, relations, and bodies with their successors."""
        made = Pyoxigraph.empty()
        made.add(vocabulary_quads())
        return Store(made)

    @staticmethod
    def open(path: str | Path, generation: Path | None = None) -> Store:
        """A store on disk, read only; raises `disk.StoreError` with a message for people.

        Of several generations the one that is published, or the chosen one while it is there.
        """
        generation, held = disk.hold(Path(path), generation)
        manifest = generation / "manifest.sqlite"
        with disk.blaming(manifest):
            schema, parser, _ = made_by(manifest)
        if schema != disk.SCHEMA:
            made = f"kho do bản {parser} ({schema}) tạo, bản này đọc {disk.SCHEMA}"
            raise disk.StoreError(f"{path}: {made} (hãy chạy lại vnlegal build)")
        with disk.blaming(generation / "quads"):
            store = Store(Pyoxigraph.read_only(generation / "quads"))
        store.held, store.generation = held, generation
        return store

    def query(self, question: str, **parameters: object) -> Answer:
        """The answer to a named question with its parameters, or to SPARQL.

        Raises UnknownQuestionError, BadParameterError or RefusedQueryError.
        """
        columns, rows = self.stream(question, **parameters)
        return Answer(columns, tuple(rows))

    def stream(self, question: str, **parameters: object) -> Stream:
        """Columns and rows of an answer, the rows as they are found; raises what `query` raises."""
        if not questions.is_name(question):
            if parameters:
                raise BadParameterError("tham số chỉ dùng với câu hỏi có tên")
            return self.engine.stream(read(question), {})
        return self.rows(*self.bound(question, **parameters))

    def rows(self, asked: Query, values: Mapping[str, str]) -> Stream:
        """Columns and rows of the answer to a query with its parameters, as it was kept if it was."""
        if self.generation is None or values:
            return self.engine.stream(asked, values)
        return kept.answered(self.generation, asked.text, lambda: self.engine.stream(asked, values))

    def bound(self, question: str, **parameters: object) -> tuple[Query, dict[str, str]]:
        """The query of a named question, and its parameters as terms; raises what `query` raises."""
        known = questions.questions()
        if question not in known:
            raise UnknownQuestionError(f"không có câu hỏi {question!r}; có: {', '.join(known)}")
        asked = known[question]
        kinds = {one.name: one.kind for one in asked.parameters}
        values = {key: self._work_iri(v) if kinds.get(key) == "work" else v for key, v in parameters.items()}
        return read(asked.sparql), asked.bind(values)

    def _work_iri(self, value: object) -> object:
        """A work parameter may be a number, if only one work fits."""
        if str(value).startswith(BASE):
            return self.current(str(value))
        found = self.find(str(value))
        if len(found) != 1:
            listed = "; ".join(work.iri for work in found) or "không có văn bản nào"
            raise BadParameterError(f"{value}: {listed}")
        return found[0].iri

    def current(self, work: str) -> str:
        """The IRI of a work today: one that it had while less was known leads on to its present one."""
        return next(iter(sorted(self.engine.objects(iri(work), name("dct:isReplacedBy")))), work)

    def find(self, words: str) -> tuple[Work, ...]:
        """Works by number or name as people type them; all that match.

        Laws are found by name and year ("BLHS 2015"), also those that only the table of acts knows.
        """
        found = () if laws.is_named(words) else self._find(words)
        return found or laws.found(words, lambda iri: self.work(iri) if self.knows(iri) else None)

    def knows(self, work: str) -> bool:
        """Whether a text of the store is one of this work or speaks of it."""
        return next(iter(self.engine.objects(iri(work), name("vnl:inCorpus"))), None) is not None

    def _find(self, words: str) -> tuple[Work, ...]:
        wanted = Wanted.of(words)
        if wanted.token:
            found = set(self.engine.subjects(name("vnl:token"), literal(wanted.token)))
            serial = literal(wanted.token.split("-")[0])
            found = found or set(self.engine.subjects(name("vnl:serial"), serial))
        elif wanted.name:
            rows = self.engine.select(_BY_NAME, {"name": literal(wanted.name)}).values()
            found = {row["work"] or "" for row in rows}
        else:
            return ()
        return wanted.among(self.work(one) for one in sorted(found))

    def work(self, work: str) -> Work:
        """What the store knows of a work; of a law that it does not know what the table of acts does."""
        if not self.knows(work) and (tabled := laws.work_of(work)):
            return tabled

        def all_of(property: str) -> list[str]:
            return sorted(set(self.engine.objects(iri(work), name(property))))

        def first(property: str) -> str | None:
            return next(iter(all_of(property)), None)

        year, number, kind = first("vnl:year"), first("eli:number"), first("vnl:docType")
        day = first("eli:date_document")
        issuers = tuple(one.rsplit("/", 1)[-1] for one in all_of("vnl:issuedBy"))
        return Work(
            iri=work,
            key=WorkKey(issuers, int(year), number) if year and number else None,
            number=number,
            doc_type=kind.rsplit("/", 1)[-1] if kind else None,
            date=date.fromisoformat(day) if day else None,
            issuers=issuers,
            title=first("vnl:subject"),
            called=None if number or first("vnl:subject") else first("rdfs:label"),
            documents=tuple(all_of("eli:is_realized_by")),
            aliases=tuple(sorted(set(self.engine.subjects(name("dct:isReplacedBy"), iri(work))))),
        )

    def works(self, iris: Iterable[str]) -> Mapping[str, Work]:
        """Works by IRI, each read when it is asked for: of thousands found most are never looked at."""
        return _Works(self, iris)

    def stated(self, work: str, kinds: Collection[str], way: Way) -> Iterator[Stated]:
        """Edges from a work ("out") or to it ("in"), each with all that states it."""
        return evidence.stated(self.engine, work, tuple(kinds), way)

    def neighbours(self, work: str, kind: str, way: Way) -> Iterator[str]:
        """The works at the other ends of the edges of a kind."""
        property = name(f"vnl:{property_of(kind)}")
        return (
            self.engine.objects(iri(work), property)
            if way == "out"
            else self.engine.subjects(property, iri(work))
        )

    def spoken_to(self, work: str) -> Iterator[Addressed]:
        """The bodies that the texts of a work are sent to, or charge with a task, as named."""
        known: set[str] = set()
        for body in sorted(set(self.engine.objects(iri(work), name("vnl:speaksTo")))):
            names = set(self.engine.objects(iri(body), name("rdfs:label")))
            known |= names
            yield Addressed(min(names), body)
        sent = set(self.engine.objects(iri(work), name("vnl:addressee")))
        yield from (Addressed(one, None) for one in sorted(sent - known))

    def effects(self, work: str) -> tuple[Effective, ...]:
        """What the texts of a work say of its effect."""
        return evidence.effects(self.engine, work)

    def nquads(self) -> Iterator[str]:
        """The canonical snapshot: N-Quads, sorted, each once."""
        return iter(sorted(set(self.engine.nquads())))

    def quads(self) -> Iterator[Quad]:
        """The canonical snapshot as quads."""
        for line in self.nquads():
            subject, predicate, rest = line.removesuffix(" .\n").split(" ", 2)
            yield Quad(subject, predicate, *rest.rsplit(" ", 1))

    def rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose default graph is the union; for small graphs."""
        made = self.engine if isinstance(self.engine, Rdflib) else Rdflib.empty()
        if made is not self.engine:
            made.load("".join(self.nquads()))
        return made.dataset


class _Works(Mapping[str, Work]):
    def __init__(self, store: Store, iris: Iterable[str]) -> None:
        self._store = store
        self._read: dict[str, Work | None] = dict.fromkeys(iris)

    def __getitem__(self, iri: str) -> Work:
        work = self._read[iri] = self._read[iri] or self._store.work(iri)
        return work

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


_BY_NAME = f"""SELECT DISTINCT ?name ?work WHERE {{
  ?work {name("vnl:titleToken")} ?title FILTER(CONTAINS(?title, ?name))
}}"""
