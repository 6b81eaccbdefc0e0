"""The plan of the house, held: layers, racks, light import, names, docstrings."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import vnlegal
from vnlegal import model

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "vnlegal"

# Imports go only from the right to the left.
LAYERS = (
    "late", "language", "model", "asking", "scan", "sandbox", "lines", "text", "vocabulary", "notation",
    "formats", "parts", "references", "told",
    "unread", "document", "corpus", "graph", "checks", "outputs", "bulk", "serve", "cli", "__main__",
)  # fmt: skip

# Rooms to the left that are closed all the same: they meet elsewhere.
CLOSED = {
    "references": {"parts"},
    "graph": {"parts", "references", "document"},
    "checks": {"parts", "references", "document", "graph"},
}
HEAVY = ("rdflib", "networkx", "pyoxigraph", "underthesea", "pyshacl", "lxml", "hypothesis")


def _modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("vnlegal", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _modules()


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def _imports(module: str) -> Iterator[tuple[str, int]]:
    """Modules of ours that a module imports anywhere, also inside functions, with the line."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
                base = f"{above}.{base}" if base else above
            for alias in node.names:
                name = f"{base}.{alias.name}"
                if name in MODULES:
                    yield name, node.lineno
                elif base in MODULES:
                    yield base, node.lineno


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_imports_go_only_downhill() -> None:
    uphill = []
    for module in MODULES:
        for target, line in _imports(module):
            here, there = _room(module), _room(target)
            if not here or not there or here == there:
                continue
            if LAYERS.index(there) > LAYERS.index(here) or there in CLOSED.get(here, ()):
                uphill.append(f"{module}:{line} imports {target}")
    assert uphill == []


def test_every_module_has_a_layer() -> None:
    assert {_room(module) for module in MODULES} - {""} <= set(LAYERS)


def test_no_import_cycle() -> None:
    """Also inside functions; the public door, which loads lazily, stands outside the walls."""
    graph = {
        module: {target for target, _ in _imports(module)} - {module, "vnlegal"}
        for module in MODULES
        if module != "vnlegal"
    }
    TopologicalSorter(graph).prepare()


def test_no_name_of_a_module_is_made_twice() -> None:
    """The second of two grammars of one name silently takes the place of the first."""
    twice = []
    for module in MODULES:
        targets = [
            target
            for node in _tree(module).body
            if isinstance(node, ast.Assign)
            for one in node.targets
            for target in (one.elts if isinstance(one, ast.Tuple) else [one])
        ]
        names = Counter(target.id for target in targets if isinstance(target, ast.Name))
        twice += [f"{module}.{name}" for name, count in names.items() if count > 1]
    assert twice == []


def test_only_the_version_is_taken_from_the_public_door() -> None:
    taken = {
        alias.name
        for module in MODULES
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.ImportFrom) and node.level and not node.module
        for alias in node.names
        if node.level == module.count(".") + (MODULES[module].name == "__init__.py")
    }
    assert taken - {"__version__"} <= {_room(module) for module in MODULES}


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_import_is_light() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); import vnlegal; took = time.perf_counter() - start; "
        "print(took, *(name for name in sys.modules if '.' not in name))"
    )
    took, *loaded = _run(code).split()
    assert not set(HEAVY) & set(loaded)
    assert min(float(took), *(float(_run(code).split()[0]) for _ in range(2))) < 0.150


def test_parse_loads_nothing_heavy() -> None:
    code = "import sys, vnlegal; vnlegal.parse('Số: 1/QĐ-TTg'); print(*sys.modules)"
    assert not set(HEAVY) & set(_run(code).split())


