"""How near a record comes to the hand-made truth beside its letter, layer by layer.

The truth is written by people: values as printed, one line each.  Blank runs, table bars and emphasis
count as one blank, case and outer punctuation do not count.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_OUTER = ' .;,:-–/"“”'
_LAYOUT = str.maketrans("|*#", "   ")


def plain(words: object) -> str:
    """Words without layout, case and outer punctuation; "" for nothing."""
    if words is None:
        return ""
    return (
        " ".join(unicodedata.normalize("NFC", str(words)).translate(_LAYOUT).split()).strip(_OUTER).casefold()
    )


@dataclass
class Score:
    """What was found, missed and wrong in one layer."""

    hits: int = 0
    missed: list[object] = field(default_factory=list)
    wrong: list[object] = field(default_factory=list)

    def compare(self, truth: Iterable[object], found: Iterable[object]) -> None:
        """Count one document; equal items may occur several times."""
        want, got = Counter(truth), Counter(found)
        self.hits += (want & got).total()
        self.missed += (want - got).elements()
        self.wrong += (got - want).elements()

    @property
    def truth(self) -> int:
        """How many items there were to find."""
        return self.hits + len(self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find."""
        all_ = 2 * self.hits + len(self.missed) + len(self.wrong)
        return 2 * self.hits / all_ if all_ else 1.0


def value(one: Json | None) -> str:
    """The value of a field of a record."""
    return plain(one and one["value"])


def printed(one: Json | None) -> str:
    """What a field of a record was read from."""
    return plain(one and one["text"])


def _some(*items: str) -> list[str]:
    return [item for item in items if item]


Layer = Callable[[Json, Json], tuple[Iterable[object], Iterable[object]]]

# Each header layer: what the truth says, and what the record says.
HEADER: dict[str, Layer] = {
    "number": lambda t, r: (_some(plain(t["number"])), _some(value(r["preface"]["number"]))),
    "doc_type": lambda t, r: (
        _some(plain(t["doc_type"])),
        _some(plain((r["preface"]["doc_type"] or {}).get("label"))),
    ),
    "issuers": lambda t, r: (map(plain, t["issuers"]), map(value, r["preface"]["issuers"])),
    "parent_body": lambda t, r: (_some(plain(t["parent_body"])), _some(value(r["preface"]["parent_body"]))),
    "place": lambda t, r: (_some(plain(t["place"])), _some(value(r["preface"]["place"]))),
    "date": lambda t, r: (_some(plain(t["date"])), _some(value(r["preface"]["date"]))),
    "subject": lambda t, r: (_some(plain(t["subject"])), _some(value(r["preface"]["subject"]))),
    "addressees": lambda t, r: (map(plain, t["addressees"]), map(printed, r["preface"]["addressees"])),
    "signatures": lambda t, r: (
        [tuple(plain(one[key]) for key in ("capacity", "position", "name")) for one in t["signatures"]],
        [
            tuple(printed(one[key]) for key in ("capacity", "position", "name"))
            for one in r["conclusions"]["signatures"]
        ],
    ),
    "recipients": lambda t, r: (
        [(plain(one["text"]), plain(one["purpose"])) for one in t["recipients"]],
        [(printed(one), printed(one["purpose"])) for one in r["conclusions"]["recipients"]],
    ),
    "filing": lambda t, r: (_some(plain(t["filing"])), _some(printed(r["conclusions"]["filing"]))),
}


def score(pairs: Iterable[tuple[Json, Json]], text_of: Callable[[Json], str]) -> dict[str, Score]:
    """Truths and records of the same documents -> a score for each layer."""
    scores: dict[str, Score] = {}

    def put(layer: str, truth: Iterable[object], found: Iterable[object]) -> None:
        scores.setdefault(layer, Score()).compare(truth, found)

    for truth, record in pairs:
        for layer, read in HEADER.items():
            put(f"header.{layer}", *read(truth, record))
        text = text_of(truth)
        for layer, want, got in _references(truth, record, text):
            put(layer, want, got)
    return scores


