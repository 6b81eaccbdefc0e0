"""What the library touches: no socket, and no file but those given, its own, Python's and temporary ones.

An audit hook of a fresh interpreter sees everything that Python code opens.  The engine of the graph is
native code, which it does not see: that no question sends it anywhere is tested with a server that listens
(`test_injection`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest
from conftest import LETTERS, ROOT
from makers.pages import Page, Paragraph
from makers.write_docx import to_docx
from pages import page

HOOKED = """
import json, os, sys
VERBS = ("listdir", "scandir", "mkdir", "remove", "rename", "link", "symlink", "truncate", "chmod")
seen = []
def hook(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        seen.append((event, "", ""))
    elif event in ("open", "sqlite3.connect", *(f"os.{verb}" for verb in VERBS)):
        path = args[0]
        if isinstance(path, (str, bytes, os.PathLike)):
            flags = args[2] if event == "open" and len(args) > 2 and isinstance(args[2], int) else 0
            writes = event.startswith("os.") and not event.endswith("dir") or event == "os.mkdir"
            writes = writes or flags & (os.O_WRONLY | os.O_RDWR)
            name = os.fsdecode(path).removeprefix("file:").partition("?")[0]
            seen.append((event, os.path.abspath(name), "w" if writes else ""))
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        seen.append((event, str(args[0]), ""))
sys.addaudithook(hook)
{code}
print(json.dumps(seen))
"""
Event = tuple[str, str, str]


def events(code: str, *arguments: object) -> list[Event]:
    """What a piece of code does in an interpreter of its own."""
    program = HOOKED.replace("{code}", code)
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *map(str, arguments)],
        capture_output=True, text=True, check=True, cwd=tempfile.gettempdir(),
    )  # fmt: skip
    return [(event, path, mode) for event, path, mode in json.loads(done.stdout.splitlines()[-1])]


# What Python itself reads: its libraries, this environment, the package where it is installed from.
OWN = tuple(
    str(Path(str(one)).resolve())
    for one in {
        *sysconfig.get_paths().values(),
        sys.prefix,
        sys.base_prefix,
        ROOT / "vnlegal",
        ROOT / "ontologies",
    }
)
SYSTEM = (
    "/dev/null",
    "/dev/urandom",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/proc/self",
    "/etc/mime.types",
)


def strange(seen: list[Event], *given: Path) -> list[Event]:
    """Events outside the given places, the package, Python and the temporary folder's own new files."""
    allowed = (*OWN, *SYSTEM, *(str(path.resolve()) for path in given))

    def known(path: str) -> bool:  # the folder of an editable install is listed, as all of sys.path is
        real = str(Path(path).resolve())
        return real == str(ROOT) or any(real == place or real.startswith(f"{place}/") for place in allowed)

    return [one for one in seen if not one[1] or not known(one[1])]


def written(seen: list[Event]) -> set[str]:
    return {
        path
        for _, path, mode in seen
        if mode == "w" and not path.endswith(".pyc") and "__pycache__" not in path
    }


PARSE = """
import vnlegal
from vnlegal.outputs import OUTPUTS, Sheet
documents = [vnlegal.parse(vnlegal.read(path)) for path in sys.argv[1:]]
for one in OUTPUTS:
    "".join(one.write(documents, Sheet(many=True)))
"""
CHECK = """
import vnlegal
from vnlegal import checks
from vnlegal.outputs import Sheet
from vnlegal.outputs.reports import REPORTS
report = checks.report(vnlegal.load(sys.argv[1:]), preview=True)
for one in REPORTS:
    "".join(one.write(report, Sheet()))
"""
QUERY = """
import vnlegal
corpus = vnlegal.load(sys.argv[1:])
from vnlegal.graph.stores import Store
from vnlegal.graph.lineage import lineage
for engine in ("pyoxigraph", "rdflib"):
    store = Store.of(corpus, engine)
    store.query("ancestors", work="1070/UBND-KGVX")
    store.query("SELECT * { ?s ?p ?o } LIMIT 5")
    lineage(store, store.find("1070/UBND-KGVX")[0].iri, "up", None)
"""


@pytest.mark.parametrize("code", [PARSE, CHECK, QUERY], ids=["parse", "check", "query"])
def test_nothing_is_opened_but_what_is_given(code: str) -> None:
    seen = events(code, *LETTERS)
    assert {str(path.resolve()) for path in LETTERS} <= {path for _, path, _ in seen}
    assert strange(seen, *LETTERS) == []
    assert written(seen) == set()


BUILD = """
from pathlib import Path
from vnlegal.corpus import read_document
from vnlegal.formats import expand
from vnlegal.graph.build import build
from vnlegal.graph.limits import ask
from vnlegal.graph.stores import Store
store = sys.argv[-1]
build(expand(sys.argv[1:-1]), store, read_document)
Store.open(store).query("implements", work="1070/UBND-KGVX")
"""


def test_a_store_is_written_and_nothing_else(tmp_path: Path) -> None:
    store = tmp_path / "store"
    seen = events(BUILD, *LETTERS, store)
    assert strange(seen, *LETTERS, tmp_path) == []
    assert written(seen)
    assert all(Path(path).resolve().is_relative_to(store.resolve()) for path in written(seen))


OUTWARD = (
    "Xem http://127.0.0.1:9/a.html, file:///etc/passwd, \\\\127.0.0.1\\chung\\a.doc, ftp://127.0.0.1/a "
    "![ảnh](http://127.0.0.1:9/x.png) <img src='http://127.0.0.1:9/y.png'> và ../../etc/passwd."
)


def test_what_a_page_names_is_not_fetched(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(page(f"Thực hiện Nghị quyết số 50/NQ-CP. {OUTWARD}", subject=OUTWARD), "utf-8")
    seen = events(PARSE + CHECK.partition("\n")[2], text)
    assert strange(seen, text) == []


def test_a_guarded_file_starts_one_child_and_no_socket(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(to_docx(Page([Paragraph("Số: 1/QĐ-TTg")])))
    seen = events(PARSE, path)
    started = [one for one in seen if one[0] in ("subprocess.Popen", "os.posix_spawn")]
    assert {path for _, path, _ in started} == {sys.executable}
    assert strange([one for one in seen if one not in started], path) == []


def test_the_hook_sees_what_it_must() -> None:
    """The tests above can fail: a socket, a foreign file and a write are all seen."""
    code = "import socket\nsocket.socket().close()\nopen('/etc/hostname').close()\n"
    code += "open(sys.argv[1], 'w').close()\nos.mkdir(sys.argv[1] + 'x')"
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "x.txt")
        seen = events(code, target)
    assert {one[0] for one in strange(seen)} >= {"socket.__new__", "open"}
    assert written(seen) == {str(target), f"{target}x"}
