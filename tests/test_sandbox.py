"""Children: no network, nothing of the current folder, bounds of their own, no life after their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import LETTERS
from makers.pages import Page, Paragraph
from makers.write_docx import to_docx

from vnlegal import sandbox
from vnlegal.sandbox import Bounds, EndedError

linux = pytest.mark.skipif(sys.platform != "linux", reason="the system's own means are those of Linux")
SMALL = Bounds(megabytes=256)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of modules that children find."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def said(planted: Path, body: str, bounds: Bounds = SMALL) -> bytes:
    """What a child says that does this."""
    name = f"child_{len(list(planted.iterdir()))}"
    code = "import ctypes, os, socket, sys\ndef main():\n" + textwrap.indent(textwrap.dedent(body), "    ")
    (planted / f"{name}.py").write_text(code, "utf-8")
    child = sandbox.start(name, bounds=bounds, stderr=subprocess.DEVNULL)
    output, _ = child.communicate(timeout=30)
    return output + b"status %d" % child.returncode


# The network

NATIVE = """
libc = ctypes.CDLL(None, use_errno=True)
found = [libc.socket(family, 1, 0) >= 0 for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)]
found.append(libc.syscall(425, 4, ctypes.create_string_buffer(120)) >= 0)  # io_uring_setup
print(found)
"""


@linux
@pytest.mark.skipif(not sandbox.can_lock(), reason="this machine has no filter of system calls")
def test_native_code_opens_no_socket(planted: Path) -> None:
    assert b"[False, False, False, False]" in said(planted, NATIVE)
    local = Bounds(megabytes=256, network="local")
    assert b"[True, False, False, False]" in said(planted, NATIVE, local)
    inherited = "print(os.popen(sys.executable + ' -c \"import socket; socket.socket()\" 2>&1').read())"
    assert b"PermissionError" in said(planted, inherited, local)


def test_python_code_opens_no_socket(planted: Path) -> None:
    body = """
    try:
        socket.socket()
    except PermissionError as error:
        print("refused")
    """
    assert b"refused" in said(planted, body)


# Bounds


def test_memory_is_bounded(planted: Path) -> None:
    body = "try:\n    bytearray(2**29)\nexcept MemoryError:\n    print('refused')"
    assert b"refused" in said(planted, body)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no alarm")
def test_the_clock_ends_what_no_thread_could(planted: Path) -> None:
    """A regular expression that comes to no end holds the interpreter."""
    began = time.monotonic()
    body = "import re\nre.match('(a+)+b', 'a' * 60)"
    assert said(planted, body, Bounds(megabytes=256, seconds=0.5)).endswith(b"status %d" % -signal.SIGALRM)
    assert time.monotonic() - began < 10


def test_a_program_gives_its_output_and_its_status() -> None:
    ran = sandbox.run(["sh", "-c", "cat; echo wrong >&2; exit 7"], b"words", Bounds(256, 20.0))
    assert ran == (7, b"words", b"wrong\n")


def test_a_program_is_ended_with_what_it_started() -> None:
    command = ["sh", "-c", "sleep 61.7 & sleep 61.7"]
    with pytest.raises(EndedError, match="seconds"):
        sandbox.run(command, b"", Bounds(256, 0.5))
    assert _gone("61.7")
    with pytest.raises(EndedError, match="output"):
        sandbox.run(["sh", "-c", "yes"], b"", Bounds(256, 20.0, output=1000))


def test_a_child_outlives_the_thread_that_asked_for_it(planted: Path) -> None:
    (planted / "waits.py").write_text("import sys\ndef main(): print(sys.stdin.readline())", "utf-8")
    made: list[subprocess.Popen[bytes]] = []
    thread = threading.Thread(target=lambda: made.append(sandbox.start("waits", bounds=SMALL)))
    thread.start()
    thread.join()
    time.sleep(0.5)
    output, _ = made[0].communicate(b"still here\n", timeout=20)
    assert b"still here" in output


# The parent's end

PARENTS = {
    "hangs": "sandbox.start('hangs_783', bounds=Bounds(256)).wait()",
    "programs": "sandbox.run(['sh', '-c', 'sleep 78.3 & sleep 78.3'], b'', Bounds(256, 60.0))",
    "nested": "sandbox.start('nests_783', bounds=Bounds(256, network='local')).wait()",
}
# Both hold the interpreter or wait for another program: neither would look for its parent.
MODULES = {
    "hangs_783": "import re\ndef main(): re.match('(a+)+b', 'a' * 60)",
    "nests_783": "from vnlegal import sandbox\nfrom vnlegal.sandbox import Bounds\n"
    f"def main(): {PARENTS['programs']}",
}


@linux
@pytest.mark.parametrize("kind", PARENTS)
def test_nothing_is_left_when_the_parent_is_killed(planted: Path, kind: str) -> None:
    for name, code in MODULES.items():
        (planted / f"{name}.py").write_text(code, "utf-8")
    code = f"from vnlegal import sandbox; from vnlegal.sandbox import Bounds; {PARENTS[kind]}"
    env = {**os.environ, "PYTHONPATH": str(planted)}
    parent = subprocess.Popen([sys.executable, "-P", "-c", code], env=env)
    marks = ("_783", "78.3")
    _until(lambda: any(map(_running, marks)))
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    assert all(map(_gone, marks))


def _running(mark: str) -> list[str]:
    """Processes that have a word in their command; this one and its own parents aside."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            words = (one / "cmdline").read_bytes().decode(errors="replace")
            state = (one / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if mark in words and "pytest" not in words and state != "Z":
            found.append(words)
    return found


def _gone(mark: str, within: float = 2.0) -> bool:
    until = time.monotonic() + within
    while _running(mark):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _until(true: object, within: float = 20.0) -> None:
    until = time.monotonic() + within
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.02)


# The current folder

NAMES = (
    "struct", "json", "pickle", "selectors", "signal", "csv", "sqlite3", "msgspec", "regex", "lxml",
    "pypdfium2", "pyoxigraph", "rdflib", "sitecustomize", "usercustomize", "resource", "zipfile", "_strptime",
)  # fmt: skip
PROGRAMS = ("tesseract", "soffice", "libreoffice", "git", "sh")


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Path]:
    """A folder of documents in which modules and programs wait to be run."""
    mark = tmp_path / "RAN"
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write({name!r})\n", "utf-8")
    for name in PROGRAMS:
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} >> {mark}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "x.docx").write_bytes(to_docx(Page([Paragraph("Số: 1/QĐ-TTg")])))
    (tmp_path / "x.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t")
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for letter in LETTERS:
        (tmp_path / letter.name).write_bytes(letter.read_bytes())
    yield tmp_path
    assert not mark.exists(), mark.read_text()


COMMANDS = """
import sys
from vnlegal.cli import main
letters = sys.argv[1:]
ran = [
    main(["parse", "x.docx", "--format", "json"]),
    main(["build", *letters, "-o", "kho", "--jobs", "2"]),
    *(main(["query", "ASK {}", "--store", "kho", "--engine", one]) for one in ("pyoxigraph", "rdflib")),
]
main(["parse", "x.doc", "x.png"])
main(["check", letters[0], "--since", "HEAD"])
sys.exit(any(ran))
"""


def test_nothing_of_the_current_folder_is_run(trap: Path) -> None:
    """One parent as `python -P` starts it; every command has children of its own."""
    env = {**os.environ, "PATH": f".{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-P", "-c", COMMANDS, *(one.name for one in LETTERS)]
    done = subprocess.run(command, cwd=trap, env=env, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr
