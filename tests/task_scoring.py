"""How near the tasks of records come to a hand-made truth: found, by whom, with whom, by when, what, how.

A truth is a JSON file beside its document: `{"file", "tasks": [{"actors", "with", "action", "deadline",
"product", "mode", "optional", …}]}`.  A task is found where its words and the true ones share six tenths of
the longer of the two; one that is optional is neither owed nor counted as false.

Invented plans (`tests/plans`) carry their truth in themselves, behind each task in double brackets:
`⟦what is to be done⟧{actors; … | partners; … | kind value | product | r}`.  The last is `r` for what is asked
and `c` for what is promised; `~` marks what is optional, `?` what may be read either way.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import vnlegal

Json = dict[str, Any]
_JOINS = {"và", "các", "cùng", "với", "những"}
_SHARED = 0.6  # of the words of the longer of two tasks that are the same
_INSIDE = 0.8  # of the words of a piece that an optional task holds
LAYERS = ("actors", "partners", "deadline", "product", "mode")


@dataclass
class TaskScore:
    """Counts of one or more documents, and what was missed, false or wrong, one line each."""

    owed: int = 0
    found: int = 0
    hits: int = 0
    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    told: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of the tasks."""
        return 2 * self.hits / (self.owed + self.found) if self.owed + self.found else 1.0

    def layer(self, name: str) -> float:
        """F1 of the tasks that are right in a layer; of `product` and `mode` the share of those found."""
        if name in ("product", "mode"):
            return self.right[name] / self.of[name] if self.of[name] else 1.0
        return 2 * self.right[name] / (self.owed + self.found) if self.owed + self.found else 1.0


def words(text: str) -> list[str]:
    """The words of a text, all tones written one way."""
    return re.findall(r"\w+", vnlegal.text.fold(text))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return (Counter(one) & Counter(other)).total()


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    return _common(one, other) / max(len(one), len(other), 1)


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in words(name)) - _JOINS


def _pairs(truths: list[Json], tasks: list[Json]) -> dict[int, int]:
    """Which found task stands for which true one, the most alike first, then those nearest in order."""
    wanted = [[words(one["action"]), words(one.get("alt_action") or "")] for one in truths]
    got = [words(one["action"]["text"]) for one in tasks]
    near = sorted(
        (-round(share, 2), abs(i / len(truths) - j / len(tasks)), i, j)
        for i, choices in enumerate(wanted)
        for j, one in enumerate(got)
        if (share := max(_alike(choice, one) for choice in choices)) >= _SHARED
    )
    mates: dict[int, int] = {}
    for *_, i, j in near:
        if i not in mates and j not in mates.values():
            mates[i] = j
    return mates


def _limit(deadline: Json | None) -> str:
    return re.sub(r"\s", "", deadline.get("value") or "") if deadline else ""


def _rights(truth: Json, task: Json) -> Iterator[tuple[str, str, str, bool]]:
    """Each layer of a pair: what is true, what was read, and whether that is right."""
    choices = [truth["actors"], *(truth.get("alt_actors") or [])]
    actors = [one["value"] for one in task["actors"]]
    right = any(_names(one) == _names(actors) for one in choices) or (
        truth.get("actors_open") and bool(actors)
    )
    yield "actors", "; ".join(truth["actors"]), "; ".join(actors), bool(right)
    partners = [one["value"] for one in task["with"]]
    same = truth.get("with_open") or _names(truth["with"]) == _names(partners)
    yield "partners", "; ".join(truth["with"]), "; ".join(partners), bool(same)
    want, got = _limit(truth.get("deadline")), _limit(task["deadline"])
    yield "deadline", want, got, want == got or bool(truth.get("deadline_open") and not got)
    made, read = truth.get("product") or "", (task["product"] or {}).get("text", "")
    if made or read:
        yield "product", made, read, words(made) == words(read)
    yield "mode", truth["mode"], task["mode"], truth["mode"] == task["mode"]


