"""Tests that can fail: small seeded mistakes in the code, each of which some test should notice.

    python tests/mutants.py                          the stored sample again; fails below the stored share
    python tests/mutants.py --rooms checks graph --count 60 --seed 7
    python tests/mutants.py --store                  writes the share of this run to mutants.json

All tests run once, while it is noted which statements each of them runs (`--kept FILE` keeps that for the
next run).  Then each mutant gets a process of its own, forked from that one, in which the code of one
function is exchanged; the tests that run the statement are asked, some of each file, those first that run
the least, until one fails or the budget is spent.  Mutants that change nothing that can be seen are named in
mutants.json with the reason; they do not count.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import gc
import json
import os
import pickle
import random
import signal
import sys
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import groupby
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "vnlegal"
STORED = HERE / "mutants.json"
ROOMS = ("references", "parts", "corpus", "checks", "graph")
LEFT_OUT = (
    "api", "attacks", "audit", "bait", "bulk", "check_command", "cli", "datasets", "docs", "folders",
    "formats", "formats_docx", "formats_encodings", "formats_html", "formats_letters", "formats_limits",
    "formats_pdf", "formats_scans", "fuzz", "guards", "house", "injection", "language", "late",
    "linear", "lsp", "mcp", "mutation", "notebook", "pool_questions", "properties", "release",
    "sandbox", "scan", "serve", "serve_assets", "serve_doors", "serve_languages", "serve_store",
    "serve_times", "spark", "sparql_endpoint", "store_damage", "text", "witnesses",
)  # fmt: skip
"""Tests that are not asked: long, or about something else; what only they notice wants a short test."""

LONG = (
    "any_way or long_chain or chain_of or whatever_comes_and_goes or killed_at_any or time_is_cut"
    " or memory_is_bounded"
)
"""The same of single tests."""

WHOLE = "test_whole.py"
"""Asked last, and counted apart: that a reading is not as before is no reason why."""

ENDS = (SURVIVED, CAUGHT, WHOLE_ONLY) = ("SURVIVED", "caught", "by whole")

BUDGET = 6
"""Seconds of work within which the tests must notice a mutant; those that call least are asked first."""
LONGEST = 60
"""Seconds of work after which a mutant counts as caught: it hangs; one that only waits is not caught."""

_COMPARED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPPOSITES = {
    "any": "all", "all": "any", "min": "max", "max": "min", "startswith": "endswith",
    "endswith": "startswith",
}  # fmt: skip


def _compare(node: Any) -> None:
    node.ops[0] = _COMPARED[type(node.ops[0])]()


def _join(node: Any) -> None:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _drop(node: Any) -> None:
    node.values.pop()


def _affirm(node: Any) -> None:
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _sum(node: Any) -> None:
    node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()


def _number(node: Any) -> None:
    """A small number is one more; of a width only an eighth is left."""
    node.value = node.value + 1 if node.value < 10 else node.value // 8


def _truth(node: Any) -> None:
    node.value = not node.value


def _opposite(node: Any) -> None:
    name = "id" if isinstance(node, ast.Name) else "attr"
    setattr(node, name, _OPPOSITES[getattr(node, name)])


def _never(node: Any) -> None:
    node.test = ast.Constant(False)


def _nothing(node: Any) -> None:
    node.value = ast.Constant(None)


def _mistakes(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    """The mistakes that one can make at a node."""
    match node:
        case ast.Compare() if type(node.ops[0]) in _COMPARED:
            yield _compare
        case ast.BoolOp():
            yield from (_join, _drop)
        case ast.UnaryOp(op=ast.Not()):
            yield _affirm
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield _sum
        case ast.Constant(value=bool()):
            yield _truth
        case ast.Constant(value=int()):
            yield _number
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in _OPPOSITES:
            yield _opposite
        case ast.If() | ast.IfExp():
            yield _never
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield _nothing


@cache
def _source(file: str) -> str:
    """A module as it was when the run began."""
    return (PACKAGE / file).read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake in a function: which node of its module, what becomes of it."""

    file: str
    function: str
    node: int
    mistake: Callable[[Any], None]

    @property
    def room(self) -> str:
        """The folder that it is in."""
        return self.file.partition("/")[0]

    def stretch(self) -> Stretch:
        """Where its statement stands."""
        tree = ast.parse(_source(self.file))
        stretches, node = _stretches(self.file, tree), list(ast.walk(tree))[self.node]
        held = [one for one in ast.walk(tree) if id(one) in stretches and node in ast.walk(one)]
        return stretches[id(held[-1])]

    def made(self) -> tuple[ast.Module, str]:
        """The module with the mistake, and what it is: "file function: before → after"."""
        tree = ast.parse(_source(self.file))
        node = list(ast.walk(tree))[self.node]
        before = _shown(node)
        self.mistake(node)
        return ast.fix_missing_locations(tree), f"{self.file} {self.function}: {before} → {_shown(node)}"