# Rack → the name that each of its files declares, and the tuple that names them all.
RACKS = {
    "vnlegal.outputs": ("OUTPUTS", "OUTPUTS"),
    "vnlegal.outputs.answers": ("OUTPUT", "ANSWERS"),
    "vnlegal.outputs.lineages": ("OUTPUT", "LINEAGES"),
    "vnlegal.outputs.ledgers": ("OUTPUT", "LEDGERS"),
    "vnlegal.outputs.statuses": ("OUTPUT", "STATUSES"),
    "vnlegal.outputs.consolidations": ("OUTPUT", "CONSOLIDATIONS"),
    "vnlegal.outputs.reports": ("OUTPUT", "REPORTS"),
    "vnlegal.checks": ("RULE", "RULES"),
}


@pytest.mark.parametrize("rack", RACKS)
def test_tuple_is_folder(rack: str) -> None:
    one, all_ = RACKS[rack]
    package = importlib.import_module(rack)
    declared = []
    for name in MODULES:
        if name.startswith(f"{rack}.") and name.count(".") == rack.count(".") + 1:
            value = getattr(importlib.import_module(name), one, ())
            if MODULES[name].name != "__init__.py":
                declared += list(value) if isinstance(value, tuple) else [value]
    named = getattr(package, all_)
    assert len(declared) == len(set(map(id, declared)))
    assert {id(value) for value in declared} == {id(value) for value in named}
    assert len(named) == len(declared)


