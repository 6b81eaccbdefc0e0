"""Pages of every layout, each a case in plain text: what stands on the page, and what is read from it.

A case is a title, `===`, the page, `---`, and the fields expected.  Of each field that is named all
values must be there, in order; `-` says that there is none.
"""

from __future__ import annotations

import itertools
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from vnlegal.model import Portion
from vnlegal.parts.attachments import find_attachments, read_attachments, texts_of
from vnlegal.parts.body import read_body
from vnlegal.parts.conclusions import read_conclusions
from vnlegal.parts.layout import find_blocks
from vnlegal.parts.notes import read_notes
from vnlegal.parts.preamble import read_bases
from vnlegal.parts.preface import read_preface, type_label
from vnlegal.parts.tasks import read_tasks
from vnlegal.text import Text

CASES = Path(__file__).parent / "cases" / "parts"


def _cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text("utf-8").split("\n######\n"):
            title, rest = block.strip("\n").split("\n===\n", 1)
            page, expected = rest.rsplit("\n---\n", 1)
            found.append((title, page, expected))
    return found


def values(page: str) -> dict[str, list[str]]:
    """All that is read from a page, as strings by field name."""
    text = Text.of(page)
    layout = find_blocks(text)
    preface = read_preface(text, layout)
    end = read_conclusions(text, layout)
    body = read_body(text, layout)
    found: dict[str, list[str]] = defaultdict(list)

    def put(name: str, *fields: object) -> None:
        found[name] += [str(field) for field in fields if field is not None]

    def words(*fields: object) -> str:
        return " / ".join("-" if f is None else f.value for f in fields)  # type: ignore[attr-defined]

    put("issuer", *(f.value.name for f in preface.issuers))
    put("issuer id", *(f.value.id or "?" for f in preface.issuers))
    put("parent", preface.parent_body and preface.parent_body.value.name)
    put("number", preface.number and preface.number.value)
    put("blank number", preface.blank_number and preface.blank_number.value)
    put("draft", "yes" if preface.draft else None)
    put("type", preface.doc_type and type_label(preface.doc_type.value))
    for name in ("place", "date", "subject", "urgency", "secrecy"):
        field = getattr(preface, name)
        put(name, field and field.value)
    put("addressee", *(f.value for f in preface.addressees))
    put("base", *(f.value for f in read_bases(text, layout)))
    put("signature", *(words(s.capacity, s.position, s.name) for s in end.signatures))
    put("recipient", *(r.body.value + (f" ({r.purpose.value})" if r.purpose else "") for r in end.recipients))
    put("filing", end.filing and end.filing.field.value)
    put("portion", *(_portion(p) for root in body for p in root.walk()))
    put("note", *(f"{n.mark} {'anchored' if n.anchor else 'loose'}" for n in read_notes(text, layout)))
    attachments = find_attachments(text, layout)
    attached = read_attachments(text, attachments)
    tasks = read_tasks(text, layout, body, preface, tuple(texts_of(attachments, attached)))
    put("deadline", *(t.deadline.field.value for t in tasks if t.deadline))
    put("task", *("; ".join(a.value for a in t.actors) + _partners(t.partners) for t in tasks))
    put("attachment", *(a.heading.value for a in attached))
    put("attached type", *(a.doc_type.value if a.doc_type else "?" for a in attached))
    put("attached number", *(a.number and a.number.value for a in attached))
    put("attached portion", *(_portion(p) for a in attached for root in a.body for p in root.walk()))
    put("parts", " ".join(dict.fromkeys(region.kind for region in layout.regions)))
    return found


def _portion(portion: Portion) -> str:
    return portion.eid + (f" | {portion.heading.value}" if portion.heading else "")


def _partners(partners: tuple[object, ...]) -> str:
    return " + " + "; ".join(p.value for p in partners) if partners else ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(("page", "expected"), [pytest.param(p, e, id=t) for t, p, e in _cases()])
