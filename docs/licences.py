"""docs/licences.md: what vnlegal is built on, under which licences, from the metadata of what is installed.

python docs/licences.py

Names and licences only: versions differ from one installation to the next.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

DOCS = Path(__file__).parent
PROJECT = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]
VENDOR = DOCS.parent / "vnlegal" / "serve" / "assets" / "vendor" / "LICENSES.txt"
_HEAD = "| tên / name | giấy phép / licence |\n| --- | --- |"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
# Licences by other names than those of SPDX.
_SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "ISC License (ISCL)": "ISC",
    "LGPLv3+": "LGPL-3.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "W3C SOFTWARE NOTICE AND LICENSE": "W3C",
}
_PROGRAMS = """## Chương trình và dữ liệu bên ngoài / Other programs and data

Không đi kèm; vnlegal gọi chúng nếu có. / Not included; called where they are installed.

| tên / name | giấy phép / licence |
| --- | --- |
| Tesseract, tessdata (vie) | Apache-2.0 |
| LibreOffice | MPL-2.0 |"""


def key(name: str) -> str:
    """A name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> Iterator[str]:
    """Names of requirements, extras of our own resolved."""
    for one in requirements:
        match = _NAME.match(one)
        if match and match[0] == PROJECT["name"]:
            for extra in one.partition("[")[2].partition("]")[0].split(","):
                yield from names(PROJECT["optional-dependencies"][extra])
        elif match:
            yield key(match[0])


def direct() -> dict[str, list[str]]:
    """What is asked for, by extra; "" is what is always installed."""
    extras = PROJECT["optional-dependencies"]
    groups = {
        "": PROJECT["dependencies"],
        **{extra: asked for extra, asked in extras.items() if extra != "all"},
    }
    return {extra: sorted(set(names(asked))) for extra, asked in groups.items() if asked}


def licence(name: str) -> str | None:
    """The licence of an installed package, as SPDX calls it where that is plain; None if not installed."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if "License-Expression" in found:
        return str(found["License-Expression"])
    classifiers = [
        one.rpartition(" :: ")[2] for one in found.get_all("Classifier", []) if one.startswith("License ::")
    ]
    text = "".join(found.get_all("License", [])).strip().partition("\n")[0]
    stated = text if 0 < len(text) < 60 else " AND ".join(one for one in classifiers if one != "OSI Approved")
    return " AND ".join(_SPDX.get(one, one) for one in stated.split(" AND ")) or "?"


def closure(roots: list[str]) -> list[str]:
    """What these bring along, themselves included; what is not installed ends there."""
    seen: set[str] = set()
    left = list(roots)
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        left += [key(match[0]) for one in asked if "extra ==" not in one and (match := _NAME.match(one))]
    return sorted(seen)


def page(known: dict[str, str]) -> str:
    """The page; a package that is not installed keeps the licence that the page gave it before."""
    parts = [
        "<!-- Made by docs/licences.py from what is installed: `make pages`. -->",
        "# Giấy phép / Licences",
        "vnlegal theo giấy phép MIT. Dưới đây là những gì nó dùng: những gì luôn được cài, rồi từng phần "
        "thêm; *kéo theo* là những gì các gói ấy tự cài.",
        "vnlegal itself is MIT. Below is what it uses: what is always installed, then each extra; "
        "*kéo theo* is what those packages bring along.",
    ]
    shown: set[str] = set()
    for extra, asked in direct().items():
        title = f"`vnlegal[{extra}]`" if extra else "Luôn được cài / Always installed"
        rest = [one for one in closure(asked) if one not in asked and one not in shown and _given(one, known)]
        parts.append(f"## {title}\n\n{_table(asked, known)}")
        if rest and extra not in ("dev", "docs"):
            parts.append(f"Kéo theo / brought along:\n\n{_table(rest, known)}")
            shown |= set(rest)
        shown |= set(asked)
    return "\n\n".join([*parts, *([_bundled()] if bundled() else []), _PROGRAMS]) + "\n"


def bundled() -> dict[str, str]:
    """The libraries of JavaScript in the wheel with their licences, as web/build.mjs wrote them down."""
    text = VENDOR.read_text("utf-8") if VENDOR.exists() else ""
    found = re.findall(r"^(\S+) \d\S* \(([^)\n]+)\), in \S+$", text, re.MULTILINE)
    return dict(sorted(found))


def _bundled() -> str:
    rows = "\n".join(f"| {name} | {given} |" for name, given in bundled().items())
    return (
        "## Trong các trang web / In the web pages\n\nĐi kèm trong `vnlegal/serve/assets/vendor`, cùng "
        f"nguyên văn giấy phép. / Included, with the words of the licences.\n\n{_HEAD}\n{rows}"
    )


def _given(name: str, known: dict[str, str]) -> str | None:
    return licence(name) or known.get(name)


def _table(listed: list[str], known: dict[str, str]) -> str:
    rows = "\n".join(f"| {one} | {_given(one, known) or '?'} |" for one in listed)
    return f"{_HEAD}\n{rows}"


def listed(text: str) -> dict[str, str]:
    """Licences by name, as a page gives them."""
    rows = re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \| (.+) \|$", text, re.MULTILINE)
    return {name: given for name, given in rows if given != "---"}


def main() -> None:
    """Write the page."""
    path = DOCS / "licences.md"
    known = listed(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(page(known), "utf-8")


if __name__ == "__main__":
    main()
