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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from ..model import Finding
from .frame import Report, Rule, nothing
from .settings import WrongSetting, only_known, relative

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

    def is_of(self, path: str, root: str = "") -> bool:
        """Whether a document is meant; paths count from `root`."""
        return fnmatchcase(relative(path, root), self.document)

    def covers(self, one: Finding, root: str = "") -> bool:
        """Whether a finding is meant."""
        said = one.evidence[0].text if one.evidence else one.message
        return one.code == self.code and self.text in said and self.is_of(one.path, root)


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


def apply(
    report: Report,
    entries: Sequence[Suppression],
    path: str,
    today: date,
    root: str = "",
    judged: Callable[[Suppression], bool] = lambda entry: True,
) -> Report:
    """The report without the suppressed findings, with a finding for each entry that is spent or idle.

    Paths count from `root`; entries that are not `judged` (their rule or document was not part of the run)
    are not called idle.
    """
    live = [one for one in entries if one.until >= today]
    used = {entry: [one for one in report.findings if entry.covers(one, root)] for entry in live}
    set_aside = {id(one) for found in used.values() for one in found}
    kept = tuple(one for one in report.findings if id(one) not in set_aside)
    expired = [_expired(entry, path) for entry in entries if entry.until < today]
    idle = [_unused(entry, path) for entry in live if not used[entry] and judged(entry)]
    return replace(report, findings=(*kept, *expired, *idle))


def _expired(entry: Suppression, path: str) -> Finding:
    message = f"Ngoại lệ đã hết hạn ngày {entry.until:%d/%m/%Y}: {entry.code} {entry.document}"
    return Finding(EXPIRED.code, EXPIRED.severity, message, path, None, hint=entry.reason)


def _unused(entry: Suppression, path: str) -> Finding:
    message = f"Ngoại lệ không còn dùng đến: {entry.code} {entry.document}"
    return Finding(UNUSED.code, UNUSED.severity, message, path, None, hint=entry.reason)


EXPIRED = Rule(
    code="VL001",
    name="expired-suppression",
    severity="warning",
    what_vi="""
    Một ngoại lệ trong tệp ngoại lệ đã quá ngày cuối (until) của nó; phát hiện mà nó che lại hiện ra.
    """,
    what_en="""
    A suppression of the side file is past its last day (until); what it hid shows again.
    """,
    why_vi="""
    Ngoại lệ không có hạn sẽ che cả lỗi mới. Xem lại: còn lý do thì gia hạn, không thì bỏ mục đó.
    """,
    why_en="""
    A suppression without an end hides new faults too. Look again: extend it with its reason, or drop it.
    """,
    bad=(),
    good=(),
    check=nothing,
)
UNUSED = Rule(
    code="VL002",
    name="unused-suppression",
    severity="warning",
    what_vi="""
    Một ngoại lệ trong tệp ngoại lệ không còn che phát hiện nào. Chỉ xét khi quy tắc và văn bản của nó có
    trong lượt chạy.
    """,
    what_en="""
    A suppression of the side file hides nothing any more. Judged only if its rule and its document were
    part of the run.
    """,
    why_vi="""
    Văn bản đã được sửa, hoặc mục ghi sai mã, tên tệp hay đoạn trích; mục thừa làm người sau hiểu nhầm.
    """,
    why_en="""
    The text has been corrected, or the entry names another code, file or passage; idle entries mislead.
    """,
    bad=(),
    good=(),
    check=nothing,
)
RULES = (EXPIRED, UNUSED)
"""What a run says of its own suppressions; no text is looked at."""
