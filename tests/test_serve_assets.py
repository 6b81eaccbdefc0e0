"""What the browser loads: our own scripts, and vendored libraries that are what the lock names."""

from __future__ import annotations

import json
import re

from conftest import ROOT

ASSETS = ROOT / "vnlegal" / "serve" / "assets"
WEB = ROOT / "web"


def test_vendored_libraries_are_those_of_the_lock() -> None:
    listed = re.findall(
        r"^(\S+) (\d\S*) \(([^)]+)\), in (.+)$", (ASSETS / "vendor" / "LICENSES.txt").read_text("utf-8"), re.M
    )
    locked = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(listed) >= 2
    assert {licence for _, _, licence, _ in listed} <= {"ISC", "MIT", "BSD-3-Clause", "Apache-2.0"}
    for name, version, _, _ in listed:
        assert locked[f"node_modules/{name}"]["version"] == version
    bundled = {file for *_, files in listed for file in files.split(", ")}
    assert bundled == {path.name for path in (ASSETS / "vendor").glob("*.js")}
    assert {path.name for path in WEB.glob("*.js")} == bundled


def test_the_lock_names_what_is_asked_for() -> None:
    asked = json.loads((WEB / "package.json").read_text("utf-8"))
    locked = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"][""]
    assert locked["dependencies"] == asked["dependencies"]
    assert all(version[0].isdigit() for version in asked["dependencies"].values())


def test_nothing_is_loaded_from_elsewhere() -> None:
    pages = [*ASSETS.glob("*.*"), *(ROOT / "vnlegal" / "serve" / "templates").iterdir()]
    for path in pages:
        text = path.read_text("utf-8")
        found = re.findall(
            r"""(?:src|href|url\(|import|from|fetch\()\s*=?\s*["'(]?(https?:)?//[^\s"')]+""", text
        )
        assert found == [], path
        assert " style=" not in text.replace("<style", ""), path
        assert not re.search(r"\son\w+=", text), path
