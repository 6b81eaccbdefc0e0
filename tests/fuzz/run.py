"""A bounded fuzz run: `python tests/fuzz/run.py --cases 20000 --seed 1`.

Each case is a page of the corpus, of the tests or made up, spoiled in one to three ways, parsed, and held
to everything in `oracle`; one in ten is also checked and written in every shape.  The same seed gives the
same cases.  With `--keep` a page that fails is made as small as it stays failing and written to `seeds/`,
where the tests read it again.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from vnlegal import parse
from vnlegal.document import as_source

TESTS = Path(__file__).resolve().parent.parent
if str(TESTS) not in sys.path:  # pytest has put it there; a script must
    sys.path.insert(0, str(TESTS))

import long_pages  # noqa: E402
from makers import official  # noqa: E402

from fuzz.corrupt import WAYS, spliced  # noqa: E402
from fuzz.oracle import faults, made_of  # noqa: E402

SEEDS = Path(__file__).parent / "seeds"
LONGEST = 12_000
# How often a character of a spoiled page may cost what one of the pages as they were costs.
COSTLY = 12.0
# One case in so many is also checked and written in every shape; one in so many is timed.
WHOLE, TIMED = 10, 4


@dataclass(frozen=True)
class Case:
    """A spoiled page: its number in the run, what was done to it, and the page."""

    number: int
    ways: tuple[str, ...]
    page: str


@dataclass
class Figures:
    """What a run came to; `costs` are in units of what a character usually costs."""

    cases: int = 0
    characters: int = 0
    costs: list[float] = field(default_factory=list)
    slowest: tuple[float, Case | None] = (0.0, None)
    ways: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[Case, str]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The figures, for people."""
        spent = sorted(self.costs) or [0.0]
        yield f"{self.cases:,} cases, {self.characters:,} characters"
        yield (
            f"cost of a character, in that of the pages as they were: median {spent[len(spent) // 2]:.2f}, "
            f"99 % below {spent[len(spent) * 99 // 100]:.2f}, most {spent[-1]:.2f}"
        )
        if worst := self.slowest[1]:
            yield f"slowest: case {worst.number} ({', '.join(worst.ways)}), {len(worst.page)} characters"
        yield "; ".join(f"{way} {count}" for way, count in sorted(self.ways.items()))
        yield f"{len(self.faults)} kinds of fault"
        for fault, (one, words) in self.faults.items():
            yield f"  {fault}  (case {one.number}: {', '.join(one.ways)})\n    {words[:300]!a}"


@cache
def pages() -> tuple[str, ...]:
    """The letters of the corpus, the texts and cases of the tests, long pages, and made-up documents."""
    files = [*(TESTS.parent / "corpus").glob("*.txt"), *(TESTS / "cases" / "checks" / "texts").glob("*.txt")]
    files += (TESTS / "cases" / "references").glob("*.txt")
    found = [path.read_text("utf-8") for path in sorted(files)]
    for path in sorted((TESTS / "cases" / "parts").glob("*.txt")):
        cases = path.read_text("utf-8").split("\n######\n")
        found += [one.split("\n===\n", 1)[1].rsplit("\n---\n", 1)[0] for one in cases]
    found += [long_pages.decree(), long_pages.plan(), long_pages.party_resolution()]
    return (*found, *(official.document(Random(seed)) for seed in range(150)))


def case(seed: int, number: int) -> Case:
    """One case of a run."""
    rng = Random(f"{seed}/{number}")
    page = spliced(rng, pages()) if rng.random() < 0.15 else rng.choice(pages())
    start = rng.randint(0, max(0, len(page) - LONGEST))
    page = page[start : start + LONGEST]
    ways = tuple(rng.choice(list(WAYS)) for _ in range(rng.choice((1, 1, 2, 3))))
    for way in ways:
        page = WAYS[way](rng, page)[: 2 * LONGEST]
    return Case(number, ways, page)


