"""Provisions through time -> text: a version, a history, what differs between days or from a witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..corpus.consolidation import Applied, Difference, Disagreement, ProvisionVersion
from ..language import tr
from ..notation import eids
from .consolidations.frame import ORIGINALS, STATES, called, day, told
from .consolidations.json import pretty, to_order, to_provision, to_unapplied

__all__ = ["compared", "diff", "history", "version"]


def version(one: ProvisionVersion, shape: str) -> Iterator[str]:
    """A provision on a day."""
    if shape == "json":
        yield pretty({"notice": ORIGINALS, "on": one.law.on, **to_version(one)})
        return
    yield f"[{tr(ORIGINALS)}]\n"
    yield from _version(one)


def history(found: Sequence[ProvisionVersion], shape: str) -> Iterator[str]:
    """All versions of a provision, in order."""
    if shape in ("turtle", "nquads"):
        from ..graph.syntaxes import SYNTAXES
        from ..graph.versions import version_quads

        yield SYNTAXES[shape](version_quads(found))
        return
    if shape == "json":
        yield pretty({"notice": ORIGINALS, "versions": [to_version(one) for one in found]})
        return
    yield f"[{tr(ORIGINALS)}]\n"
    for one in found:
        yield from _version(one)
        yield "\n"


def to_version(one: ProvisionVersion) -> dict[str, Any]:
    """A version as plain data: the provision with its runs, what changed it, what was not carried out."""
    return {
        "work": one.law.work.iri,
        "number": one.law.work.number,
        **to_provision(one.law, one.provision),
        "text": one.text,
        "changes": [to_order(change.order) for change in one.changes],
        "unapplied": [to_unapplied(left) for left in one.unapplied],
    }


def _version(one: ProvisionVersion) -> Iterator[str]:
    found = one.provision
    until = " " + tr("đến trước {day}", day=day(found.until)) if found.until else ""
    since = tr("từ {day}", day=day(found.since)) if found.since else tr("vào {day}", day=day(one.law.on))
    yield f"{eids.words(found.eid)}, {called(one.law.work)}, {since}{until}: {_state(found.state)}\n"
    yield f"{one.text}\n"
    yield from (f"  — {_change(change)}\n" for change in one.changes)
    yield from (f"  — {tr('chưa tính:')} {told(left)}\n" for left in one.unapplied)


def _state(state: str) -> str:
    """A state in words; one that is not known is not to be overlooked."""
    return tr(STATES[state]).upper() if state == "unknown" else tr(STATES[state])


def _change(one: Applied) -> str:
    order = one.order
    since = tr("từ {day}", day=day(order.day))
    return (
        f"{eids.words(order.instruction.carrier)} {called(order.work)}, {since}: “{order.words}”"
        f" ({order.document.source.path})"
    )


def diff(found: Iterable[Difference], shape: str) -> Iterator[str]:
    """The articles that differ between two days."""
    if shape == "json":
        yield pretty({"notice": ORIGINALS, "differences": [_difference(one) for one in found]})
        return
    yield f"[{tr(ORIGINALS)}]\n"
    for one in found:
        yield f"{eids.words(one.eid)}\n"
        yield from _side("-", one.before)
        yield from _side("+", one.after)
        yield from (f"  — {_change(change)}\n" for change in _made(one))


def _difference(one: Difference) -> dict[str, Any]:
    sides = {"before": one.before, "after": one.after}
    return {"eid": one.eid, **{key: side and to_version(side) for key, side in sides.items()}}


def _side(sign: str, one: ProvisionVersion | None) -> Iterator[str]:
    if one is not None:
        state = f"{sign} ({_state('unknown')})\n" if one.provision.state == "unknown" else ""
        yield state + "".join(f"{sign} {line}\n" for line in one.text.splitlines())


def _made(one: Difference) -> Iterator[Applied]:
    """The orders that made the later side and not the earlier."""
    before = one.before.provision.changed_by if one.before else ()
    return (change for change in (one.after.changes if one.after else ()) if change.order.id not in before)


def compared(found: Iterable[Disagreement], shape: str) -> Iterator[str]:
    """Where an official text and the computed one differ."""
    if shape == "json":
        yield pretty({"notice": ORIGINALS, "disagreements": [_disagreement(one) for one in found]})
        return
    yield from (_told(one) for one in found)


def _disagreement(one: Disagreement) -> dict[str, Any]:
    run = one.run
    origin = {"sha256": run.sha256, "span": run.span} if run and run.span else None
    return {
        "eid": one.eid,
        "computed": one.ours or None,
        "official": one.theirs or None,
        "official_span": one.official,
        "from": origin,
        "instruction": run.order if run else None,
        "state": one.computed.provision.state if one.computed else None,
    }


def _told(one: Disagreement) -> str:
    where = eids.words(one.eid)
    if one.computed is None or one.official is None:
        return f"{where}: {tr('bản tính không có' if one.computed is None else 'bản hợp nhất không có')}\n"
    state = f" ({tr('chưa rõ')})" if one.computed.provision.state == "unknown" else ""
    by = one.run.order if one.run and one.run.order else tr("văn bản gốc")
    ours, theirs = f"“{one.ours}” [{by}]", f"“{one.theirs}” {list(one.official)}"
    return f"{where}{state}: {tr('tính {ours} ⇔ hợp nhất {theirs}', ours=ours, theirs=theirs)}\n"
