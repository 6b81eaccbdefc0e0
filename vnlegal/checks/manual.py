"""The manual of rules, docs/checks/: one page a rule and an index, generated from the rules themselves.

python -m vnlegal.checks.manual docs/checks
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from . import DECLARED
from .frame import Rule, measured, severity_words, wrapped

_FAMILIES = (
    ("0", "Ngoại lệ", "Suppressions"),
    ("1", "Định danh", "Identity"),
    ("2", "Đối chiếu giữa các nơi", "Agreement"),
    ("3", "Thời gian", "Time"),
    ("4", "Thể thức viện dẫn", "Form"),
    ("5", "Cấu trúc", "Structure"),
    ("6", "Chữ ký, nơi nhận", "Signature, recipients"),
    ("7", "Đồ thị", "Graph"),
)


def files() -> dict[str, str]:
    """All pages by file name."""
    return {"README.md": index(), **{f"{rule.code}.md": page(rule) for rule in DECLARED}}


def index() -> str:
    """The list of rules by family."""
    parts = ["# Các quy tắc kiểm tra / The rules", *map("\n".join, map(_family, _FAMILIES))]
    return "\n\n".join(parts) + "\n"


def _family(family: tuple[str, str, str]) -> Iterator[str]:
    digit, vi, en = family
    yield f"## VL{digit}: {vi} / {en}\n"
    yield "| Mã | Tên | Mức | |\n|---|---|---|---|"
    for rule in DECLARED:
        if rule.code[2] == digit:
            preview = "xem trước / preview" if rule.preview else ""
            words = severity_words(rule.level)
            yield f"| [{rule.code}]({rule.code}.md) | {rule.name} | {words} | {preview} |"


def page(rule: Rule) -> str:
    """The page of one rule."""
    state = " · xem trước / preview" if rule.preview else ""
    parts = [
        f"# {rule.code} {rule.name}",
        f"{severity_words(rule.level)}{state}{_figure(rule)}",
        f"## Kiểm tra gì\n\n{wrapped(rule.what_vi)}\n\n## Vì sao\n\n{wrapped(rule.why_vi)}",
        f"## What it checks\n\n{wrapped(rule.what_en)}\n\n## Why\n\n{wrapped(rule.why_en)}",
        *_examples("Sai / Bad", rule.bad),
        *_examples("Đúng / Good", rule.good),
    ]
    return "\n\n".join(parts) + "\n"


def _figure(rule: Rule) -> str:
    """How often the rule was right on real pages, where that was read by hand."""
    counts = [row for (code, _), row in measured().items() if code == rule.code]
    read, right = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    words = f" · đúng {right} trên {read} phát hiện đã đọc / right in {right} of {read} that were read"
    return words if read else ""


def _examples(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    yield f"## {title}"
    for text in texts:
        yield f"```text\n{text}```"


def main(folder: str) -> None:
    """Write all pages into a folder; pages of rules that are gone go too."""
    home, wanted = Path(folder), files()
    home.mkdir(parents=True, exist_ok=True)
    for old in home.glob("VL*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (home / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