def _public(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__:
            yield f"{module.__name__}.{name}", value
            if inspect.isclass(value):
                for inner, method in vars(value).items():
                    if not inner.startswith("_") and (
                        inspect.isfunction(method) or isinstance(method, property)
                    ):
                        yield f"{module.__name__}.{name}.{inner}", method


def test_every_public_name_has_a_docstring() -> None:
    bare = []
    for name in MODULES:
        module = importlib.import_module(name)
        bare += [name] * (not module.__doc__)
        bare += [
            label for label, value in _public(module)
            if (inspect.isclass(value) or inspect.isfunction(value) or isinstance(value, property))
            and not inspect.getdoc(value)
        ]  # fmt: skip
    assert bare == []


def test_public_door_opens_on_every_name() -> None:
    assert all(getattr(vnlegal, name) is not None for name in vnlegal.__all__)
    assert set(vnlegal.__all__) <= set(dir(vnlegal))
    with pytest.raises(AttributeError):
        vnlegal.nothing  # noqa: B018


def test_version_stands_in_one_place() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project.get("version", vnlegal.__version__) == vnlegal.__version__
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {vnlegal.__version__}\n" in citation
    assert f"## {vnlegal.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


# The glossary: one row a term.
_ROW = re.compile(
    r"^\| (?P<term>[^|]+?) \| (?P<vietnamese>[^|]+?) \| (?P<names>[^|]+?) \| (?P<meaning>[^|]+?) \|$"
)


def _glossary() -> list[re.Match[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    return [
        match for line in lines if (match := _ROW.match(line)) and not line.startswith(("| ---", "| term"))
    ]


def test_glossary_has_each_term_once() -> None:
    terms = [row["term"] for row in _glossary()]
    assert len(terms) > 25
    assert len(terms) == len(set(terms))
    assert terms == sorted(terms, key=str.lower)


def test_names_in_code_follow_the_glossary() -> None:
    """Every name the glossary gives exists, and every public type of the model is in the glossary."""
    names = {name for row in _glossary() for name in re.findall(r"`([^`]+)`", row["names"])}
    assert [name for name in names if not _exists(name)] == []
    types = {
        name
        for name, value in vars(model).items()
        if inspect.isclass(value) and value.__module__ == model.__name__
    }
    assert types <= names


def _exists(name: str) -> bool:
    """A public name, a type of the model, a field of one ("Preface.subject"), or a room ("parts/")."""
    if name.endswith((".py", "/")):
        return (PACKAGE / name).exists()
    owner, _, field = name.partition(".")
    value = getattr(model, owner, None) or getattr(vnlegal, owner, None)
    return value is not None and (not field or field in getattr(value, "__dataclass_fields__", {}))


VAGUE = re.compile(r"(?i)\b(utils?|helpers?|misc|common|\w*manager|\w*processor|handlers?)\b")


def test_no_vague_module_or_class_name() -> None:
    names = [name.rpartition(".")[2] for name in MODULES]
    names += [
        node.name for module in MODULES for node in ast.walk(_tree(module)) if isinstance(node, ast.ClassDef)
    ]
    assert [name for name in names if VAGUE.fullmatch(name)] == []


# Class names that stand in two rooms; this list may only become shorter. The schemas of the record and of the
# server mirror the model, and what begins with a line belongs to its file.
TWICE = frozenset(
    [
        "Attribute",
        "Box",
        "Cell",
        "Desk",
        "Disagreement",
        "Fact",
        "Layout",
        "Line",
        "Mark",
        "Place",
        "Reading",
        "Row",
        "Rule",
        "Sheet",
        "Shelf",
        "Sighting",
        "Table",
        "View",
        "Wanted",
        "Writer",
    ]
)
MIRRORS = ("vnlegal.outputs.schema", "vnlegal.serve.schemas")


def test_no_class_name_stands_in_two_rooms() -> None:
    rooms: dict[str, set[str]] = {}
    for module in MODULES:
        for node in ast.walk(_tree(module)) if module not in MIRRORS else ():
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                rooms.setdefault(node.name, set()).add(_room(module))
    twice = {name for name, found in rooms.items() if len(found) > 1}
    assert twice - TWICE == set(), "name it by what it is in its room"
    assert TWICE - twice == set(), "take it off the list"


def _own_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(part.startswith(".") or part in SKIPPED for part in parts):
            yield path


SKIPPED = {"__pycache__", "demo", "build", "dist", "node_modules"}
# Where the project was made is nobody's business; the tests alone may look for more annotated documents.
PLACES = re.compile(
    "|".join(["/wo" + "rk/", "issues sh" + "ow", "sub" + "agent", "/tm" + "p/[a-z]", r"\bSEED\d"])
)
BESIDE = "../sha" + "red"


def test_the_project_speaks_of_itself_alone() -> None:
    found = []
    for path in _own_files():
        if path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".ttl", ".rq", ".cff", ""}:
            text = path.read_text("utf-8", errors="replace")
            found += [f"{path}: {match[0]}" for match in PLACES.finditer(text)]
            if "tests" not in path.relative_to(ROOT).parts:
                found += [f"{path}: {BESIDE}"] * (BESIDE in text)
    assert found == []


MAKERS = ("compile", "regex", "re", "Begun", "Led", "_led")


def _makes_grammar(node: ast.stmt) -> bool:
    """Whether a statement of a module names a grammar."""
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    named = isinstance(node, ast.Assign | ast.AnnAssign)
    return named and any(getattr(one.func, "attr", getattr(one.func, "id", "")) in MAKERS for one in calls)


def _is_explained(lines: list[str], node: ast.stmt) -> bool:
    """Whether a line above, a comment behind or a docstring below says what it reads."""
    end = node.end_lineno or node.lineno
    behind = lines[end - 1].encode()[node.end_col_offset or 0 :]
    below = lines[end] if end < len(lines) else ""
    return lines[node.lineno - 2].startswith("#") or behind.startswith(b"  #") or below.startswith('"""')


@pytest.mark.parametrize("room", ["notation", "parts", "references"])
def test_every_grammar_says_what_it_reads(room: str) -> None:
    bare = []
    for module in (one for one in MODULES if _room(one) == room):
        lines = MODULES[module].read_text("utf-8").split("\n")
        grammars = (one for one in _tree(module).body if _makes_grammar(one))
        bare += [f"{module}:{one.lineno}" for one in grammars if not _is_explained(lines, one)]
    assert bare == []


def test_long_files_are_named() -> None:
    """A habit, not a limit: files of more than 300 lines show in the list of warnings."""
    for name, path in MODULES.items():
        if (lines := path.read_text("utf-8").count("\n")) > 300:
            warnings.warn(f"{name} has {lines} lines", stacklevel=1)
