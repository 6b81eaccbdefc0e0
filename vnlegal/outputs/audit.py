"""An audit: on one page, how well a folder was read.

>>> from vnlegal.document import parse
>>> from vnlegal.outputs.audit import Audit
>>> audit = Audit()
>>> audit.add(parse("BỘ NỘI VỤ\\nSố: 5/BNV-VP\\nKính gửi: Bộ Y tế.\\nTheo Nghị định số l5/2020/NĐ-CP."), 0.01)
>>> audit.missing["preface.date"], [one["text"] for one in audit.unread]
(1, ['l5/2020/NĐ-CP'])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .. import vocabulary
from ..language import tr
from ..model import Document
from ..unread import kinds

_OCR = ("VL902", "VL903")
_SLOWEST = 5
_SHOWN = 20
_LABEL = 12


@dataclass(slots=True)
class Audit:
    """What is counted over documents, as they come.

    `missing` counts documents by the part that they should have and lack, `told` findings by code; `unread`
    holds strings that look like numbers, `holes` trees with articles missing or out of order.
    """

    documents: int = 0
    failed: list[str] = field(default_factory=list)
    by_type: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    unread: list[dict[str, Any]] = field(default_factory=list)
    holes: list[dict[str, Any]] = field(default_factory=list)
    doubtful_ocr: list[str] = field(default_factory=list)
    slowest: list[dict[str, Any]] = field(default_factory=list)

    def add(self, document: Document, seconds: float) -> None:
        """Count one document, which took so many seconds to read."""
        path, kind = document.source.path, document.preface.doc_type
        self.documents += 1
        self.by_type[kind.value if kind else "?"] += 1
        for one in document.findings:
            self.told[one.code] += 1
            if one.code.startswith("VP1"):
                self.missing.update(one.about)
            elif one.code == "VP201" and one.span:
                self.unread.append({"path": path, "text": document.text(one.span), "like": one.hint})
            elif one.code in ("VP301", "VP302"):
                self.holes.append({"path": path, "message": one.message})
        if any(one.code in _OCR for one in document.findings):
            self.doubtful_ocr.append(path)
        took = {"path": path, "seconds": round(seconds, 3), "chars": len(document.source.text)}
        self.slowest = sorted([*self.slowest, took], key=lambda row: -row["seconds"])[:_SLOWEST]

    def to_json(self) -> str:
        """All of it as an object, the most frequent first."""
        counted = ("by_type", "missing", "told")
        shown = {name: getattr(self, name) for name in self.__slots__}
        shown |= {name: dict(shown[name].most_common()) for name in counted}
        return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n"

    def to_text(self) -> Iterator[str]:
        """One page."""
        count, failed = self.documents, len(self.failed)
        yield tr("{count} văn bản đọc được, {failed} tệp không đọc được", count=count, failed=failed) + "\n"
        types = ((_label(key), count) for key, count in self.by_type.most_common())
        yield from _rows("Theo loại", (f"{label}: {count}" for label, count in types))
        yield from _rows("Thiếu", (f"{part}: {count}" for part, count in self.missing.most_common()))
        yield from _rows("Phát hiện", (f"{_named(code)}: {count}" for code, count in self.told.most_common()))
        like = ((one, _like(one["like"])) for one in self.unread[:_SHOWN])
        yield from _rows("Chưa đọc", (f"{one['text']}{words} — {one['path']}" for one, words in like))
        yield from _rows("Số điều", (f"{tr(one['message'])} — {one['path']}" for one in self.holes[:_SHOWN]))
        yield from _rows("OCR ngờ", self.doubtful_ocr[:_SHOWN])
        yield from _rows("Chậm nhất", map(_took, self.slowest))


def _named(code: str) -> str:
    """A code with what it says: "VP102 không đọc được số, ký hiệu của văn bản"."""
    kind = kinds().get(code)
    return f"{code} {tr(kind.vi).partition(': {')[0]}" if kind else code


def _like(number: str | None) -> str:
    return f" ({tr('giống {number}', number=number)})" if number else ""


def _took(one: Mapping[str, Any]) -> str:
    took = tr("{seconds} giây, {chars} ký tự", seconds=one["seconds"], chars=one["chars"])
    return f"{took} — {one['path']}"


def _rows(label: str, rows: Iterable[str]) -> Iterator[str]:
    """Rows under one label, which stands in front of the first."""
    for i, row in enumerate(rows):
        yield f"{tr(label) if i == 0 else '':<{_LABEL}}{' '.join(row.split())}\n"


def _label(key: str) -> str:
    return tr(vocabulary.label(key) if key != "?" else "không rõ loại")
