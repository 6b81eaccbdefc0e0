"""An act on a day as Akoma Ntoso 3.0: the text with its units, and a `textualMod` for each change.

A unit says what is known of it (`status`): "edited" if it was changed, "removed" if it was repealed,
"unknown" if an order that concerns it was not carried out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...corpus.consolidation import Consolidated, DatedOrder, Provision
from ...notation.iris import number_slug, provision_of
from ..akn import ELEMENTS, NAMESPACE, SELF, UNKNOWN_DATE, element, inline, paragraphs
from ..frame import Sheet
from .frame import ORIGINALS, ConsolidationOutput

_STATUS = {"repealed": "removed", "unknown": "unknown"}


def write(found: Consolidated, sheet: Sheet) -> Iterator[str]:
    """The whole XML."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    inner = _meta(found) + element("body", _body(found))
    yield element("akomaNtoso", element("act", inner, name=found.work.doc_type or "van-ban"), xmlns=NAMESPACE)


def _uri(found: Consolidated) -> str:
    work = found.work
    day = work.date.isoformat() if work.date else "nd"
    return (
        f"/akn/vn/act/{work.doc_type or 'van-ban'}/{day}/{number_slug(work.number) if work.number else 'nn'}"
    )


def _meta(found: Consolidated) -> str:
    references = element(
        "references",
        element("TLCOrganization", eId="vnlegal", href="/akn/ontology/organization/vnlegal", showAs="vnlegal")
        + "".join(
            element("passiveRef", eId=f"act_{n}", href=iri, showAs=order.work.number or iri)
            for n, (iri, order) in enumerate(_acts(found).items(), 1)
        ),
        source=SELF,
    )
    notes = element(
        "notes",
        element("note", f"<p>{ORIGINALS}</p>", eId="notice")
        + "".join(
            element("note", paragraphs(f"{one.why}: {one.words}"), eId=f"unapplied_{n}")
            for n, one in enumerate(found.unapplied, 1)
        ),
        source=SELF,
    )
    return element("meta", _identification(found) + _lifecycle(found) + _analysis(found) + references + notes)


def _acts(found: Consolidated) -> dict[str, DatedOrder]:
    return {one.order.work.iri: one.order for one in found.applied}


def _identification(found: Consolidated) -> str:
    signed = found.work.date.isoformat() if found.work.date else UNKNOWN_DATE
    name = "promulgation" if found.work.date else "unknown"
    uri, on, made = _uri(found), f"{found.on}", "consolidation"
    levels = (
        ("FRBRWork", uri, signed, name, element("FRBRcountry", value="vn")),
        ("FRBRExpression", f"{uri}/vie@{on}", on, made, element("FRBRlanguage", language="vie")),
        ("FRBRManifestation", f"{uri}/vie@{on}.akn", on, made, ""),
    )
    return element(
        "identification",
        "".join(
            element(
                level,
                element("FRBRthis", value=f"{at}/!main")
                + element("FRBRuri", value=at)
                + element("FRBRdate", date=day, name=kind)
                + element("FRBRauthor", href=SELF)
                + more,
            )
            for level, at, day, kind, more in levels
        ),
        source=SELF,
    )


def _lifecycle(found: Consolidated) -> str:
    events = "".join(
        element("eventRef", date=f"{order.day}", source=f"#act_{n}", type="amendment", eId=f"event_{n}")
        for n, order in enumerate(_acts(found).values(), 1)
    )
    return element("lifecycle", events, source=SELF) if events else ""


def _analysis(found: Consolidated) -> str:
    mods = "".join(_mods(found))
    return element("analysis", element("passiveModifications", mods), source=SELF) if mods else ""


def _mods(found: Consolidated) -> Iterator[str]:
    here, n = {one.eid for one in found.provisions}, 0
    for one in found.applied:
        instruction = one.order.instruction
        source = provision_of(one.order.work.iri, instruction.carrier)
        for eid in one.eids:
            n += 1
            target = (
                f"#{eid}" if eid in here else provision_of(found.work.iri, eid) if eid != "act" else "#body"
            )
            yield element(
                "textualMod",
                element("source", href=source) + element("destination", href=target),
                type=instruction.op,
                eId=f"pmod_{n}",
            )


def _body(found: Consolidated) -> str:
    tops = [one for one in found.provisions if one.level == 1]
    start = min((one.start for one in tops), default=0)
    end = max((one.end for one in tops), default=len(found.text))
    return _inside(found, found.provisions, 1, start, end) or _loose(found.text)


def _inside(found: Consolidated, below: Sequence[Provision], level: int, start: int, end: int) -> str:
    """The units of a level in a stretch, and as loose paragraphs what stands between them."""
    out, at = "", start
    for i, one in enumerate(below):
        if one.level != level or not start <= one.start < end:
            continue
        out += _loose(found.text[at : one.start]) + _unit(found, one, _below(below, i))
        at = one.end
    return out + _loose(found.text[at:end])


def _below(units: Sequence[Provision], i: int) -> Sequence[Provision]:
    j = i + 1
    while j < len(units) and units[j].level > units[i].level:
        j += 1
    return units[i + 1 : j]


def _unit(found: Consolidated, one: Provision, below: Sequence[Provision]) -> str:
    name = ELEMENTS.get(one.kind, "hcontainer")
    first = below[0].start if below else one.end
    label = inline(found.text[one.start : one.label])
    heading = inline(one.heading or "")
    num = label.removesuffix(heading).strip() or label
    inner = element("num", num) + (element("heading", heading) if heading and num != label else "")
    lead = found.text[max(one.start, one.label) : first]
    if below:
        last = max(unit.end for unit in below)
        inner += _some("intro", paragraphs(lead))
        inner += _inside(found, below, one.level + 1, first, last)
        inner += _some("wrapUp", paragraphs(found.text[last : one.end]))
    else:
        inner += element("content", paragraphs(lead) or "<p/>")
    status = {"status": _STATUS.get(one.state) or ("edited" if one.changed_by else "")}
    named = {"name": one.kind} if name == "hcontainer" else {}
    return element(
        name, inner, eId=one.eid, **{key: value for key, value in status.items() if value}, **named
    )


def _some(name: str, inner: str) -> str:
    return element(name, inner) if inner else ""


def _loose(text: str) -> str:
    """Paragraphs beside numbered units."""
    words = paragraphs(text)
    return element("hcontainer", element("content", words), name="doan") if words else ""


OUTPUT = ConsolidationOutput("akn", "application/akn+xml", write)
