"""Patterns are compiled once for an installation, and kept under the conditions of its bytecode."""

from __future__ import annotations

import importlib
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vnlegal import late
from vnlegal.vocabulary import alternatives

ASK = """
import regex
from vnlegal import late
made = []
compile = regex.compile
regex.compile = lambda *given: made.append(given) or compile(*given)
number = late.regex(r"(?<!\\p{L})số (?P<n>\\d+)", regex.IGNORECASE)
print(number.search("Nghị quyết SỐ 50")["n"], number.groups, number.groupindex["n"], len(made))
"""


def _ask(home: Path, *options: str) -> list[str]:
    """What a process prints whose bytecode lies in `home`; last how many patterns it compiled."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *options, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def _file(home: Path) -> Path:
    [found] = home.rglob("patterns.*")
    return found


def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    assert _ask(tmp_path) == ["50", "1", "1", "1"]
    assert _ask(tmp_path) == ["50", "1", "1", "0"]


@pytest.mark.parametrize("harm", [b"", b"\x00", b"i\x01\x00\x00\x00", b"{garbage"])
def test_a_spoiled_file_is_made_again(harm: bytes, tmp_path: Path) -> None:
    _ask(tmp_path)
    _file(tmp_path).write_bytes(harm)
    assert _ask(tmp_path)[-1] == "1"
    assert _ask(tmp_path)[-1] == "0"


def test_nothing_is_written_where_python_may_write_no_bytecode(tmp_path: Path) -> None:
    assert _ask(tmp_path, "-B")[-1] == "1"
    assert not list(tmp_path.rglob("patterns.*"))


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        (r"(?P<day>\d+)(?:/(?P<month>\d+))?", 0),
        ("[A-ZĐ]+|số", re.IGNORECASE | re.MULTILINE),
        (r"(a)(?<!b)\1", re.DOTALL),
    ],
)
def test_a_kept_pattern_of_the_library_is_what_it_compiles(pattern: str, flags: int) -> None:
    """`==` of patterns compares their code too."""
    engine = importlib.import_module("_sre")
    kept = engine.compile(*pickle.loads(pickle.dumps(late._parts(pattern, flags))))
    plain = re.compile(pattern, flags)
    assert kept == plain
    assert (kept.flags, kept.groups, kept.groupindex) == (plain.flags, plain.groups, plain.groupindex)
    assert [one.groupdict() for one in kept.finditer("12/3 SỐ aa")] == [
        one.groupdict() for one in plain.finditer("12/3 SỐ aa")
    ]


def test_where_the_library_has_changed_its_patterns_are_compiled_as_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def changed(pattern: str, flags: int) -> tuple[object, ...]:
        raise AttributeError("_code")

    monkeypatch.setattr(late, "_parts", changed)
    assert late.re(r"never asked (before)").groups == 1


def test_a_key_says_all_that_a_thing_is_made_of(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    before = late.written.__wrapped__(str(file))
    file.write_text("x = 10\n")
    assert late.written.__wrapped__(str(file)) != before
    gone = str(tmp_path / "gone.py")
    assert late.written.__wrapped__(gone) != late.written.__wrapped__(gone)
    assert alternatives(["ab", "ac"]) == "a(?:b|c)"
    assert alternatives(["ab", "ac"], lambda word: ["x", *word]) == "xa(?:b|c)"


GRAMMARS = """
import hashlib
from vnlegal import late
made = []
for name in ("regex", "re"):
    ask = getattr(late, name)
    setattr(late, name, lambda pattern, flags=0, ask=ask: made.append(pattern) or ask(pattern, flags))
import vnlegal.document, vnlegal.unread
print(len(made), hashlib.sha256("\\0".join(made).encode("utf-8", "surrogatepass")).hexdigest())
"""


def test_every_process_writes_the_same_grammars() -> None:
    """A pattern that hangs on the order of a set is compiled in every process, and kept as often."""
    made = [
        subprocess.run(
            [sys.executable, "-c", GRAMMARS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert int(made[0][0]) > 500
    assert made[0] == made[1]
