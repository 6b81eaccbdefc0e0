"""Where each value that is read from a page is shown: one row a field, and why a place leaves others out.

A test holds the table: a field of the model that has no row, a place that shows less than its row says, and
one that shows more, are told by name.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "record": "shows all",
    "schema": "describes all",
    "rdf": "what questions are asked about: of the layout (stamps, filing, headings) the record tells",
    "page": "Thuộc tính, Nhiệm vụ and Trích dẫn are lists of values; the rest is lit in the text (Nội dung)",
    "csv": "a row a document, without what repeats in it, or a row a mention",
    "markdown": "the text under its header, without attachments; what sentences say is left to the record",
    "text": "a screen: who, when, what about, what is to be done, what is cited; details are in the record",
    "spark": "columns to filter and join by; the column `record` holds everything",
    "mcp": "what identifies a document and who stands behind it; relations and tasks have tools of their own",
}
"""Each place with the reason why fields that are not listed for it are not shown there."""

_ALL = "record schema"
FIELDS: Mapping[str, str] = {
    "preface.issuers": f"{_ALL} rdf page csv markdown text spark mcp",
    "preface.parent_body": f"{_ALL} page csv markdown",
    "preface.number": f"{_ALL} rdf page csv markdown text spark mcp",
    "preface.blank_number": _ALL,
    "preface.doc_type": f"{_ALL} rdf page csv markdown text spark mcp",
    "preface.place": f"{_ALL} rdf page csv markdown spark",
    "preface.date": f"{_ALL} rdf page csv markdown text spark mcp",
    "preface.subject": f"{_ALL} rdf page csv markdown text spark mcp",
    "preface.addressees": f"{_ALL} rdf page csv markdown text mcp",
    "preface.urgency": f"{_ALL} page csv markdown text mcp",
    "preface.secrecy": f"{_ALL} page csv markdown text mcp",
    "bases": f"{_ALL} rdf markdown mcp",
    "body.heading": f"{_ALL} markdown",
    "tasks.actors": f"{_ALL} rdf page markdown text",
    "tasks.partners": f"{_ALL} rdf page markdown",
    "tasks.action": f"{_ALL} rdf page markdown text",
    "tasks.deadline.field": f"{_ALL} rdf page markdown text",
    "tasks.product": f"{_ALL} markdown",
    "tasks.group": f"{_ALL} markdown",
    "tasks.row": f"{_ALL} markdown",
    "conclusions.signatures.capacity": f"{_ALL} rdf page markdown text mcp",
    "conclusions.signatures.position": f"{_ALL} rdf page markdown text mcp",
    "conclusions.signatures.name": f"{_ALL} rdf page csv markdown text mcp",
    "conclusions.recipients.body": f"{_ALL} rdf page csv markdown text",
    "conclusions.recipients.purpose": f"{_ALL} page markdown",
    "conclusions.filing.field": f"{_ALL} page csv markdown text",
    "attachments.heading": f"{_ALL} page",
    "attachments.doc_type": f"{_ALL} page",
    "attachments.number": f"{_ALL} rdf page csv text spark",
    "attachments.body.heading": f"{_ALL}",
    "instructions.tree.heading": _ALL,
    "mentions.number": f"{_ALL} rdf page csv text spark",
    "mentions.symbol": f"{_ALL} rdf page csv markdown text spark",
    "mentions.doc_type": f"{_ALL} rdf page csv markdown spark",
    "mentions.date": f"{_ALL} rdf page csv markdown spark",
    "mentions.issuer": f"{_ALL} rdf page csv markdown spark",
    "mentions.title": f"{_ALL} rdf csv markdown spark mcp",
    "mentions.provision": f"{_ALL} rdf page csv markdown spark",
    "claims.cue": f"{_ALL} rdf page markdown text spark",
    "effects.day": f"{_ALL} rdf page csv markdown text mcp",
}
"""Each `Field` of the model, by its way from `Document`, and the places that show it."""