def problems(page: str, whole: bool = True) -> list[str]:
    """What is wrong with a page when it is parsed and, if `whole`, checked and written in every shape."""
    try:
        document = parse(as_source(page, "a.txt"))
        return [*faults(document), *(made_of(document) if whole else ())]
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__} in {Path(frame.filename).name}, {frame.name}: {error}"]


def kind(problem: str) -> str:
    """The kind of a fault: its words without what differs from case to case."""
    head, unlike, _ = problem.partition(" is not what ")
    head = head.split(": ")[0] + (" is not what it shows" if unlike else "")
    return "".join(c for c in head if not c.isdigit())[:120]


def cost(page: str) -> float:
    """Seconds of this process a character, with some characters for what every page costs."""
    source = as_source(page)
    start = time.process_time()
    parse(source)
    return (time.process_time() - start) / (len(page) + 500)


def usual_cost() -> float:
    """What a character of the pages costs as they are: the median of a sample."""
    spent = sorted(cost(page) for page in pages()[::5])
    return spent[len(spent) // 2]


def relative_cost(page: str) -> float:
    """The cost of a page in that of the usual ones; measured again, both, before a page is called slow."""
    spent = cost(page) / _usual()
    for _ in range(4):
        if spent < COSTLY:
            break
        spent = min(spent, cost(page) / usual_cost())
    return spent


@cache
def _usual() -> float:
    return usual_cost()


def run(
    cases: int, seed: int, report: Callable[[int, Figures], None] = lambda done, figures: None
) -> Figures:
    """Run cases and gather the figures."""
    figures = Figures()
    for number in range(cases):
        one = case(seed, number)
        found = problems(one.page, whole=number % WHOLE == 0)
        raised = any("Error in " in problem for problem in found)
        if number % TIMED == 0 and not raised:
            spent = relative_cost(one.page)
            figures.costs.append(spent)
            figures.slowest = max(figures.slowest, (spent, one), key=lambda pair: pair[0])
            found += [f"cost: {spent:.0f} times the usual"] * (spent >= COSTLY)
        figures.cases += 1
        figures.characters += len(one.page)
        figures.ways.update(one.ways)
        for problem in found:
            figures.faults.setdefault(kind(problem), (one, problem))
        report(number + 1, figures)
    return figures


def smallest(page: str, fails: Callable[[str], bool], tries: int = 2000) -> str:
    """A page that still fails, with as many stretches left out as `tries` allow.

    >>> smallest("xx12yy3zz", lambda page: "2" in page and "3" in page)
    '23'
    """
    size = max(1, len(page) // 2)
    while size and tries > 0:
        at = 0
        while at < len(page) and tries > 0:
            tries -= 1
            shorter = page[:at] + page[at + size :]
            if fails(shorter):
                page = shorter
            else:
                at += size
        size //= 2
    return page


def keep(fault: str, one: Case) -> Path:
    """Write the smallest page with a fault to the seeds."""
    page = smallest(one.page, lambda shorter: fault in map(kind, problems(shorter)))
    data = page.encode("utf-8", "surrogatepass")
    path = SEEDS / f"{hashlib.sha256(data).hexdigest()[:12]}.txt"
    path.write_bytes(data)
    return path


def seeds() -> Sequence[Path]:
    """The pages that failed once."""
    return sorted(SEEDS.glob("*.txt"))


def main() -> int:
    """Run, print the figures, and keep what failed; 1 if something did."""
    arguments = argparse.ArgumentParser(description="Seeded fuzz of spoiled documents.")
    arguments.add_argument("--cases", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", action="store_true", help="write the smallest failing pages to seeds/")
    given = arguments.parse_args()

    def progress(done: int, figures: Figures) -> None:
        if done % 1000 == 0:
            print(f"{done} cases, {len(figures.faults)} kinds of fault", file=sys.stderr)

    figures = run(given.cases, given.seed, progress)
    print("\n".join(figures.lines()))
    if given.keep:
        for fault, (one, _) in figures.faults.items():
            print(keep(fault, one), fault)
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
