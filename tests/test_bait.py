"""Hostile repetitions: no pattern, and no page, may cost more than its length.

What a page costs is counted in steps, as in `test_linear`; what a pattern costs can only be measured.

The patterns are those that the package compiles while all of it is imported and used once, whatever they
are kept in; a place of the code that compiles one and is not reached fails a test.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import regex
from test_linear import steps

from vnlegal.document import as_source, parse
from vnlegal.scan import Begun, Led

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "vnlegal"
BAITS = (
    " ", "\n", " \n", "1", "a", "Đ", "A", "(", "“", ")", ".", "-", "/", "|", "*",
    "a.a.", "1/1/", "1.1.", "1-1-", "a b ", "A b ", "A B ", "a, ", "A, ", "1, ", "- ", "a;\n",
    "Điều 1, ", "điều 1, ", "điểm a, ", "khoản 1 và ", "của ", "của a ", "số ", "số 1/", "1/QĐ-", "1/QĐ-A, ",
    "ngày ", "ngày 1 tháng ", "luật ", "Luật A và ", "nghị định ", "sửa đổi, bổ sung ", "thực hiện ",
    "Bộ ", "Ủy ban nhân dân ", "tỉnh A ", "được sửa đổi ", "kết quả và ", "QH", "Ký bởi ", "TM. ", "năm 20",
    "<", "<a ", "&amp;", "[1]", "_{", "#", "\\", "\"", "'", "\"\"\"a", "{", "?a", ":a", "@a", "<x>", "\x1b[",
)  # fmt: skip
# Every run measures 500 and 4,000 characters, which show the cheapest of quadratic patterns (tested below);
# HYPOTHESIS_PROFILE=long also 32,000.
SIZES = (500, 4_000, 32_000)[: 3 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 2]
NOISE = 0.003
GROWTH = 12
TIMEOUT = 5.0  # seconds of one scan, of the patterns that can be ended

# These meet one number, one name, one line or one cell, or are asked at one place of a page (`match`), and
# are measured on that.
SHORT = {
    "formats.columns._PAGED", "formats.edxml.joined", "formats.html._MARK", "formats.kinds._PAGE",
    "formats.html._SIMPLE", "parts.cells._RULE", "parts.charged._DISTRIBUTES", "parts.charged._NOBODY",
    "notation.bodies._TERM_WORDS",
    "notation.iris._NUMBER", "notation.iris._TYPED", "outputs.akn._NUM", "parts.signers._NAME",
    "parts.closings._OFFICE_AND_NAME", "parts.conclusions._UNIT", "parts.head_lines._BLANK_TOKEN",
    "parts.head_lines._WORN_MOTTO", "parts.head_lines._WORN_TAGLINE",
    "references.identity._JOINT", "references.naming._LAST_YEAR", "references.naming._NUMBER",
    "serve.marking._ITEM",
}  # fmt: skip
# These are asked at one place of a page alone (`match`).
AT_ONE_PLACE = {
    "checks.view._NOTE_MARK", "parts.orders._INTRODUCES", "parts.signers._RANKS", "parts.time_cells._LEAD",
    "references.amendments.commands._WHOLE", "references.governors._AND_ENDS", "references.leads._ITEM",
    "references.numbered._HEAD", "references.numbered._LAW_NAME", "references.numbered._TYPE_AND_BODY",
    "references.own_clauses._QUOTES", "references.pinpoints.acts._CHAIN", "references.pinpoints.acts._TOLD",
    "references.pinpoints.expressions._ATTACH",
}  # fmt: skip
LINE, ONCE = 200, 0.01  # characters, and the seconds that one such place may take

# A fresh interpreter notes every pattern that a line of the package has made, then uses the package.
RECORD = """
import importlib, json, pkgutil, re, sys
import regex
made = set()
def noting(compile, engine):
    def compiled(pattern, *args, **kwargs):
        found = compile(pattern, *args, **kwargs)
        frame = sys._getframe(1)
        while frame.f_globals["__name__"].split(".")[0] in ("re", "regex"):
            frame = frame.f_back
        if frame.f_globals["__name__"].startswith("vnlegal"):
            text = found.pattern if isinstance(found.pattern, str) else found.pattern.decode("latin-1")
            is_bytes = not isinstance(found.pattern, str)
            made.add((frame.f_globals["__name__"], frame.f_lineno, engine, text, found.flags, is_bytes))
        return found
    return compiled
re._compile = noting(re._compile, "re")
inner = sys.modules[regex.compile.__module__]
inner._compile = noting(inner._compile, "regex")
import vnlegal
from vnlegal import late
late.regex, late.re = regex.compile, re.compile
for one in pkgutil.walk_packages(vnlegal.__path__, "vnlegal."):
    if not one.name.endswith("__main__"):
        importlib.import_module(one.name)
