"""Words as data: the TOML tables of this folder, loaded once, as frozen rows with quick look-ups.

A row says what a word means and shows a witness; it holds no condition.  Dates are inclusive; a date
that no source gives is absent.  Sources are named in `sources.toml`; the word "unsourced" marks a row
that still wants one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from .. import late
from ..language import spoken
from ..text import fold
from .tries import alternatives as alternatives

R = TypeVar("R", bound="Row")


@dataclass(frozen=True, slots=True)
class Row:
    """What every row has: a key, its witnesses (real examples) and its sources."""

    id: str
    witness: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocType(Row):
    """A type of document (tên loại văn bản).

    `label` is the printed name in lower case, `names` all printed names, `state` and `party` the
    abbreviations in symbols of either system, `short` the abbreviations used as a head word
    ("NQ số"); `uncited` types are read as titles only: in running text their words mean other things.
    """

    label: str
    names: tuple[str, ...]
    state: tuple[str, ...]
    party: tuple[str, ...]
    short: tuple[str, ...]
    classes: tuple[str, ...]
    named: bool
    title: bool
    uncited: bool


@dataclass(frozen=True, slots=True)
class Issuer(Row):
    """A body that issues documents. `local` bodies exist in every province: the key needs a place.

    `slug` is how the body stands in IRIs where that is not its key.
    """

    name: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    kind: str
    system: str
    parent: str | None
    head: str | None
    local: bool
    since: str | None
    until: str | None
    successors: tuple[str, ...]
    slug: str | None


@dataclass(frozen=True, slots=True)
class Province(Row):
    """A province or centrally run city, before (`era` 63) or after (34) 1 July 2025.

    `formerly` holds full names the same unit bore before ("tỉnh Thừa Thiên Huế").
    """

    name: str
    full_name: str
    names: tuple[str, ...]
    kind: str
    era: int
    code: str | None
    iso: str | None
    formerly: tuple[str, ...]
    until: str | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Purpose(Row):
    """What a recipient gets the document for ("để b/c"), and how that is printed behind "để"."""

    label: str
    label_en: str
    forms: tuple[str, ...]

    @property
    def said(self) -> str:
        """What it is called in the language spoken."""
        return self.label if spoken() == "vi" else self.label_en


@dataclass(frozen=True, slots=True)
class Stamp(Row):
    """A degree of urgency or secrecy (`kind`), the highest first; it is printed as its label is."""

    kind: str
    label: str
    label_en: str
    edxml: str | None

    @property
    def said(self) -> str:
        """What it is called in the language spoken."""
        return self.label if spoken() == "vi" else self.label_en


@dataclass(frozen=True, slots=True)
class Abbreviation(Row):
    """How the act of this name is abbreviated; nothing else is written so if it may stand `alone`."""

    name: str
    forms: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Authority(Row):
    """What a source key stands for; not `official` where it is known from use alone."""

    name: str
    official: bool


@dataclass(frozen=True, slots=True)
class Relation(Row):
    """A kind of claim: subject does it to object. `label`/`inverse` in Vietnamese, `_en` in English.

    What the other columns mean stands above the rows, in `relations.toml`; `FAMILIES`, `FORCES` and
    `OPENINGS` are all that may stand in `family`, `force` and `opens`.
    """

    label: str
    inverse: str
    label_en: str
    inverse_en: str
    property: str
    eli: str | None
    schema: str | None
    family: str
    force: str | None
    modes: tuple[str, ...]
    opens: str | None
    one_way: bool
    cues: tuple[str, ...]

    def said(self, way: str = "out") -> str:
        """What it is called in the language spoken, from the subject ("out") or from the object ("in")."""
        here, there = (self.label, self.inverse) if spoken() == "vi" else (self.label_en, self.inverse_en)
        return here if way == "out" else there


FAMILIES = ("lineage", "basis", "change", "other")
FORCES = ("ends", "rests", "changes", "prolongs", "makes")
OPENINGS = ("execution", "ground", "answer")


@dataclass(frozen=True, slots=True)
class Capacity(Row):
    """A signing capacity (quyền hạn ký): "TM.", "KT." … and how it may be printed."""

    canonical: str
    forms: tuple[str, ...]
    system: str
    meaning: str
    meaning_en: str


class Table(Generic[R]):
    """The rows of one table, in file order, with look-ups by key."""

    def __init__(self, rows: Iterable[R]) -> None:
        self.rows: tuple[R, ...] = tuple(rows)
        self._by_id: dict[str, R] = {row.id: row for row in self.rows}

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, id: str) -> R:
        """The row with this key; KeyError if there is none."""
        return self._by_id[id]

    def index(self, words: Callable[[R], Iterable[str]]) -> Mapping[str, tuple[R, ...]]:
        """Rows by each of their words, file order kept."""
        found: dict[str, list[R]] = defaultdict(list)
        for row in self.rows:
            for word in words(row):
                if row not in found[word]:
                    found[word].append(row)
        return {word: tuple(rows) for word, rows in found.items()}


@cache
def table(name: str) -> Mapping[str, Any]:
    """The parsed TOML file `name`.toml of this folder."""
    text = Path(__file__).with_name(f"{name}.toml").read_text("utf-8")
    return late.kept(("toml", text), lambda: _toml(text))


def _toml(text: str) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(text)


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """The word list `key` of table `name`, the longest first, so that an alternation prefers it."""
    return tuple(late.longest_first(table(name)[key]["words"]))


@cache
def one_of(name: str, *keys: str) -> str:
    """A pattern (of `regex`) for any word of these lists of table `name`, as whole words of a folded text."""
    return _whole(alternatives({word for key in keys for word in words(name, key)}))


@cache
def one_of_before(name: str, *keys: str) -> str:
    """The same for patterns that are matched backwards (`(?r)`)."""
    found = sorted({word for key in keys for word in words(name, key)}, key=lambda word: (-len(word), word))
    return _whole("|".join(map(re.escape, found)))


def _whole(pattern: str) -> str:
    return rf"(?<!\p{{L}})(?:{pattern})(?![\p{{L}}\p{{N}}])"


class VocabularyError(ValueError):
    """A row of a table has a key that no one reads, or lacks one that it needs."""


def _rows(kind: type[R], name: str, key: str) -> Table[R]:
    """Build rows: absent lists are empty, absent values None, absent flags False; `note` is for readers."""
    hints = {f.name: str(f.type) for f in fields(kind)}
    return Table(_row(kind, hints, f"{name}.toml", raw) for raw in table(name)[key])


def _row(kind: type[R], hints: Mapping[str, str], file: str, raw: Mapping[str, Any]) -> R:
    unknown = sorted(set(raw) - set(hints) - {"note"})
    missing = [field for field, hint in hints.items() if hint in ("str", "int") and field not in raw]
    if unknown or missing:
        found = f"unknown keys {unknown}, missing keys {missing}"
        raise VocabularyError(f"{file}, row {raw.get('id')!r}: {found}")
    return kind(**{field: _value(hint, raw.get(field)) for field, hint in hints.items()})


def _value(hint: str, given: Any) -> Any:
    if hint.startswith("tuple"):
        return tuple(given or ())
    return bool(given) if hint == "bool" else given


@cache
def doc_types() -> Table[DocType]:
    """All types of documents."""
    return _rows(DocType, "doc_types", "doc_type")


@cache
def issuers() -> Table[Issuer]:
    """All issuing bodies."""
    return _rows(Issuer, "issuers", "issuer")


@cache
def provinces() -> Table[Province]:
    """The 63 provinces before and the 34 after 1 July 2025."""
    return _rows(Province, "provinces", "province")


@cache
def relations() -> Table[Relation]:
    """The kinds of claims and links."""
    return _rows(Relation, "relations", "relation")


def kinds_where(holds: Callable[[Relation], object]) -> tuple[str, ...]:
    """The kinds of claim of which something holds, in file order.

    >>> kinds_where(lambda row: row.force == "ends")
    ('replaces', 'repeals')
    """
    return tuple(row.id for row in relations() if holds(row))


@cache
def one_cue_of(*kinds: str) -> str:
    """A pattern (of `regex`) for any cue of these kinds of claim, as whole words of a folded text."""
    return _whole(alternatives({cue for kind in kinds for cue in relations().get(kind).cues}))


@cache
def capacities() -> Table[Capacity]:
    """The signing capacities."""
    return _rows(Capacity, "capacities", "capacity")


@cache
def purposes() -> Table[Purpose]:
    """What recipients get a document for."""
    return _rows(Purpose, "purposes", "purpose")


@cache
def stamps() -> Table[Stamp]:
    """The degrees of urgency and of secrecy."""
    return _rows(Stamp, "stamps", "stamp")


@cache
def abbreviations() -> Table[Abbreviation]:
    """How acts are abbreviated in judgments and commentary ("BLDS")."""
    return _rows(Abbreviation, "abbreviations", "abbreviation")


@cache
def authorities() -> Table[Authority]:
    """What the source keys of all tables stand for."""
    return _rows(Authority, "sources", "source")


def label(doc_type: str) -> str:
    """The Vietnamese name of a type of document; a key without a row is its own label.

    >>> label("cong-van")
    'công văn'
    """
    try:
        return doc_types().get(doc_type).label
    except KeyError:
        return doc_type


@cache
def doc_types_by_name() -> Mapping[str, tuple[DocType, ...]]:
    """Types by folded printed name ("nghị quyết", "báo cáo tóm tắt"), those that running text may cite."""
    return doc_types().index(lambda row: () if row.uncited else map(fold, (row.label, *row.names)))


@cache
def doc_types_by_abbreviation(party: bool) -> Mapping[str, tuple[DocType, ...]]:
    """Types by the abbreviation in a symbol of the State or of the Party."""
    return doc_types().index(lambda row: row.party if party else row.state)


@cache
def issuers_by_abbreviation() -> Mapping[str, tuple[Issuer, ...]]:
    """Bodies by the abbreviation in symbols; several may share one."""
    return issuers().index(lambda row: row.abbreviations)


@cache
def issuers_by_name() -> Mapping[str, tuple[Issuer, ...]]:
    """Bodies by folded name and variants."""
    return issuers().index(lambda row: map(fold, (row.name, *row.names)))


@cache
def provinces_by_name() -> Mapping[str, tuple[Province, ...]]:
    """Provinces by folded short name and variants; the 63 before the 34."""
    return provinces().index(lambda row: map(fold, (row.name, *row.names)))


@cache
def capacities_by_form() -> Mapping[str, tuple[Capacity, ...]]:
    """Capacities by folded printed form, without the point behind it ("tm", "t/m")."""
    return capacities().index(lambda row: (fold(form).rstrip(".") for form in (row.canonical, *row.forms)))


@cache
def purposes_by_form() -> Mapping[str, tuple[Purpose, ...]]:
    """Purposes by folded printed form, without "để" ("b/c")."""
    return purposes().index(lambda row: map(fold, row.forms))


@cache
def abbreviations_by_form() -> Mapping[str, tuple[Abbreviation, ...]]:
    """Abbreviations of acts by folded printed form ("blds", "luật hngđ")."""
    return abbreviations().index(lambda row: map(fold, row.forms))


@cache
def stamps_by_form() -> Mapping[str, tuple[Stamp, ...]]:
    """Degrees of urgency and secrecy by folded printed form."""
    return stamps().index(lambda row: (fold(row.label),))
