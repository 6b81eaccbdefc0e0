"""A language server: editors ask it, on stdin and stdout, what `vnlegal check` would say while people write.

Diagnostics from the rules, what a citation is (hover), how one that is begun goes on (completion), and the
corrections of rules that know only one right writing (quick fixes).  Texts are held in memory alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from .. import __version__
from ..checks.settings import Settings
from ..formats.clock import OverdueError, within
from ..language import tr
from . import drafts, schemas
from .checking import MAX_TEXT
from .drafts import Manuscript
from .pool import LIMITS
from .shelf import Shelf
from .worker import Desk

PAUSE = 0.3
"""Seconds that somebody stops writing before the text is read again."""
SECONDS = 20.0
"""How long one text may take."""
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_SIGNS = ["/", "-", " "]


class Editor(LanguageServer):
    """The server: the texts that are open, the settings, and the store if one is given."""

    def __init__(self, rules: Settings, root: Path, store: Path | None) -> None:
        super().__init__("vnlegal", __version__)
        self.rules, self.root = rules, root
        self._desk = Desk(store, LIMITS) if store else None
        self._drafts: dict[str, Manuscript] = {}

    @property
    def shelf(self) -> Shelf | None:
        """The store as it is published now."""
        return self._desk.shelf if self._desk else None

    def draft(self, page: TextDocument) -> Manuscript:
        """What there is to say of a text as it stands; nothing of one too long or that takes too long."""
        known = self._drafts.get(page.uri)
        if known is None or known.text != page.source:
            known = self._drafts[page.uri] = self._read(page)
        return known

    def _read(self, page: TextDocument) -> Manuscript:
        text, path = page.source, to_fs_path(page.uri)
        if not text.strip():
            return Manuscript(text)
        if len(text) > MAX_TEXT:
            return self._unread(text, f"văn bản phải có từ 1 đến {MAX_TEXT} ký tự")
        try:
            with within(SECONDS, page.uri):
                return Manuscript.of(text, self.shelf, self.rules.at(path or page.uri, str(self.root)))
        except OverdueError as error:
            return self._unread(text, str(error))

    def _unread(self, text: str, why: str) -> Manuscript:
        self.window_log_message(types.LogMessageParams(types.MessageType.Warning, tr(why)))
        return Manuscript(text)

    def forget(self, uri: str) -> None:
        """Forget a text that was closed, and take its findings away."""
        self._drafts.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def publish(self, page: TextDocument) -> None:
        """Show the findings of a text."""
        found = [one for finding in self.draft(page).findings for one in _diagnostics(page, finding)]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(page.uri, found, page.version))


def server(rules: Settings, root: Path, store: Path | None = None) -> Editor:
    """The server with all that it offers; raises `graph.disk.StoreError` if the store cannot be read.

    `root` is where the paths of the settings count from.
    """
    made = Editor(rules, root, store)
    _ = made.shelf

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(editor: Editor, asked: types.DidOpenTextDocumentParams) -> None:
        editor.publish(editor.workspace.get_text_document(asked.text_document.uri))

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(editor: Editor, asked: types.DidChangeTextDocumentParams) -> None:
        await asyncio.sleep(PAUSE)
        page = editor.workspace.text_documents.get(asked.text_document.uri)
        if page and page.version == asked.text_document.version:
            editor.publish(page)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(editor: Editor, asked: types.DidCloseTextDocumentParams) -> None:
        editor.forget(asked.text_document.uri)

    made.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    made.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_SIGNS))(
        _complete
    )
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    made.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(_actions)
    return made


def _hover(editor: Editor, asked: types.HoverParams) -> types.Hover | None:
    """What the citation under the pointer is; as plain text, for its words are a stranger's."""
    page = editor.workspace.get_text_document(asked.text_document.uri)
    found = editor.draft(page).at(page.offset_at_position(asked.position))
    said = "\n".join(drafts.told(found, editor.shelf, date.today())) if found else ""
    if not found or not said:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.PlainText, said), _range(page, found.span))


def _complete(editor: Editor, asked: types.CompletionParams) -> types.CompletionList:
    """The full forms of what is being cited; asked again at each letter."""
    page = editor.workspace.get_text_document(asked.text_document.uri)
    offset = page.offset_at_position(asked.position)
    line = page.source.rfind("\n", 0, offset) + 1
    found = drafts.offers(editor.draft(page), editor.shelf, page.source[line:offset])
    typed, where = page.source[line + found.start : offset], _range(page, (line + found.start, offset))
    items = [
        types.CompletionItem(
            label=words,
            kind=types.CompletionItemKind.Reference,
            filter_text=typed,
            sort_text=f"{i:03}",
            text_edit=types.TextEdit(where, words),
        )
        for i, words in enumerate(found.words)
    ]
    return types.CompletionList(is_incomplete=True, items=items)


def _actions(editor: Editor, asked: types.CodeActionParams) -> list[types.CodeAction]:
    """The corrections of what is found in a stretch of the text."""
    page = editor.workspace.get_text_document(asked.text_document.uri)
    start, end = (page.offset_at_position(at) for at in (asked.range.start, asked.range.end))
    found = ((one, drafts.place(one), drafts.fix(one)) for one in editor.draft(page).findings)
    return [
        _action(page, one, at.span, words)
        for one, at, words in found
        if at and words and at.span[0] <= end and start <= at.span[1]
    ]


def _action(page: TextDocument, one: schemas.Finding, span: schemas.Span, words: str) -> types.CodeAction:
    edit = types.TextEdit(_range(page, span), words)
    return types.CodeAction(
        tr("{code}: viết “{words}”", code=one.code, words=words),
        types.CodeActionKind.QuickFix,
        diagnostics=list(_diagnostics(page, one)),
        is_preferred=True,
        edit=types.WorkspaceEdit({page.uri: [edit]}),
    )


def _diagnostics(page: TextDocument, one: schemas.Finding) -> Iterator[types.Diagnostic]:
    """A finding at its place, with the other places that it rests on."""
    at = drafts.place(one)
    if at is None:
        return
    others = [other for other in one.passages if other is not at]
    here = [other for other in others if other.document == at.document]
    apart = [f"{other.document}:{other.line}: {other.text}" for other in others if other not in here]
    yield types.Diagnostic(
        _range(page, at.span),
        "\n".join(filter(None, (tr(one.message), tr(one.hint or ""), *apart))),
        _SEVERITIES[one.severity],
        one.code,
        source="vnlegal",
        related_information=[
            types.DiagnosticRelatedInformation(types.Location(page.uri, _range(page, other.span)), other.text)
            for other in here
        ],
    )


def _range(page: TextDocument, span: tuple[int, int]) -> types.Range:
    """Where a span stands, in the units that the editor counts in."""
    start, end = (page.client_position_at_offset(at) for at in span)
    return types.Range(start, end)