def _shown(node: ast.AST) -> str:
    """A node as it is written; of an `if` its condition."""
    words = ast.unparse(node.test if isinstance(node, ast.If) else node)
    return " ".join(words.split())


def mutants(rooms: Sequence[str]) -> dict[str, list[Mutant]]:
    """All mutants of the functions of each room."""
    found: dict[str, list[Mutant]] = {}
    for room in rooms:
        files = (path.relative_to(PACKAGE) for path in sorted((PACKAGE / room).rglob("*.py")))
        found[room] = [one for file in files for one in _of_file(str(file))]
    return found


def _of_file(file: str) -> Iterator[Mutant]:
    tree = ast.parse(_source(file))
    owner: dict[int, str] = {}
    for function, node in _functions(tree):
        for statement in node.body:
            owner |= {id(inner): function for inner in ast.walk(statement)}
    hidden = {id(inner) for one in ast.walk(tree) for inner in (*_annotation(one), *_unseen(one))}
    for place, one in enumerate(ast.walk(tree)):
        if id(one) in owner and id(one) not in hidden:
            yield from (Mutant(file, owner[id(one)], place, mistake) for mistake in _mistakes(one))


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions and methods by qualified name; what stands inside one is part of it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from (
                (f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef)
            )


def _annotation(node: ast.AST) -> Iterator[ast.AST]:
    hint = getattr(node, "annotation", None) or getattr(node, "returns", None)
    yield from ast.walk(hint) if hint else ()


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """What no mistake changes: how often to split for the first piece, or the last; what only asserts."""
    match node:
        case ast.Subscript(value=ast.Call(func=ast.Attribute(attr=name), args=[_, often]), slice=index) if (
            name,
            ast.unparse(index),
        ) in (("split", "0"), ("rsplit", "-1")):
            yield often
        case ast.keyword(arg="strict", value=value):
            yield value


Place = tuple[str, str]


def _place(code: CodeType) -> Place | None:
    """File and function of a piece of code of the package."""
    if not code.co_filename.startswith(f"{PACKAGE}/"):
        return None
    return str(Path(code.co_filename).relative_to(PACKAGE)), code.co_qualname.partition(".<locals>")[0]


Stretch = tuple[str, str, str, int]
"""Statements that run one after the other: file, function, how the first begins, which of those that do."""

_RAN = bytearray(1 << 16)
_NUMBERS: dict[Stretch, int] = {}
_MARK = "__vnlegal_ran__"


