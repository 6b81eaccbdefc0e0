"""DOC and RTF: turned into DOCX by LibreOffice where it is installed, a separate program without network."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from .. import sandbox
from . import docx, word97
from .encodings import repair
from .frame import Reading, Refusal

_BOUNDS = sandbox.Bounds(megabytes=2048, seconds=90.0, network="local", output=1 << 20)
_MISSING = "cần LibreOffice: apt-get install libreoffice-writer"
# No links followed, no macros run, and a proxy that is not there for whatever would still go out.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""  # noqa: E501


@cache
def program() -> str | None:
    """Where LibreOffice is, or None."""
    return sandbox.where("soffice") or sandbox.where("libreoffice")


def to_docx(data: bytes, suffix: str) -> bytes:
    """The document as DOCX; Refusal where LibreOffice is missing or gives up."""
    path = program()
    if path is None:
        raise Refusal(_MISSING)
    with tempfile.TemporaryDirectory(prefix="vnlegal-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        Path(folder, f"a{suffix}").write_bytes(data)
        _run(path, folder, f"a{suffix}")
        made = Path(folder, "a.docx")
        if not made.exists():
            raise Refusal("LibreOffice không đọc được tệp này")
        return made.read_bytes()


def _run(path: str, folder: str, name: str) -> None:
    command = [path, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    command += ["--convert-to", "docx", "--outdir", folder, str(Path(folder, name))]
    quiet = {"HOME": folder, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    quiet |= {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    try:
        sandbox.run(command, b"", _BOUNDS, quiet)
    except sandbox.EndedError as error:
        raise Refusal(f"LibreOffice quá {_BOUNDS.seconds:g} giây cho một tệp") from error


def read_doc(data: bytes) -> Reading:
    """A Word 97–2003 file, by LibreOffice or, without it, by its pieces of text."""
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        raise Refusal("tệp có mật khẩu")
    try:
        own = _repaired(word97.read(data))
    except Refusal:
        return docx.read(to_docx(data, ".doc"))
    if program() is None:
        return own
    try:
        converted = docx.read(to_docx(data, ".doc"))
    except Refusal:
        return own
    # LibreOffice counts automatic numbers, but it loses some tables: then the pieces are nearer to the page.
    return own if _cells(converted) < 0.7 * _cells(own) else converted


def _cells(reading: Reading) -> int:
    return reading.text.count("|\n")


def _repaired(reading: Reading) -> Reading:
    """Letters of an old encoding put right; a text that needs it has no locators to move."""
    again = repair(reading.text)
    return again._replace(findings=(*reading.findings, *again.findings))


def read_rtf(data: bytes) -> Reading:
    """Rich text, by LibreOffice."""
    return docx.read(to_docx(data, ".rtf"))
