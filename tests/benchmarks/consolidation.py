"""What consolidation carries out over a folder of acts: a row an amending act and its base, and why not.

    python tests/benchmarks/consolidation.py FOLDER --attributes TABLE [--on DAY]

Each act of the folder that another one of it changes is taken as a base.  Prints tables of Markdown.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from vnlegal import formats
from vnlegal.corpus import Corpus, read_document
from vnlegal.model import Document


def _documents(folder: Path, table: formats.Table) -> Iterator[Document]:
    for path in sorted(folder.rglob("*.txt")):
        if table.row(str(path)):
            yield read_document(path, table)


def _bases(corpus: Corpus) -> dict[str, set[str]]:
    """The acts held that others change, with the works of those."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in corpus.documents:
        own = corpus.work_of[document.source.path]
        for one in document.instructions:
            target = corpus.targets.get((document.source.path, one.act.mention or ""))
            if target and target != own.iri and corpus.by_iri[target].in_corpus:
                found[target].add(own.iri)
    return found


def _rows(corpus: Corpus, on: date) -> Iterator[tuple[str, str, int, Counter[str]]]:
    for base, acts in sorted(_bases(corpus).items()):
        wanted = {base, *acts}
        some = [one for one in corpus.documents if corpus.work_of[one.source.path].iri in wanted]
        law = Corpus.of(some).consolidate(base, on)
        for act in sorted(acts):
            applied = sum(one.order.work.iri == act for one in law.applied)
            why = Counter(one.why for one in law.unapplied if one.work.iri == act)
            yield corpus.by_iri[base].number or base, corpus.by_iri[act].number or act, applied, why


def _table(rows: Iterable[tuple[str, str, int, Counter[str]]]) -> Iterator[str]:
    whole, applied = Counter[str](), 0
    yield "| base | amended by | applied | not applied |\n| --- | --- | --- | --- |"
    for base, act, hits, why in rows:
        told = "; ".join(f"{count} {reason}" for reason, count in why.most_common())
        yield f"| {base} | {act} | {hits} | {told} |"
        whole += why
        applied += hits
    yield f"\n| orders | |\n| --- | --- |\n| applied | {applied} |"
    yield from (f"| {reason} | {count} |" for reason, count in whole.most_common())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--attributes", required=True)
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 1, 1))
    args = parser.parse_args()
    corpus = Corpus.of(_documents(args.folder, formats.Table.read(args.attributes)))
    for line in _table(_rows(corpus, args.on)):
        print(line)


if __name__ == "__main__":
    main()