def _stretches(file: str, tree: ast.Module) -> dict[int, Stretch]:
    """The stretch of each statement of the functions of a module, by the identity of the statement."""
    found: dict[int, Stretch] = {}
    for function, node in _functions(tree):
        seen: Counter[str] = Counter()
        for block in _blocks(node):
            opens = True
            for one in block:
                if opens:
                    words = ast.unparse(one).partition("\n")[0][:80]
                    stretch = (file, function, words, seen[words])
                    seen[words] += 1
                found[id(one)] = stretch
                opens = bool(next(_blocks(one), None))
    return found


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The lists of statements in a statement, its own first."""
    for _, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield value
    for one in ast.iter_child_nodes(node):
        yield from _blocks(one)


class _Noting(SourceFileLoader):
    """Loads a module of the package that notes which stretches ran."""

    def path_stats(self, path: Any) -> Mapping[str, Any]:
        raise OSError(path)  # then the bytecode is neither read nor written

    def source_to_code(self, data: Any, path: Any, *_: Any, **__: Any) -> CodeType:  # type: ignore[override]
        tree = ast.parse(data)
        stretches = _stretches(str(Path(path).relative_to(PACKAGE)), tree)
        blocks = [block for _, node in _functions(tree) for block in _blocks(node)]
        for block in blocks:
            noted: list[ast.stmt] = []
            last = None
            for one in block:
                if (stretch := stretches[id(one)]) != last and not _is_words(one):
                    number = _NUMBERS.setdefault(stretch, len(_NUMBERS))
                    noted += ast.parse(f"{_MARK}[{number}] = 1").body
                    last = stretch
                noted.append(one)
            block[:] = noted
        return compile(ast.fix_missing_locations(tree), path, "exec")


def _is_words(one: ast.stmt) -> bool:
    return isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)


class _Finder(MetaPathFinder):
    """Finds the modules of the rooms before others do."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if not name.startswith("vnlegal.") or name.split(".")[1] not in ROOMS:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.origin and type(spec.loader) is SourceFileLoader:
            spec.loader = _Noting(name, spec.origin)
        return spec


def _ran() -> array[int]:
    """Which stretches ran since this was asked last."""
    found, at = array("H"), _RAN.find(1)
    while at >= 0:
        found.append(at)
        _RAN[at] = 0
        at = _RAN.find(1, at)
    return found


Noted = tuple[float, "array[int]"]
"""How long a test took, and the stretches that it ran."""


@dataclass(slots=True)
class Trial:
    """A test session that tries mutants instead of reporting tests."""

    sample: Sequence[Mutant]
    equivalent: Mapping[str, str]
    kept: Path | None = None
    ends: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reach: dict[int, list[pytest.Item]] = field(default_factory=lambda: defaultdict(list))

    @pytest.hookimpl
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once, then each mutant."""
        self._survey(session.items)
        functions, caches = _functions_by_place(), _caches()
        gc.collect()
        gc.freeze()
        for number, mutant in enumerate(self.sample, 1):
            tree, words = mutant.made()
            if words in self.equivalent:
                continue
            place, asked = (mutant.file, mutant.function), self._asked(mutant)
            start = time.monotonic()
            end = _tried(tree, place, functions[place], caches, asked)
            self.ends[mutant.room].append(end)
            note = f"{len(asked)} tests {time.monotonic() - start:.1f} s"
            _say(f"{number:4} {end:8} {words} [{note}]")
        return True

    def _asked(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that run the statement, those of a whole reading last."""
        number = _NUMBERS.get(mutant.stretch(), -1)
        return sorted(self.reach[number], key=_is_whole)

    def _survey(self, items: Sequence[pytest.Item]) -> None:
        """Which tests run which statements; what a fixture runs counts for all tests of its module."""
        before = self._before()
        new = [item for item in items if item.nodeid not in before]
        own = {item: before[item.nodeid] for item in items if item.nodeid in before}
        shared: dict[str, set[int]] = defaultdict(set)
        caches, start = _caches(), time.monotonic()
        _ran()
        for item, following in zip(new, [*new[1:], None], strict=False):
            if following is None or item.path != following.path:
                caches = _caches()
            for one in caches:
                one.cache_clear()
            begun = time.process_time()
            reports = runtestprotocol(item, log=False, nextitem=following)
            own[item] = (time.process_time() - begun, _ran())
            if any(one.failed for one in reports):
                raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
            if following is None or item.path != following.path:
                self._keep(own)
                _say(f"{item.path.name} {len(own)}/{len(items)} {time.monotonic() - start:.0f} s")
        for item in items:
            if getattr(item, "fixturenames", ()):
                shared[item.nodeid.partition("::")[0]] |= _set_up(item, set(own[item][1]))
        for item in items:
            for number in {*own[item][1], *shared[item.nodeid.partition("::")[0]]}:
                self.reach[number].append(item)
        for number, reaching in self.reach.items():
            self.reach[number] = _in_turn(reaching, own)

    def _before(self) -> dict[str, Noted]:
        """What an earlier run noted."""
        if not self.kept or not self.kept.exists():
            return {}
        numbers: list[Stretch]
        numbers, noted = pickle.loads(self.kept.read_bytes())
        now = [_NUMBERS.setdefault(one, len(_NUMBERS)) for one in numbers]
        return {name: (took, array("H", (now[one] for one in ran))) for name, (took, ran) in noted.items()}

    def _keep(self, own: Mapping[pytest.Item, Noted]) -> None:
        if self.kept:
            noted = {item.nodeid: one for item, one in own.items()}
            self.kept.write_bytes(pickle.dumps((list(_NUMBERS), noted)))


