"""The language server as an editor meets it: pygls's own client over stdin and stdout; and what it tells."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import serving

pytest.importorskip("pygls")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from vnlegal.checks.settings import Settings
from vnlegal.serve.drafts import Manuscript, offers, told
from vnlegal.serve.shelf import Shelf

# A letter of many lines; the emoji counts two in the units of an editor.
LETTER = """\
ỦY BAN NHÂN DÂN
TỈNH KON TUM

Số: 1071/UBND-KGVX

Kon Tum, ngày 05 tháng 4 năm 2021

Kính gửi: Sở Tư pháp.

😀 Thực hiện Nghị định số 127/2007/ND-CP ngày 01 tháng 8 năm 2007 của Chính phủ về văn bản mẫu và khoản 1
điều 2 của Nghị định này; Nghị định số 127/2007/NĐ-CP ngày 28 tháng 12 năm 2007 của Chính phủ còn hiệu lực.
Căn cứ Luật Đất đai năm 2013./.
"""
LINES = LETTER.splitlines()
URI = "file:///x/a.txt"


class Client(LanguageClient):
    """An editor that keeps what it is told; `told` waits for the next findings."""

    def __init__(self) -> None:
        super().__init__("an-editor", "1")
        self.said: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def published(client: Client, given: types.PublishDiagnosticsParams) -> None:
            client.said.put_nowait(given)

    async def told(self) -> types.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.said.get(), 60)


def _driven(folder: Path, drive: Callable[[Client], Awaitable[None]], *arguments: str) -> None:
    """A server started in a folder, as `vnlegal lsp` is, and what an editor does with it."""

    async def session() -> None:
        client = Client()
        command = ["-P", "-m", "vnlegal", "--lang", "vi", "lsp", *arguments]
        await client.start_io(sys.executable, *command, cwd=folder)
        await client.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri())
        )
        client.initialized(types.InitializedParams())
        await drive(client)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(session())


def _open(client: Client, text: str) -> None:
    item = types.TextDocumentItem(URI, "plaintext", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


def _at(words: str, line: str | None = None) -> types.Position:
    """Where words begin, counted in units of UTF-16, as editors count."""
    number = next(i for i, one in enumerate(LINES) if (line or words) in one)
    before = LINES[number].partition(words)[0]
    return types.Position(number, len(before.encode("utf-16-le")) // 2)


def _words(text: str, where: types.Range) -> str:
    line = text.splitlines()[where.start.line].encode("utf-16-le")
    return line[where.start.character * 2 : where.end.character * 2].decode("utf-16-le")


ID = types.TextDocumentIdentifier(URI)


def test_an_editor_is_told_while_somebody_writes(tmp_path: Path) -> None:
    """Findings, hover, completion and a quick fix; nothing of the folder is executed, its settings hold."""
    (tmp_path / "vnlegal.toml").write_text('[check]\nignore = ["VL401"]\nnotes = true\n', "utf-8")
    for name in ("regex", "pygls", "vnlegal", "msgspec"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit\n")

    async def drive(client: Client) -> None:
        _open(client, LETTER)
        found = (await client.told()).diagnostics
        by_code = {one.code: one for one in found}
        assert set(by_code) == {"VL105", "VL202", "VL502"}
        unclean, differs = by_code["VL105"], by_code["VL202"]
        assert _words(LETTER, unclean.range) == "127/2007/ND-CP"
        assert _words(LETTER, differs.range) == "ngày 28 tháng 12 năm 2007"
        assert differs.severity == types.DiagnosticSeverity.Error
        (other,) = differs.related_information or ()
        assert _words(LETTER, other.location.range) == "ngày 01 tháng 8 năm 2007"

        context = types.CodeActionContext([unclean])
        actions = await client.text_document_code_action_async(
            types.CodeActionParams(ID, unclean.range, context)
        )
        (fix,) = (one for one in actions or () if isinstance(one, types.CodeAction))
        assert fix.kind == types.CodeActionKind.QuickFix
        assert fix.edit
        (edit,) = (fix.edit.changes or {})[URI]
        assert isinstance(edit, types.TextEdit)
        assert (_words(LETTER, edit.range), edit.new_text) == ("127/2007/ND-CP", "127/2007/NĐ-CP")

        hover = await client.text_document_hover_async(types.HoverParams(ID, _at("Đất đai năm 2013")))
        assert hover
        assert hover.contents == types.MarkupContent(
            types.MarkupKind.PlainText,
            "Luật Đất đai số 45/2013/QH13\ncó hiệu lực từ ngày 01/07/2014\n"
            "hết hiệu lực: đến hết ngày 31/07/2024, do Luật Đất đai số 31/2024/QH15",
        )
        assert await client.text_document_hover_async(types.HoverParams(ID, _at("Kính gửi"))) is None

        change = types.TextDocumentContentChangePartial(edit.range, edit.new_text)
        last = len(LINES)
        typed = types.Range(types.Position(last, 0), types.Position(last, 0))
        more = types.TextDocumentContentChangePartial(typed, "Theo Nghị định số 127/2007/N")
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), [change, more])
        )
        after = await client.told()
        assert after.version == 2
        assert "VL105" not in {one.code for one in after.diagnostics}

        offered = await client.text_document_completion_async(
            types.CompletionParams(ID, types.Position(last, len("Theo Nghị định số 127/2007/N")))
        )
        assert isinstance(offered, types.CompletionList)
        (item,) = offered.items
        full = "Nghị định số 127/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ về văn bản mẫu"
        assert item.label.startswith(full[:60])
        assert isinstance(item.text_edit, types.TextEdit)
        assert item.text_edit.range.start == types.Position(last, len("Theo "))

        client.text_document_did_close(types.DidCloseTextDocumentParams(ID))
        assert not (await client.told()).diagnostics

    _driven(tmp_path, drive)
    assert not (tmp_path / "ran").exists()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf.open(serving.built(tmp_path_factory.mktemp("lsp") / "store"))


def test_a_store_tells_what_a_citation_is_and_whether_it_agrees(shelf: Shelf) -> None:
    text = (
        "Theo Công văn số 1906/VPCP-KGVX ngày 24/3/2021 của Văn phòng Chính phủ và Luật Đất đai năm 2013.\n"
    )
    draft = Manuscript.of(text, shelf, Settings())
    (differs,) = (one for one in draft.findings if one.code == "VL202")
    assert text[slice(*differs.passages[0].span)] == "ngày 24/3/2021"
    letter = draft.at(text.index("1906"))
    assert letter
    said = list(told(letter, shelf, date(2026, 1, 1)))
    assert said[0].startswith("Công văn số 1906/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn phòng Chính phủ ")
    assert said[1:] == ["hiệu lực ngày 01/01/2026: Chưa rõ", "đối chiếu: khác nhau"]
    law = draft.at(text.index("Luật"))
    assert law
    assert next(told(law, shelf, date(2026, 1, 1))) == "Luật Đất đai số 45/2013/QH13"
    assert draft.at(0) is None


def test_what_is_begun_goes_on_as_the_first_citation(shelf: Shelf) -> None:
    line = "Thực hiện Công văn số 1906/VPCP"
    (full,) = offers(Manuscript(""), shelf, line).words
    assert offers(Manuscript(""), shelf, line).start == len("Thực hiện ")
    assert full.startswith("Công văn số 1906/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn phòng Chính phủ ")
    assert offers(Manuscript(""), shelf, "Thực hiện Nghị định số 1906/VPCP").words == ()
    now, before = "Luật Đất đai số 31/2024/QH15", "Luật Đất đai số 45/2013/QH13"
    laws = offers(Manuscript(""), None, "Căn cứ Luật Đất")
    assert (laws.start, laws.words[:2]) == (len("Căn cứ "), (now, before))
    assert offers(Manuscript(""), None, "Căn cứ Luật Đất đai số 45/2013/Q").words == (before,)
    assert offers(Manuscript(""), None, "Kính gửi: Sở Tư pháp").words == ()
    assert offers(Manuscript(""), None, "").words == ()


def test_settings_by_path_hold_and_notes_are_shown_if_asked_for() -> None:
    text = "Số: 05/UBND\n\nNơi nhận:\n- Như trên;\n- TTgCP (đề b/c);\n"
    assert Manuscript.of(text, None, Settings()).findings == ()
    assert "VL602" in {one.code for one in Manuscript.of(text, None, Settings(notes=True)).findings}
    assert Manuscript.of(text, None, Settings(notes=True, ignore=("VL",))).findings == ()


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    def run(code: str) -> tuple[int, str]:
        main = "from vnlegal.cli import main; raise SystemExit(main(['lsp', *sys.argv[1:]]))"
        command: list[Any] = [sys.executable, "-P", "-c", f"import sys; {code}; {main}", "--store", tmp_path]
        ran = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
        return ran.returncode, ran.stderr

    status, said = run("sys.modules['pygls'] = sys.modules['lsprotocol'] = None")
    assert (status, "pip install 'vnlegal[lsp]'" in said) == (2, True)
    status, said = run("pass")
    assert (status, "không phải kho" in said) == (3, True)