from vnlegal import checks
from vnlegal.cli.frame import Parser
from vnlegal.corpus import load
from vnlegal.outputs import OUTPUTS, Sheet
corpus = load(sys.argv[1:])
for one in OUTPUTS:
    "".join(one.write(corpus.documents, Sheet()))
checks.report(corpus, preview=True)
try:
    Parser().error("unrecognized arguments: x")
except SystemExit:
    pass
from vnlegal.formats import repairs
repairs.edits("ngày l6 tháng l1 năm 2021")
from vnlegal.corpus.consolidation import phrases
phrases._grammar("cụm từ")
from vnlegal.parts import wording
from vnlegal.vocabulary import table
for row in table("pages")["phrase"]:
    wording.starts(row["id"])
print(json.dumps(sorted(made)))
"""


class Site(NamedTuple):
    """A place of the code that makes a pattern: the module without its package, the name, the lines.

    `pattern` is what it makes, where that is written there and not put together.
    """

    module: str
    name: str
    first: int
    last: int
    pattern: Any


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if any(f"{engine}." in path.read_text("utf-8") for engine in ("re", "regex", "late")):
            yield ".".join(part for part in parts if part != "__init__"), path


MODULES = dict(_modules())  # those that may make a pattern
_MAKERS = {
    "regex", "re", "compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer",
}  # fmt: skip


@cache
def sites() -> tuple[Site, ...]:
    """Every call of a function of `re` or `regex` that is given a pattern, in the whole package."""
    found = []
    for module, path in MODULES.items():
        for statement in ast.parse(path.read_text("utf-8")).body:
            name = next(iter(_names(statement)), "")
            found += [
                Site(module, name, node.lineno, node.end_lineno or 0, _written(node))
                for node in ast.walk(statement)
                if isinstance(node, ast.Call) and _makes(node)
            ]
    return tuple(found)


def _names(statement: ast.stmt) -> Iterator[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    yield from (one.id for one in targets if isinstance(one, ast.Name))
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name


def _written(node: ast.Call) -> Any:
    """The pattern, where it is a plain string without flags."""
    engine, _, verb = ast.unparse(node.func).partition(".")
    plain = node.args and isinstance(node.args[0], ast.Constant) and not node.keywords
    if not plain or (verb in ("compile", "re", "regex") and len(node.args) > 1):
        return None
    engine = verb if engine == "late" else engine
    return {"re": re, "regex": regex}[engine].compile(ast.literal_eval(node.args[0]))


def _makes(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("re", "regex", "late")
        and node.func.attr in _MAKERS
    )


@cache
def made() -> tuple[tuple[str, int, Any], ...]:
    """Every pattern that the package makes: module, line, and the pattern made again."""
    letters = sorted((ROOT / "corpus").glob("*.txt"))
    done = subprocess.run(
        [sys.executable, "-c", RECORD, *map(str, letters)], capture_output=True, text=True, check=True
    )
    rows = json.loads(done.stdout)
    return tuple(
        (module.removeprefix("vnlegal").removeprefix("."), line, _again(*rest))
        for module, line, *rest in rows
    )


def _again(engine: str, text: str, flags: int, is_bytes: bool) -> Any:
    pattern = text.encode("latin-1") if is_bytes else text
    return re.compile(pattern, flags) if engine == "re" else regex.compile(pattern, flags)


def _patterns() -> Iterator[tuple[str, Any]]:
    """Patterns by the name of what they are assigned to, or of the function that makes them."""
    for i, (module, line, pattern) in enumerate(made()):
        at = (one.name for one in sites() if one.module == module and one.first <= line <= one.last)
        name = next(at, "")
        if (module, name) != ("scan", "Led"):  # a lead is read backwards from a core: whole grammars below
            yield f"{module}.{name}.{i}", pattern
    for one in sites():
        if one.pattern is not None:
            yield f"{one.module}.{one.name}.{one.first}", one.pattern
    for module_name in sorted({module for module, _, _ in made()}):
        for name, value in vars(import_module(f"vnlegal.{module_name}".rstrip("."))).items():
            if isinstance(value, Begun | Led):
                yield f"{module_name}.{name}.scan", value


@cache
def patterns() -> dict[str, Any]:
    """Every pattern by its name; made when it is first asked, since most workers measure none."""
    return dict(_patterns())


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """Names of patterns that are one and the same, by the first: each is measured once."""
    same: dict[Any, list[str]] = {}
    for name, pattern in patterns().items():
        written = getattr(pattern, "pattern", None)
        key = (type(pattern), written, pattern.flags) if written is not None else id(pattern)
        same.setdefault(key, []).append(name)
    return {names[0]: tuple(names) for names in same.values()}


class Measure(NamedTuple):
    """How a pattern is read with: on pages of which sizes, what is too little to tell, and how often."""

    sizes: tuple[int, ...] = SIZES
    noise: float = NOISE
    once: bool = False


def _measure(name: str) -> Measure:
    places = {one.rpartition(".")[0] for one in _kinds()[name]}
    if places <= SHORT:
        return Measure((LINE // 10, LINE), ONCE)
    return Measure(once=places <= AT_ONE_PLACE)


def test_every_place_that_makes_a_pattern_is_measured() -> None:
    reached = {(module, line) for module, line, _ in made()}
    lost = [
        f"{one.module}:{one.first}"
        for one in sites()
        if one.pattern is None
        and not any(module == one.module and one.first <= line <= one.last for module, line in reached)
    ]
    assert lost == []
    assert {_module(name) for name in patterns()} <= set(MODULES)
    assert len(patterns()) > 300


def test_the_short_ones_exist() -> None:
    assert {name.rpartition(".")[0] for name in patterns()} >= SHORT | AT_ONE_PLACE


@pytest.mark.parametrize("place", sorted(AT_ONE_PLACE))
def test_those_of_one_place_are_asked_at_one_place(place: str) -> None:
    module, _, name = place.rpartition(".")
    source = (PACKAGE / f"{module.replace('.', '/')}.py").read_text("utf-8")
    uses = re.findall(rf"\b{name}\b(?! = )([.\w]*)", source)
    assert uses
    assert {verb for verb in uses if verb not in (".match", ".fullmatch")} == set()


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _grows(small: Callable[[], object], large: Callable[[], object], growth: float, noise: float) -> str:
    """ "" if the large work costs at most `growth` times the small one; measured again before it is said."""
    for _ in range(4):
        low = _cost(small)
        if low > 0.5:
            return f"{low:.4f} s"
        high = _cost(large)
        if high < growth * low + noise:
            return ""
    return f"{low:.4f} s → {high:.4f} s"


def _scan(pattern: Any, page: str | bytes, once: bool = False) -> None:
    limit = {"timeout": TIMEOUT} if isinstance(pattern, regex.Pattern) else {}  # the others have none
    if once:
        pattern.match(page, **limit)
        pattern.fullmatch(page, **limit)
        return
    for _ in pattern.finditer(page, **limit):
        pass


def _module(name: str) -> str:
    return name.rsplit(".", 2)[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_patterns_are_linear(module: str) -> None:
    grown = [
        f"{name} by {bait!r}: {cost}"
        for name in _kinds()
        if _module(name) == module
        for bait in BAITS
        if (cost := _growth(name, bait))
    ]
    assert grown == []


def _growth(name: str, bait: str) -> str:
    """ "" if a pattern reads longer pages of a bait at a cost that grows with their length."""
    pattern, (sizes, noise, once) = patterns()[name], _measure(name)
    pages: list[str | bytes] = [(bait * (size // len(bait) + 1))[:size] for size in sizes]
    if isinstance(getattr(pattern, "pattern", ""), bytes):
        pages = [page.encode() for page in pages if isinstance(page, str)]
    scans = [partial(_scan, pattern, page, once) for page in pages]
    return next((cost for pair in pairwise(scans) if (cost := _grows(*pair, GROWTH, noise))), "")


@pytest.mark.parametrize(
    ("bad", "sizes"),
    [
        (re.compile(r"a*b"), SIZES[:2]),
        (re.compile(r"\w+/"), SIZES[:2]),
        (regex.compile(r"(?:a+)+b"), (20, 400)),
    ],
    ids=["a*b", "w+/", "(a+)+b"],
)
def test_a_pattern_that_is_not_linear_is_seen(
    bad: Any, sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_bait.TIMEOUT", 0.5)
    small, large = (partial(_scan, bad, "a" * size) for size in sizes)
    with pytest.raises((AssertionError, TimeoutError)):
        assert _grows(small, large, GROWTH, NOISE) == ""


@pytest.mark.parametrize("bait", BAITS)
def test_parse_is_linear(bait: str) -> None:
    head = "BỘ NỘI VỤ\nSố: 15/BNV-VP\nKính gửi: Bộ Y tế.\nThực hiện "
    small, large = (as_source(head + bait * (size // len(bait))) for size in (1_000, 8_000))
    parse(small)  # patterns are compiled when they are first asked
    assert steps(partial(parse, large)) < GROWTH * steps(partial(parse, small))


LETTERS = sorted((ROOT / "corpus").glob("*.txt"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_eight_times_the_text_costs_at_most_nine_times(letter: Path) -> None:
    page = letter.read_text("utf-8-sig")
    body = page[len(page) // 3 : 2 * len(page) // 3] * 2
    few, many = (as_source(f"{body}\n" * n) for n in (4, 32))  # from the second line on each reads alike
    parse(few)
    assert steps(partial(parse, many)) < 9 * steps(partial(parse, few))