def _say(words: str) -> None:
    print(words, file=sys.__stdout__, flush=True)


_AT_ONCE = 20
"""Tests of a file that are asked together."""


def _in_turn(items: Sequence[pytest.Item], noted: Mapping[pytest.Item, Noted]) -> list[pytest.Item]:
    """Some tests of each file, those first that run the least, then more; together, for their fixtures."""
    least = sorted(items, key=lambda one: (len(noted[one][1]), noted[one][0]))
    of_file: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in least:
        of_file[item.path].append(item)
    longest = max(map(len, of_file.values()), default=0)
    turns = range(0, longest, _AT_ONCE)
    return [one for turn in turns for of in of_file.values() for one in of[turn : turn + _AT_ONCE]]


_OF_EACH = {"request", "tmp_path", "tmp_path_factory", "monkeypatch", "capsys", "capfd"}
"""Fixtures that set up nothing of ours."""


def _set_up(item: pytest.Item, called: set[int]) -> set[int]:
    """What a test with fixtures called; plain parametrized cases share nothing."""
    names = set(getattr(item, "fixturenames", ())) - _OF_EACH
    parameters = set(getattr(getattr(item, "callspec", None), "params", ()))
    return called if names - parameters else set()


def _functions_by_place() -> dict[Place, list[FunctionType]]:
    found: dict[Place, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and (place := _place(one.__code__)):
            found[place].append(one)
    return found


def _caches() -> list[Any]:
    """What remembers results: those of the package and of its tests, but of what stands below the rooms."""
    found = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    ours = (one for one in found if str(one.__module__).startswith(("vnlegal", "test_", "pages", "shapes")))
    return [one for one in ours if not one.__module__.startswith(_BELOW)]


_BELOW = tuple(f"vnlegal.{name}" for name in ("formats", "lines", "notation", "text", "vocabulary"))


def _tried(
    tree: ast.Module,
    place: Place,
    functions: Sequence[FunctionType],
    caches: Sequence[Any],
    items: Sequence[pytest.Item],
) -> str:
    """How the tests end in a process where the function has the code of the mutant: one of ENDS."""
    child = os.fork()
    if child:
        return _ended(child)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    end = SURVIVED
    try:
        _exchange(tree, place, functions)
        for one in caches:
            one.cache_clear()
        end = _noticed(items)
    except BaseException:
        end = CAUGHT
    os._exit(ENDS.index(end))


def _noticed(items: Sequence[pytest.Item]) -> str:
    """Whether one of the tests fails, and only one of a whole reading; each kind within its budget."""
    for is_whole, asked in groupby(items, _is_whole):
        end = time.process_time() + BUDGET
        in_time = list(asked)
        for item, following in zip(in_time, [*in_time[1:], None], strict=True):
            if time.process_time() >= end:
                break
            if _fails(item, following):
                return WHOLE_ONLY if is_whole else CAUGHT
    return SURVIVED


def _is_whole(item: pytest.Item) -> bool:
    return item.path.name == WHOLE


def _ended(child: int) -> str:
    """The end that a process tells; one that works for too long is caught, one that only waits is not."""
    for _ in range(100 * LONGEST):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return ENDS[os.waitstatus_to_exitcode(status)] if os.WIFEXITED(status) else CAUGHT
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return SURVIVED


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(one.failed for one in runtestprotocol(item, log=False, nextitem=following))


def _exchange(tree: ast.Module, place: Place, functions: Sequence[FunctionType]) -> None:
    """Give the functions the code of the mutant."""
    code = compile(tree, str(PACKAGE / place[0]), "exec")
    changed = {one.co_qualname: one for one in _inside(code)}
    for function in functions:
        if (new := changed.get(function.__code__.co_qualname)) is not None:
            function.__code__ = new


def _inside(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _inside(one)


def _sample(rooms: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """As many mutants of each room, drawn with the seed."""
    chance, found = random.Random(seed), []
    for room, all_ in mutants(rooms).items():
        found += random.Random(f"{seed} {room}").sample(all_, min(len(all_), count // len(rooms)))
    chance.shuffle(found)
    return found


def _share(ends: Mapping[str, Sequence[str]], *caught: str) -> dict[str, float]:
    """The share that ends so, of each room and of all."""
    of = {room: ends[room] for room in sorted(ends)} | {"all": [one for room in ends for one in ends[room]]}
    return {room: round(sum(one in caught for one in all_) / len(all_), 3) for room, all_ in of.items()}


def _asked() -> argparse.ArgumentParser:
    stored = json.loads(STORED.read_text("utf-8"))
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rooms", nargs="+", default=ROOMS, choices=ROOMS)
    asked.add_argument("--count", type=int, default=stored["count"])
    asked.add_argument("--seed", type=int, default=stored["seed"])
    asked.add_argument("--tests", nargs="+", help="only these files, say test_checks.py")
    asked.add_argument("--kept", type=Path, help="what each test runs is kept here, and not looked at again")
    asked.add_argument("--store", action="store_true")
    return asked


def _options(rooms: Sequence[str], tests: Sequence[str] | None) -> list[str]:
    """What pytest is told: the tests that are asked, and the examples of the rooms."""
    left_out = {f"test_{name}.py" for name in LEFT_OUT}
    names = tests or sorted({path.name for path in HERE.glob("test_*.py")} - left_out)
    places = [*(HERE / name for name in names), *(PACKAGE / room for room in rooms)]
    plugins = ("cacheprovider", "hypothesispytest", "xdist")
    return [
        "-q", *(word for name in plugins for word in ("-p", f"no:{name}")), "-k", f"not ({LONG})",
        *map(str, places),
    ]  # fmt: skip


def main(words: Sequence[str] | None = None) -> int:
    """Try a sample of mutants; 1 if fewer are caught than is stored."""
    stored, given = json.loads(STORED.read_text("utf-8")), _asked().parse_args(words)
    trial = Trial(_sample(given.rooms, given.count, given.seed), stored["equivalent"], given.kept)
    vars(builtins)[_MARK] = _RAN
    sys.meta_path.insert(0, _Finder())
    ended = pytest.main(_options(given.rooms, given.tests), [trial])
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return int(ended)
    share, without = _share(trial.ends, CAUGHT, WHOLE_ONLY), _share(trial.ends, CAUGHT)
    print(
        *(f"{room}: {share[room]:.3f}, without whole readings {without[room]:.3f}" for room in share),
        sep="\n",
    )
    if given.store:
        stored |= {"seed": given.seed, "count": given.count, "share": share, "without_whole": without}
        STORED.write_text(json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return int(any(share.get(room, 1) < least for room, least in stored["share"].items()))


if __name__ == "__main__":
    sys.exit(main())
