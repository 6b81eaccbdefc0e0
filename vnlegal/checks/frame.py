"""What a rule is, what it yields, and the report that a run of rules comes to."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from inspect import cleandoc
from textwrap import fill

from .. import vocabulary
from ..model import Document, Finding, Passage, Severity, Source, Span, State
from .view import View

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
SEVERITY_VI: dict[Severity, str] = {"error": "lỗi", "warning": "cảnh báo", "note": "lưu ý"}


@cache
def measured() -> Mapping[tuple[str, Severity], tuple[int, int]]:
    """By rule and by what it calls them: how many findings on real pages were read, how many were right.

    >>> all(right <= read for read, right in measured().values())
    True
    """
    rows = vocabulary.table("checks")["measured"]
    return {(row["code"], row["severity"]): (row["read"], row["right"]) for row in rows}


def earned(code: str, said: Severity) -> Severity:
    """What a rule may call a finding that it calls `said`: errors are right 95 times in 100, warnings 85.

    Where fewer findings than the table asks for were read, its own word stands.

    >>> earned("VL201", "warning"), earned("VL107", "error")
    ('warning', 'error')
    """
    read, right = measured().get((code, said), (0, 0))
    bounds = vocabulary.table("checks")["earned"]
    if read < bounds["enough"]:
        return said
    allowed = [one for one in SEVERITIES[:-1] if right >= bounds[one] * read]
    return mildest(said, allowed[0] if allowed else "note")


@cache
def _advice() -> Mapping[str, str]:
    return {code: row["say"] for row in vocabulary.table("checks")["advice"] for code in row["codes"]}


def advice(code: str) -> str:
    """What to do about a finding of a rule, in Vietnamese; "" of what is no rule of ours.

    >>> advice("VL202")
    'xem bản gốc: ghi ngày ban hành như ở đó'
    """
    return _advice().get(code, "")


def mildest(*severities: Severity) -> Severity:
    """
    >>> mildest("error", "note", "warning")
    'note'
    """
    return max(severities, key=SEVERITIES.index)


@dataclass(frozen=True, slots=True)
class Flag:
    """What a rule found: a place in a document, a message in Vietnamese, and the other places it rests on.

    `severity` overrides the rule's own; the first of `others` is the one that the message speaks of; `fix`
    is what to write in place of the span, where only one writing is right.
    """

    document: Document
    span: Span
    message: str
    state: State | None = None
    others: tuple[tuple[Document, Span], ...] = ()
    severity: Severity | None = None
    hint: str | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code and name, its page in Vietnamese and English, and the function that checks.

    `why_…` names norm and article. `bad` and `good` are the pages of one small corpus each: the bad one
    yields this finding, the good one does not; a test runs them.  A `preview` rule runs only when
    asked for: it has not yet been measured.
    """

    code: str
    name: str
    severity: Severity
    what_vi: str
    what_en: str
    why_vi: str
    why_en: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    check: Callable[[View], Iterator[Flag]]
    preview: bool = False

    @property
    def level(self) -> Severity:
        """Its severity, no graver than it has earned."""
        return earned(self.code, self.severity)


def nothing(view: View) -> Iterator[Flag]:
    """The check of a rule that looks at no text."""
    return iter(())


def pages(*texts: str) -> tuple[str, ...]:
    """Example pages written as indented blocks, as they would stand in files."""
    return tuple(cleandoc(text) + "\n" for text in texts)


def severity_words(severity: Severity) -> str:
    """A severity in both languages."""
    return f"{SEVERITY_VI[severity]} / {severity}"


def wrapped(text: str) -> str:
    """A paragraph written as an indented block, in lines of a page."""
    return fill(prose(text), 100, break_long_words=False, break_on_hyphens=False)


def prose(text: str) -> str:
    """A paragraph written as an indented block, on one line."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Tally:
    """References of a text by what comparing them came to."""

    agrees: int = 0
    differs: int = 0
    conflict: int = 0
    ambiguous: int = 0
    not_in_corpus: int = 0
    not_checked: int = 0

    @property
    def found(self) -> int:
        """All references."""
        return self.compared + self.ambiguous + self.not_in_corpus + self.not_checked

    @property
    def compared(self) -> int:
        """Those that were compared with another place."""
        return self.agrees + self.differs + self.conflict

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @classmethod
    def of(cls, states: Mapping[State, int]) -> Tally:
        """A tally from counts by state."""
        return cls(**{state.value.replace(" ", "_"): n for state, n in states.items()})


@dataclass(frozen=True, slots=True)
class Agreement:
    """A reference that agrees with the text of the work it means: both places, citation first."""

    label: str
    cited: Passage
    text: Passage


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run, in order of path and place, and what happened to each reference.

    `known` are findings that a baseline holds: they are shown as such and do not fail a run.  `hidden` is how
    many notes `quiet` left out.
    """

    findings: tuple[Finding, ...]
    documents: tuple[tuple[str, Tally], ...]
    sources: tuple[Source, ...]
    agreed: tuple[Agreement, ...] = ()
    known: tuple[Finding, ...] = ()
    has_baseline: bool = False
    hidden: int = 0

    @property
    def total(self) -> Tally:
        """The tallies of all documents together."""
        return sum((tally for _, tally in self.documents), Tally())

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(one.severity == severity for one in self.findings)

    def quiet(self) -> Report:
        """The report without the notes of rules; what reading told (VP…) stays."""
        shown = tuple(one for one in self.findings if one.severity != "note" or one.code.startswith("VP"))
        return replace(self, findings=shown, hidden=self.hidden + len(self.findings) - len(shown))

    def exit_code(self, fail_on: Severity = "note") -> int:
        """0 if nothing is as grave as `fail_on`, else 1."""
        return 1 if self.at_least(fail_on) else 0

    def about(self, paths: Container[str]) -> Report:
        """The report kept to some documents: what stands in them, and what speaks of them."""
        return replace(
            self,
            findings=tuple(one for one in self.findings if _touches(one, paths)),
            known=tuple(one for one in self.known if _touches(one, paths)),
            agreed=tuple(one for one in self.agreed if one.cited.path in paths or one.text.path in paths),
            documents=tuple(row for row in self.documents if row[0] in paths),
        )

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of this severity or a graver one."""
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return tuple(one for one in self.findings if one.severity in grave)


def _touches(one: Finding, paths: Container[str]) -> bool:
    return one.path in paths or any(passage.path in paths for passage in one.evidence)
