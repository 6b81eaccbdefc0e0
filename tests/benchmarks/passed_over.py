"""Words of pages that look like a reference, of which nothing was read: what may have been passed over.

    python tests/benchmarks/passed_over.py TEXTS [--count 40] [--seed 1] [--show 20]

Two plain patterns, written apart from those of the package, find numbers of documents and of provisions; a
find counts as read if a mention, a reference or the letterhead covers any of it.  The rest is printed, to be
read: most of it is no reference.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex

import vnlegal
from vnlegal.model import Document, Field, Span

KINDS = {
    "numbers": regex.compile(
        r"(?<![\p{L}\d/.-])\d{1,5} ?[/-] ?(?:\d{4} ?/ ?)?\p{Lu}[\p{L}\d]*(?:[-/]\p{Lu}[\p{L}\d.&]*)+"
        r"|(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Luật|Chỉ thị|Kết luận|Công văn) số"
    ),
    "provisions": regex.compile(
        r"(?<!\p{L})(?:[Đđ]iểm [a-zđ](?!\p{L})|(?:[Kk]hoản|[Đđ]iều|[Cc]hương|[Mm]ục) (?:\d+[a-zđ]?|[IVXLC]+))"
        r"(?![\p{L}\d])"
    ),
}
_HEADING = regex.compile(r"[\s#*|\-“\"]*")
AROUND = 70


def _read(document: Document) -> Iterator[Span]:
    yield from (one.span for one in document.mentions)
    yield from (one.span for one in document.references)
    preface = document.preface
    for name in (one.name for one in dataclasses.fields(preface)):
        value: Any = getattr(preface, name)
        for field in value if isinstance(value, tuple) else (value,):
            if isinstance(field, Field) and field.span:
                yield field.span


def passed_over(document: Document, kind: str) -> Iterator[tuple[Span, bool]]:
    """Every find outside the beginnings of lines, and whether anything of it was read."""
    text = document.source.text
    covered = bytearray(len(text))
    for start, end in _read(document):
        covered[start:end] = b"\1" * (end - start)
    for match in KINDS[kind].finditer(text):
        start, end = match.span()
        if not _HEADING.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
            yield Span(start, end), any(covered[start:end])


def main() -> None:
    """Count over a sample of a folder, and print what was not read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    arguments = parser.parse_args()
    files = sorted(one for one in arguments.folder.rglob("*") if one.suffix in (".txt", ".md"))
    chosen = random.Random(arguments.seed).sample(files, min(arguments.count, len(files)))
    documents = [vnlegal.parse(vnlegal.read(path)) for path in chosen]
    for kind in KINDS:
        found = [(one, *find) for one in documents for find in passed_over(one, kind)]
        missed = [(one, span) for one, span, read in found if not read]
        print(f"{kind}: {len(found)} in {len(documents)} texts, nothing read of {len(missed)}")
        for one, span in missed[: arguments.show]:
            around = one.source.text[max(0, span.start - AROUND) : span.end + AROUND]
            print(f"  {Path(one.source.path).name}: {' '.join(around.split())}")


if __name__ == "__main__":
    main()
