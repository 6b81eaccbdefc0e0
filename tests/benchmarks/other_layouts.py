"""Is the header the same when a page is written as another program would write it?

    python tests/benchmarks/other_layouts.py FOLDER [--count 100] [--seed 1] [--show N]

Texts (.txt, .md) are drawn by lot, each changed in eight ways that must not matter: decomposed letters,
line ends of Windows, indents, hard blanks, doubled line ends, lines wrapped at 80, the capitals of the head
in title case, marks of page breaks.  Asks for no annotation: all fields of head and closing must be what they
were, but for blanks and normal form, and for case where capitals are taken away.  Fields that hold nothing
are not counted.
"""

from __future__ import annotations

import argparse
import random
import re
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vnlegal
from vnlegal.model import Document, Field

# Where the head of a page ends: the addressees, the first ground, the first provision.
_BELOW_HEAD = re.compile(r"(?m)^[\s*#|]*(?:Kính gửi|Căn cứ|Thực hiện|Điều \d|I\.|1\.)")
_PAGE = 40
_BREAKS = ("\f", "--- PAGE BREAK ---", "Trang {n}", "{n}")


def title_case(page: str) -> str:
    """The page with the capitals of its head made small but for the first letters of words."""
    found = _BELOW_HEAD.search(page)
    end = found.start() if found else min(len(page), 1500)
    head = unicodedata.normalize("NFC", page[:end]).split("\n")
    lines = (line.title() if line.isupper() and "/" not in line else line for line in head)
    return "\n".join(lines) + page[end:]


def wrapped(page: str) -> str:
    """The page with long lines broken at 80 characters, rows of tables left alone."""
    lines = page.split("\n")
    return "\n".join(
        textwrap.fill(one, 80, break_long_words=False, break_on_hyphens=False, drop_whitespace=True)
        if len(one) > 80 and not one.lstrip().startswith("|")
        else one
        for one in lines
    )


def paged(page: str) -> str:
    """The page with a mark of a page break after every forty lines, in four forms by turns."""
    lines = page.split("\n")
    parts = ["\n".join(lines[at : at + _PAGE]) for at in range(0, len(lines), _PAGE)]
    marks = (_BREAKS[n % len(_BREAKS)].format(n=n + 2) for n in range(len(parts)))
    return "".join(f"{part}\n\n{mark}\n\n" for part, mark in zip(parts[:-1], marks, strict=False)) + parts[-1]


CHANGES: dict[str, Callable[[str], str]] = {
    "decomposed letters (NFD)": lambda page: unicodedata.normalize("NFD", page),
    "line ends CRLF": lambda page: page.replace("\n", "\r\n"),
    "indents": lambda page: "\n".join(f"    {line}" if line else line for line in page.split("\n")),
    "hard blanks": lambda page: page.replace(" ", "\u00a0"),
    "doubled line ends": lambda page: page.replace("\n", "\n\n"),
    "wrapped at 80": wrapped,
    "head in title case": title_case,
    "page breaks": paged,
}


def header(document: Document) -> dict[str, tuple[str, ...]]:
    """What head and closing say, field by field."""
    pre, end = document.preface, document.conclusions
    many: dict[str, list[Field[Any] | None]] = {
        "number": [pre.number, pre.blank_number],
        "type": [pre.doc_type],
        "parent": [pre.parent_body],
        "issuers": [*pre.issuers],
        "place": [pre.place],
        "date": [pre.date],
        "subject": [pre.subject],
        "addressees": [*pre.addressees],
        "signatures": [part for one in end.signatures for part in (one.capacity, one.position, one.name)],
        "recipients": [part for one in end.recipients for part in (one.body, one.purpose)],
        "filing": [end.filing.field if end.filing else None],
    }
    return {name: tuple(_words(one) for one in fields) for name, fields in many.items()}


def _words(field: Field[Any] | None) -> str:
    value = getattr(field.value, "name", field.value) if field else ""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def lost(page: str, change: Callable[[str], str]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The fields that do not stay: name, before, after."""
    before, after = header(vnlegal.parse(page)), header(vnlegal.parse(change(page)))
    if change is title_case:
        before, after = (
            {name: tuple(value.casefold() for value in values) for name, values in fields.items()}
            for fields in (before, after)
        )
    return [(name, before[name], after[name]) for name in before if before[name] != after[name]]


def main() -> None:
    """Print the share of fields that stay by change, and what does not."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--count", type=int, default=100)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--show", type=int, default=0)
    args = ask.parse_args()
    paths = sorted(path for path in args.folder.rglob("*") if path.suffix in (".txt", ".md"))
    drawn = random.Random(args.seed).sample(paths, min(args.count, len(paths)))
    found: dict[str, list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    held = 0
    for path in drawn:
        page = vnlegal.read(path).text
        held += sum(any(values) for values in header(vnlegal.parse(page)).values())
        for name, change in CHANGES.items():
            found[name] += [(path.name, *one) for one in lost(page, change)]
    print(f"| {len(drawn)} texts, seed {args.seed} | fields | changed | texts | stay |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in CHANGES:
        texts = len({one[0] for one in found[name]})
        print(f"| {name} | {held} | {len(found[name])} | {texts} | {1 - len(found[name]) / held:.2%} |")
    shown = [(name, *one) for name in CHANGES for one in found[name]][: args.show]
    for name, file, field, before, after in shown:
        print(f"  {name}: {file} {field}\n    {before}\n    {after}")


if __name__ == "__main__":
    main()
