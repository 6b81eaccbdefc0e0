"""Of all that a text says of its own provisions ("Điều 5 của Luật này"), how much does its tree have?

    python tests/benchmarks/own_references.py FOLDER [--show N]

Asks for no annotation: in a text that amends nothing, what is referred to is there, but for slips of the law,
damage of the copy, and faults of reading.  `--show` prints what is missing, to be read.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import vnlegal
from vnlegal.model import Document

# The act behind an expression, where it is the text itself: "của Luật này", "Nghị định này".
_OWN = re.compile(
    r"[\s,]*(?:(?:của|tại|trong|theo)\s+)?(?:Luật|Bộ luật|Pháp lệnh|Ngh|Thông|Quy)[\w\s]{0,9}?này\b"
)


def own(document: Document) -> Iterator[tuple[str, str, bool]]:
    """Each provision of its own that a text names with its act: the words, the eId, whether it is there."""
    for one in document.references:
        tail = document.source.text[one.span.end : one.span.end + 40]
        if one.act.kind == "self" and not one.quoted and _OWN.match(tail):
            for target in one.targets:
                if target.exists is not None:
                    yield document.text(one.span), str(target), target.exists


def main() -> None:
    """Print the share, and what is missing."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--show", type=int, default=0)
    args = ask.parse_args()
    paths = sorted(path for path in args.folder.rglob("*") if path.suffix in (".txt", ".md", ".docx"))
    found = [(path.name, *one) for path in paths for one in own(vnlegal.parse(vnlegal.read(path)))]
    missing = [one for one in found if not one[3]]
    share = 1 - len(missing) / max(len(found), 1)
    print(f"{len(paths)} texts, {len(found)} provisions, {len(missing)} missing: {share:.1%} exist")
    for name, words, eid, _ in missing[: args.show]:
        print(f"  {name}: {' '.join(words.split())} -> {eid}")


if __name__ == "__main__":
    main()