def compare(name: str, truths: list[Json], tasks: list[Json], score: TaskScore) -> None:
    """Count one document."""
    mates = _pairs(truths, tasks) if truths and tasks else {}
    free = {mates[i] for i, one in enumerate(truths) if one.get("optional") and i in mates}
    loose = [words(one["action"]) for one in truths if one.get("optional")]
    for j, task in enumerate(tasks):
        own = words(task["action"]["text"])
        if j not in mates.values() and any(_common(own, one) >= _INSIDE * len(own) for one in loose):
            free.add(j)
    score.owed += sum(not one.get("optional") for one in truths)
    score.found += len(tasks) - len(free)
    for i, truth in enumerate(truths):
        if truth.get("optional"):
            continue
        if i not in mates:
            score.told.append((name, "missed", "; ".join(truth["actors"]), truth["action"][:110]))
            continue
        score.hits += 1
        rights = list(_rights(truth, tasks[mates[i]]))
        for layer, want, got, right in rights:
            score.right[layer] += right
            score.of[layer] += 1
            if not right:
                score.told.append((name, layer, want, got))
        score.right["all"] += all(right for layer, _, _, right in rights if layer in LAYERS[:3])
    for j, task in enumerate(tasks):
        if j not in free and j not in mates.values():
            who = "; ".join(one["value"] for one in task["actors"])
            score.told.append((name, "false", who, task["action"]["text"][:110]))


def _scoped(truth: Json, tasks: list[Json], text: str) -> list[Json]:
    """The tasks inside the stretch that was annotated."""
    if not truth.get("scope"):
        return tasks
    first, last = truth["scope"]
    flat = re.sub(r"[\s|*#]+", " ", text)
    start = flat.find(first)
    part = words(flat[start : flat.find(last, start) + len(last)])
    grams = set(zip(part, part[1:], part[2:], strict=False))

    def inside(task: Json) -> bool:
        own = words(task["action"]["text"])
        held = [one in grams for one in zip(own, own[1:], own[2:], strict=False)]
        return not held or sum(held) >= len(held) / 2

    return [task for task in tasks if inside(task)]


# A task and its truth: "⟦rà soát hồ sơ⟧{Sở Nội vụ || date 2026-06-30}".
_MARKED = re.compile(r"⟦(.*?)⟧\{(.*?)\}", re.DOTALL)
_MODES = {"": "directed", "r": "requested", "c": "committed"}


def marked(page: str) -> tuple[str, list[Json]]:
    """The text of an invented plan, and its tasks.

    >>> marked("Sở A ⟦rà soát.⟧{Sở A || date 2026-06-30}")[0]
    'Sở A rà soát.'
    """
    return _MARKED.sub(lambda one: one[1], page), [_told(*one.groups()) for one in _MARKED.finditer(page)]


def _told(action: str, spec: str) -> Json:
    actors, partners, limit, product, mode, *_ = [*map(str.strip, spec.split("|")), "", "", "", ""]
    kind, _, value = limit.lstrip("?").strip().partition(" ")
    return {
        "actors": _listed(actors.lstrip("~?")),
        "actors_open": "?" in actors,
        "with": _listed(partners),
        "action": action,
        "deadline": {"kind": kind, "value": value} if kind else None,
        "deadline_open": limit.startswith("?"),
        "product": product or None,
        "mode": _MODES[mode],
        "optional": actors.startswith("~"),
    }


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def score_plans(folder: Path) -> TaskScore:
    """The score of the invented plans of a folder."""
    score = TaskScore()
    for path in sorted(folder.glob("*.txt")):
        text, truths = marked(path.read_text("utf-8"))
        compare(path.stem, truths, vnlegal.to_record(vnlegal.parse(text))["tasks"], score)
    return score


def score_folder(folder: Path) -> TaskScore:
    """The score of the documents of a folder that have a truth beside them."""
    score = TaskScore()
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        source = vnlegal.read(folder / truth["file"])
        record = vnlegal.to_record(vnlegal.parse(source))
        compare(path.stem, truth["tasks"], _scoped(truth, record["tasks"], source.text), score)
    return score


def table(score: TaskScore) -> str:
    """The figures as a Markdown table."""
    false = score.found - score.hits
    rows = [
        f"| task | {score.owed} | {score.f1:.3f} |",
        *(f"| {name} | {score.of[name]} | {score.layer(name):.3f} |" for name in LAYERS),
        f"| all right | {score.owed} | {score.layer('all'):.3f} |",
        f"| false, of {score.found} found | {false} | {false / max(score.found, 1):.3f} |",
    ]
    return "\n".join(["| layer | items | F1 |", "| --- | ---: | ---: |", *rows]) + "\n"


if __name__ == "__main__":
    where = Path(sys.argv[1])
    done = score_folder(where) if any(where.glob("*.json")) else score_plans(where)
    print(table(done), end="")
    if "--show" in sys.argv:
        for line in done.told:
            print(" | ".join(line))
