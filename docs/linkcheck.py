"""The links of the built site: every page, anchor and file they name must be there.

python docs/linkcheck.py build/docs

Links that lead out of it are asked for only where there is a network.  What is broken is listed, and ends
it with status 1.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag
from urllib.request import Request, urlopen

_SECONDS = 15
# Names of things, not of pages; and addresses that the examples make up.
_NO_PAGES = ("https://w3id.org/vnlegal/", "http://localhost", "http://127.0.0.1")
_REFUSALS = {401, 403, 405, 429}  # The page is there; it does not want to be asked by a program.


class Page(HTMLParser):
    """Anchors and links of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the tag names."""
        given = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := given.get(name))}
        self.links += [value for name in ("href", "src") if (value := given.get(name))]


def broken(site: Path) -> Iterator[str]:
    """Links inside a site that lead nowhere."""
    pages = {path: Page(path) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        for link in dict.fromkeys(page.links):
            target, anchor = urldefrag(link)
            if ":" in target.partition("/")[0] or target.startswith("//"):
                continue
            there = (path.parent / unquote(target.partition("?")[0])).resolve() if target else path
            known = pages.get(there)
            if not there.exists() or (anchor and known and unquote(anchor) not in known.anchors):
                yield f"{path.relative_to(site)}: {link}"


def outside(site: Path) -> list[str]:
    """Addresses on the web that a site links to."""
    links = {urldefrag(link)[0] for path in site.rglob("*.html") for link in Page(path).links}
    return sorted(one for one in links if one.startswith("http") and not one.startswith(_NO_PAGES))


def answer(address: str) -> str | None:
    """Why a page on the web cannot be had; None if it can."""
    try:
        request = Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})
        with urlopen(request, timeout=_SECONDS):
            return None
    except HTTPError as error:
        return None if error.code in _REFUSALS else str(error)
    except (OSError, ValueError) as error:
        return str(error)


def online() -> bool:
    """Whether there is a network."""
    try:
        with socket.create_connection(("www.w3.org", 443), timeout=5):
            return True
    except OSError:
        return False


def main(folder: str) -> int:
    """Print what is broken; 1 if anything is."""
    site = Path(folder).resolve()
    wrong = list(broken(site))
    asked = outside(site)
    if online():
        with ThreadPoolExecutor(8) as pool:
            wrong += [f"{one}: {why}" for one, why in zip(asked, pool.map(answer, asked), strict=True) if why]
    else:
        print(f"no network: {len(asked)} links to other sites not asked for")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{len(list(site.rglob('*.html')))} pages, {len(wrong)} broken links")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
