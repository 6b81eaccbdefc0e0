"""Coverage-guided fuzz of `parse` and of the readers of files, with atheris (`pip install atheris`).

    python tests/fuzz/atheris_parse.py -max_total_time=300              pages, as text
    python tests/fuzz/atheris_parse.py --bytes -max_total_time=300      files, as bytes

Further options are those of libFuzzer; the pages of the tests and the seeds are the first inputs.  A page
that fails is written to the folder it runs in (`crash-…`); move it to `seeds/` with a name that says what
is wrong with it.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
if str(TESTS) not in sys.path:  # pytest has put it there; a script must
    sys.path.insert(0, str(TESTS))


def one_page(data: bytes) -> None:
    """Parse a page and hold it to the oracle; raises if something is wrong with it."""
    from fuzz.run import problems

    found = [one for one in problems(data.decode("utf-8", "replace")[:4000], whole=False) if not _known(one)]
    if found:
        raise RuntimeError("; ".join(found))


def one_file(data: bytes) -> None:
    """Decode a file in this process and parse it; refusals are answers."""
    from vnlegal import formats
    from vnlegal.formats.frame import Refusal

    for one in formats.FORMATS:
        if one.name in ("văn bản thuần", "Markdown", "HTML", "DOCX", "edXML") and one.sniff(data, ""):
            try:
                text = one.read(data).text
            except (Refusal, UnicodeDecodeError):
                return
            one_page(text.encode("utf-8", "replace"))
            return


def _known(problem: str) -> bool:
    """Whether a fault is one that the tests keep in sight."""
    from test_fuzz import KNOWN

    from fuzz.run import kind

    return kind(problem) in {fault for fault, _ in KNOWN.values()}


def corpus() -> str:
    """A folder with the pages that the fuzz begins with."""
    from fuzz.run import pages, seeds

    folder = Path(tempfile.mkdtemp(prefix="vnlegal-atheris-"))
    for number, page in enumerate(pages()):
        (folder / f"{number}.txt").write_text(page[:4000], "utf-8")
    for path in seeds():
        (folder / path.name).write_bytes(path.read_bytes())
    return str(folder)


def main() -> None:
    """Run until libFuzzer's options say stop."""
    atheris = importlib.import_module("atheris")
    arguments = [one for one in sys.argv if one != "--bytes"]
    target: Callable[[bytes], None] = one_file if "--bytes" in sys.argv else one_page
    with atheris.instrument_imports(include=["vnlegal"]):
        importlib.import_module("vnlegal.document")
        importlib.import_module("vnlegal.formats")
    importlib.import_module("fuzz.run")
    atheris.Setup([*arguments, corpus()], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