def _references(truth: Json, record: Json, text: str) -> Iterable[tuple[str, list[object], list[object]]]:
    found = [one for one in record["mentions"] if one["kind"] != "self"]
    for kind in ("numbered", "named"):
        want = [one for one in truth["mentions"] if one["kind"] == kind]
        got = [one for one in found if one["kind"] == kind]
        yield f"mention.{kind}.span", [_trim(one, text) for one in want], [_trim(one, text) for one in got]
        yield f"mention.{kind}.identity", [*map(_identity, want)], [*map(_identity, got)]
    for mode in (False, True):
        layer = "claim+mode" if mode else "claim"
        yield layer, _claims(truth, mode), _claims(record, mode)
    due = [task["deadline"] for task in record["tasks"] if task["deadline"]]
    # A limit that is put on two tasks in the same words is one item of the truth.
    yield (
        "deadline",
        list({(plain(one["text"]), one["value"]) for one in truth["deadlines"]}),
        list({(printed(one), one["value"]) for one in due}),
    )


def _trim(mention: Json, text: str) -> str:
    start, end = mention["span"]
    words = text[start:end]
    left = len(words) - len(words.lstrip(" \n|*#.,;"))
    return f"{start + left}–{start + len(words.rstrip(' ' + chr(10) + '|*#.,;'))}"


def _identity(mention: Json) -> tuple[str, ...]:
    name = plain(mention["number"]) or plain(mention["text"])
    return name, plain(mention["date"]), plain(mention["issuer"])


def _claims(one: Json, mode: bool) -> list[object]:
    """The set of claims, each document by its number or name; plain citations left out."""
    mentions = {mention["id"]: mention for mention in one["mentions"]}

    def name(id: str) -> str:
        mention = mentions[id]
        while not mention["number"] and mention.get("refers_to"):
            mention = mentions[mention["refers_to"]]
        return plain(mention["number"]) or plain(mention["text"])

    return list(
        {
            (
                "self" if claim["subject"] == "self" else name(claim["subject"]),
                claim["kind"],
                name(claim["object"]),
                claim["mode"] if mode else "",
            )
            for claim in one["claims"]
            if claim["kind"] != "cites"
        }
    )


def table(folder: Path) -> str:
    """The scores of the letters of a folder against the truth beside them, as a Markdown table."""
    import vnlegal

    truths = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    sources = {truth["id"]: vnlegal.read(folder / f"{truth['id']}.txt") for truth in truths}
    records = [vnlegal.to_record(vnlegal.parse(sources[truth["id"]])) for truth in truths]
    scores = score(zip(truths, records, strict=True), lambda truth: sources[truth["id"]].text)
    rows = [f"| {name} | {one.truth} | {one.f1:.3f} |" for name, one in scores.items()]
    return "\n".join(["| layer | items | F1 |", "| --- | ---: | ---: |", *rows]) + "\n"


def attributes(folder: Path) -> str:
    """The scores against a portal's attribute table (`headers.json`: file, number, type, date, signer)."""
    import vnlegal

    hits: Counter[str] = Counter()
    truths = json.loads((folder / "headers.json").read_text("utf-8"))
    for truth in truths:
        document = vnlegal.parse(vnlegal.read(folder / f"{truth['id']}.txt"))
        preface = vnlegal.to_record(document)["preface"]
        names = [plain(one.name.value) for one in document.conclusions.signatures if one.name]
        hits["number"] += plain((preface["number"] or {}).get("value")) == plain(truth["number"])
        hits["date"] += (preface["date"] or {}).get("value") == truth["date"]
        hits["type"] += plain((preface["doc_type"] or {}).get("label")) == plain(truth["type"])
        hits["signer"] += plain(truth["signer"]) in names
    rows = [f"| {name} | {len(truths)} | {hits[name] / len(truths):.3f} |" for name in hits]
    return "\n".join(["| attribute | documents | right |", "| --- | ---: | ---: |", *rows]) + "\n"


if __name__ == "__main__":
    where = Path(sys.argv[1])
    print(attributes(where) if (where / "headers.json").exists() else table(where), end="")
