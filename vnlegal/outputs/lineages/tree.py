"""A lineage as a tree for the terminal: each step with the sentences that state it.

A work is unfolded once, on the longest way that leads to it; where it comes again it is only named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from ...graph.lineage import Lineage
from ...graph.stated import Statement, Step
from ...language import tr, written
from ..evidence import called, quoted
from ..frame import Sheet
from .frame import LineageOutput
from .wording import ABSENT, notes, relation

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """The work asked about, its steps below it, and a line for what was left out."""
    yield _paint(_title(lineage, lineage.work), _BOLD, sheet) + "\n"
    yield from _called(lineage, lineage.work, "  ", sheet)
    children: dict[str, list[tuple[Step, str]]] = defaultdict(list)
    for step in lineage.steps:
        parent, child = _ends(lineage, step)
        children[parent].append((step, child))
    heights = _heights(lineage.work, children)
    for branches in children.values():
        branches.sort(key=lambda branch: -heights[branch[1]])
    yield from _below(lineage, sheet, children)
    if not lineage.steps:
        yield f"  {tr('(chưa thấy văn bản nào theo quan hệ được hỏi)')}\n"
    for circle in lineage.cycles:
        yield tr("Vòng lặp:") + " " + " → ".join(map(lineage.label, (*circle, circle[0]))) + "\n"
    if lineage.cut:
        yield tr("(còn nữa: đã dừng ở số bước được yêu cầu)") + "\n"
    for note in notes(lineage):
        yield from (f"{line}\n" for line in wrap(note, sheet.width, subsequent_indent="    "))


def _heights(root: str, children: Mapping[str, list[tuple[Step, str]]]) -> dict[str, int]:
    """How many steps lie below each work at most; a step back to where one came from does not count."""
    heights: dict[str, int] = {}
    stack = [(root, False)]
    while stack:
        work, done = stack.pop()
        below = [child for _, child in children.get(work, ())]
        if done:
            heights[work] = 1 + max((heights.get(child, 0) for child in below), default=0)
        elif work not in heights:
            heights[work] = 0
            stack += [(work, True), *((child, False) for child in below if child not in heights)]
    return heights


def _below(lineage: Lineage, sheet: Sheet, children: dict[str, list[tuple[Step, str]]]) -> Iterator[str]:
    """All steps, depth first, without recursion: a chain may be longer than Python's stack."""
    shown = {lineage.work}
    stack = [("", *item) for item in _last_first(children.get(lineage.work, []))]
    while stack:
        indent, last, step, child = stack.pop()
        again = child in shown
        note = f" ({tr('xem trên')})" if again and children.get(child) else ""
        words = _relation(lineage, step, child)
        name = _paint(_title(lineage, child), _BOLD, sheet)
        yield f"{indent}{'└─' if last else '├─'} {words} {name}{note}\n"
        deeper = indent + ("   " if last else "│  ")
        bar = "│  " if children.get(child) and not again else "   "
        yield from _called(lineage, child, deeper + bar, sheet)
        yield from _statements(step.statements, lineage.works[child].number or "", deeper + bar, sheet)
        if not again:
            shown.add(child)
            stack += [(deeper, *item) for item in _last_first(children.get(child, []))]


def _last_first(items: list[tuple[Step, str]]) -> list[tuple[bool, Step, str]]:
    """Reversed, for a stack; the first of the result is the last branch."""
    return [(i == 0, step, child) for i, (step, child) in enumerate(reversed(items))]


def _ends(lineage: Lineage, step: Step) -> tuple[str, str]:
    """The end nearer to the work asked about, and the other; promulgation may be walked either way."""
    ends = (step.edge.source, step.edge.target)
    near = [iri for iri in ends if lineage.depths[iri] == step.depth - 1]
    down = lineage.direction == "down" and step.edge.kind != "promulgates"
    start = near[0] if len(near) == 1 else ends[1] if down else ends[0]
    return start, ends[1] if start == ends[0] else ends[0]


def _relation(lineage: Lineage, step: Step, child: str) -> str:
    return relation(step.edge.kind, child == step.edge.target) + " →"


def _title(lineage: Lineage, iri: str) -> str:
    work = lineage.works[iri]
    when = f" ({written(work.date)})" if work.date and work.number else ""
    absent = "" if work.in_corpus else f" [{tr(ABSENT)}]"
    return f"{lineage.label(iri)}{when}{absent}"


def _called(lineage: Lineage, iri: str, indent: str, sheet: Sheet) -> Iterator[str]:
    """What a law is called, in a line of its own."""
    if name := called(lineage.works[iri], sheet.width - len(indent)):
        yield f"{indent}{name}\n"


def _statements(said: Iterable[Statement], number: str, indent: str, sheet: Sheet) -> Iterator[str]:
    """The sentences, wrapped, and where they stand."""
    room = max(sheet.width - len(indent) - 4, 40)
    for words, places in quoted(said, number):
        for line in wrap(words, room, break_on_hyphens=False):
            yield f"{indent}{_paint(line, _DIM, sheet)}\n"
        if places:
            yield f"{indent}{_paint(places, _DIM, sheet)}\n"


def _paint(words: str, style: str, sheet: Sheet) -> str:
    return f"{style}{words}{_PLAIN}" if sheet.colour else words


OUTPUT = LineageOutput("tree", "text/plain", write)
