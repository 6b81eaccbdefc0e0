"""A baseline: the findings that are known and do not fail a run.

An entry is keyed by rule, document, flagged text and the text it was held against, with a count; never
by line, so that it outlives changes elsewhere in the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import msgspec

from ..language import SaidError
from ..model import Finding
from .frame import Report
from .settings import relative

SCHEMA = "vnlegal/baseline/1"


class Key(NamedTuple):
    """What makes two findings the same finding."""

    code: str
    document: str
    text: str
    target: str


class UnreadableBaseline(SaidError, ValueError):
    """The file is no baseline; the message is in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings with how often each stands."""

    entries: tuple[tuple[Key, int], ...]

    @classmethod
    def of(cls, findings: Iterable[Finding], root: str = "") -> Baseline:
        """The baseline that makes all these findings known; paths count from `root`."""
        return cls(tuple(sorted(Counter(key(one, root) for one in findings).items())))

    @classmethod
    def read(cls, text: str) -> Baseline:
        """A baseline from its file; raises UnreadableBaseline."""
        try:
            raw: Any = msgspec.json.decode(text)
            rows = [
                (Key(*(str(row[name]) for name in Key._fields)), int(row["count"])) for row in raw["entries"]
            ]
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise UnreadableBaseline(f"không phải tệp baseline của vnlegal: {error}") from error
        return cls(tuple(sorted(rows)))

    def write(self) -> str:
        """The file: JSON, sorted, one entry an object."""
        rows = [{**entry._asdict(), "count": count} for entry, count in self.entries]
        raw = {"schema": SCHEMA, "entries": rows}
        return msgspec.json.format(msgspec.json.encode(raw), indent=2).decode() + "\n"

    def split(
        self, findings: Iterable[Finding], root: str = ""
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Findings that are new, and those that are known."""
        left = Counter(dict(self.entries))
        new: list[Finding] = []
        known: list[Finding] = []
        for one in findings:
            left[key(one, root)] -= 1
            (known if left[key(one, root)] >= 0 else new).append(one)
        return tuple(new), tuple(known)

    def pruned(
        self,
        findings: Iterable[Finding],
        root: str = "",
        judged: Callable[[Key], bool] = lambda entry: True,
    ) -> Baseline:
        """The baseline without what is no longer found; entries that are not `judged` stay."""
        found = Counter(key(one, root) for one in findings)
        kept = (
            (entry, min(count, found[entry]) if judged(entry) else count) for entry, count in self.entries
        )
        return Baseline(tuple((entry, count) for entry, count in kept if count > 0))


def apply(report: Report, baseline: Baseline, root: str = "") -> Report:
    """The report with known findings set apart."""
    new, known = baseline.split(report.findings, root)
    return replace(report, findings=new, known=known, has_baseline=True)


def key(finding: Finding, root: str = "") -> Key:
    """What a finding is known by; paths count from `root`."""
    texts = [passage.text for passage in finding.evidence] or [finding.message]
    return Key(finding.code, relative(finding.path, root), texts[0], texts[1] if len(texts) > 1 else "")


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A stable name for each finding; equal ones are numbered in order."""
    seen: Counter[Key] = Counter()
    prints = []
    for one in findings:
        seen[key(one)] += 1
        words = "\x1f".join((*key(one), str(seen[key(one)])))
        prints.append(hashlib.sha256(words.encode()).hexdigest()[:32])
    return prints
