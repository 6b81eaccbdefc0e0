"""Suppressions: findings that somebody has looked at and set aside, in a side file.

Official texts are never edited.  Each suppression gives its reason and the day it ends:

    [[suppress]]
    code = "VL201"
    document = "corpus/3598-vpcp-kgvx.txt"
    text = "về đột phá phát triển khoa học"
    reason = "trích yếu theo bản đăng Công báo"
    until = 2026-12-31

One that is past its day, or that nothing matches any more, is a finding itself (VL001, VL002).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from ..model import Finding
from .frame import Report
from .settings import WrongSetting, only_known

EXPIRED, UNUSED = "VL001", "VL002"
_KEYS = ("code", "document", "text", "reason", "until")
_NEEDED = ("code", "document", "reason", "until")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One entry; `document` may be a pattern, `text` stands in the flagged words."""

    code: str
    document: str
    text: str
    reason: str
    until: date

    def covers(self, one: Finding) -> bool:
        """Whether a finding is meant."""
        said = one.evidence[0].text if one.evidence else one.message
        return one.code == self.code and fnmatchcase(one.path, self.document) and self.text in said


def read(text: str, path: str) -> tuple[Suppression, ...]:
    """The suppressions of a file; raises WrongSetting."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongSetting(f"{path}: không phải TOML: {error}") from error
    only_known(raw, ("suppress",), path)
    return tuple(_one(row, path) for row in raw.get("suppress", ()))


def _one(row: Mapping[str, Any], path: str) -> Suppression:
    only_known(row, _KEYS, path)
    missing = [name for name in _NEEDED if not row.get(name)]
    if missing:
        raise WrongSetting(f"{path}: suppress thiếu {', '.join(missing)}")
    until = row["until"]
    if not isinstance(until, date):
        raise WrongSetting(f"{path}: until phải là ngày (2026-12-31)")
    text = " ".join(str(row.get("text", "")).split())
    return Suppression(str(row["code"]).upper(), str(row["document"]), text, str(row["reason"]), until)


def apply(report: Report, entries: Sequence[Suppression], path: str, today: date) -> Report:
    """The report without the suppressed findings, with a finding for each entry that is spent or idle."""
    live = [one for one in entries if one.until >= today]
    kept = tuple(one for one in report.findings if not any(entry.covers(one) for entry in live))
    expired = [_expired(entry, path) for entry in entries if entry.until < today]
    idle = [_unused(entry, path) for entry in live if not any(map(entry.covers, report.findings))]
    return replace(report, findings=(*kept, *expired, *idle))


def _expired(entry: Suppression, path: str) -> Finding:
    message = f"Ngoại lệ đã hết hạn ngày {entry.until:%d/%m/%Y}: {entry.code} {entry.document}"
    return Finding(EXPIRED, "warning", message, path, None, hint=entry.reason)


def _unused(entry: Suppression, path: str) -> Finding:
    message = f"Ngoại lệ không còn dùng đến: {entry.code} {entry.document}"
    return Finding(UNUSED, "warning", message, path, None, hint=entry.reason)
