"""Sphinx: how docs/ becomes a site. `make docs` builds it and takes every warning for an error."""

from __future__ import annotations

import re

from sphinx.application import Sphinx

import vnlegal

project = "vnlegal"
author = "The vnlegal authors"
copyright = "The vnlegal authors, MIT"
version = release = vnlegal.__version__
language = "vi"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples"]
suppress_warnings = [
    "misc.highlighting_failure",  # The lexer of SPARQL does not know "|" in a property path.
]

# Markdown as GitHub shows it too: no directives but the lists of pages and the API.
myst_heading_anchors = 3

default_role = "code"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_maximum_signature_line_length = 88
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"vnlegal {release}"
html_static_path = ["_static"]
html_css_files = ["vnlegal.css"]
html_copy_source = False
html_show_sphinx = False

_PAGE = re.compile(r"[a-z]+(\.en)?")
_MARKED = re.compile(r"(``.+?``|`[^`]+`|(?<!\w)\*\w+\*(?!\w))")


def plain(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Docstrings are plain text: indented blocks are code, and stars and bars are what they are."""
    made: list[str] = []
    block = ""
    if lines and lines[0].startswith("Alias for field number"):  # Python's own words for a NamedTuple.
        lines.clear()
    for line in lines:
        if not line.strip():
            block = block if block == "code" else ""
        elif line.startswith(">>>"):
            block = "example"
        elif line.startswith("    ") and not block:
            block = "code"
            made += ["::", ""]
        elif not line.startswith("    ") and block == "code":
            block = ""
        made.append(line if block else _escaped(line))
    lines[:] = made


def _escaped(line: str) -> str:
    plain, marked = _MARKED.split(line)[::2], _MARKED.split(line)[1::2]
    escaped = [re.sub(r"([*|])", r"\\\1", part) for part in plain]
    return "".join(part for pair in zip(escaped, [*marked, ""], strict=True) for part in pair)


def list_pages(app: Sphinx, page: str, source: list[str]) -> None:
    """The list of pages leaves out those that are not there; the rules hang under their index."""
    if page == "index":
        lines = source[0].split("\n")
        source[0] = "\n".join(
            line for line in lines if not _PAGE.fullmatch(line) or line in app.env.found_docs
        )
    if page == "checks/README":
        source[0] += "\n```{toctree}\n:glob:\n:hidden:\n\nVL*\n```\n"


def setup(app: Sphinx) -> None:
    """Hook the two in."""
    app.connect("autodoc-process-docstring", plain)
    app.connect("source-read", list_pages)