def test_case(page: str, expected: str) -> None:
    wanted: dict[str, list[str]] = defaultdict(list)
    for line in expected.strip().splitlines():
        name, _, value = line.partition(": ")
        wanted[name] += [] if value == "-" else [value]
    found = values(page)
    assert {name: found[name] for name in wanted} == dict(wanted)


def test_there_are_cases() -> None:
    assert len(_cases()) >= 40


CORPUS = Path(__file__).parent.parent / "corpus"


def _variants() -> list[tuple[str, Callable[[str], str]]]:
    return [
        ("decomposed", lambda t: unicodedata.normalize("NFD", t)),
        ("crlf", lambda t: t.replace("\n", "\r\n")),
        ("byte order mark", lambda t: "\ufeff" + t),
        ("new tone style", lambda t: t.replace("HÒA", "HOÀ").replace("Hòa", "Hoà")),
        ("no-break spaces", lambda t: t.replace(" ", "\u00a0")),
        ("indented", lambda t: "\n".join("    " + line for line in t.split("\n"))),
        ("doubled line breaks", lambda t: t.replace("\n", "\n\n")),
    ]


_HEAD = [
    *("issuer", "parent", "number", "type", "place", "date", "subject", "addressee"),
    *("signature", "recipient", "filing"),
]


def _in_title_case(page: str) -> str:
    """The page with the capitals of its head made small but for the first letters of words."""
    head, kinh, text = page.partition("Kính gửi")
    lines = (line.title() if line.isupper() and "/" not in line else line for line in head.split("\n"))
    return "\n".join(lines) + kinh + text


def _wrapped(page: str) -> str:
    """The page with long lines broken at 80 characters."""
    return "\n".join(textwrap.fill(line, 80) if len(line) > 80 else line for line in page.split("\n"))


def _paged(page: str) -> str:
    """The page with the mark of a page break after every few lines."""
    lines = page.split("\n")
    return "\n\n--- PAGE BREAK ---\n\n".join("\n".join(lines[i : i + 9]) for i in range(0, len(lines), 9))


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda p: p.stem)
@pytest.mark.parametrize("change", [pytest.param(c, id=n) for n, c in _variants()])
def test_encoding_does_not_change_what_is_read(path: Path, change: Callable[[str], str]) -> None:
    page = path.read_text("utf-8")
    same = {
        name: [v.replace("oà", "òa").replace("OÀ", "ÒA") for v in vs] for name, vs in values(page).items()
    }
    other = {
        name: [v.replace("oà", "òa").replace("OÀ", "ÒA") for v in vs]
        for name, vs in values(change(page)).items()
    }
    assert other == same


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda p: p.stem)
@pytest.mark.parametrize("change", [_in_title_case, _wrapped, _paged], ids=lambda f: f.__name__.strip("_"))
def test_layout_does_not_change_what_stands_in_the_head(path: Path, change: Callable[[str], str]) -> None:
    page = path.read_text("utf-8")
    same, other = values(page), values(change(page))
    assert {n: [v.lower() for v in other[n]] for n in _HEAD} == {
        n: [v.lower() for v in same[n]] for n in _HEAD
    }


@pytest.mark.parametrize("page", [p for _, p, _ in _cases()])
def test_blocks_partition_the_page(page: str) -> None:
    blocks = find_blocks(Text.of(page)).blocks()
    if not page:
        assert blocks == ()
        return
    assert blocks[0].span.start == 0
    assert blocks[-1].span.end == len(page)
    assert all(a.span.end == b.span.start for a, b in itertools.pairwise(blocks))


@pytest.mark.parametrize("page", [p for _, p, _ in _cases()])
def test_eids_are_unique_and_portions_nest(page: str) -> None:
    text = Text.of(page)
    portions = [p for root in read_body(text, find_blocks(text)) for p in root.walk()]
    assert len({p.eid for p in portions}) == len(portions)
    for portion in portions:
        assert all(portion.span.covers(child.span) for child in portion.children)
        assert all(not a.span.overlaps(b.span) for a, b in itertools.pairwise(portion.children))
