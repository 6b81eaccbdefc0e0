"""Makes the pictures of docs/explorer.md from the four letters of the corpus.

python tests/screenshots.py
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

import serving
from PIL import Image
from playwright.sync_api import Page, sync_playwright

OWN = "/id/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx"
IMAGES = Path(__file__).parents[1] / "docs" / "images"
_COLOURS = 64


def _text(page: Page) -> bytes:
    page.goto(f"{OWN}?tab=noi-dung#char=306,538")
    page.wait_for_timeout(300)
    return page.screenshot()


def _lineage(page: Page) -> bytes:
    page.goto(f"{OWN}?tab=luoc-do")
    page.wait_for_timeout(300)
    return page.locator("#hinh .canvas").screenshot()


def main() -> None:
    """Make both."""
    IMAGES.mkdir(exist_ok=True)
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.running(serving.built(Path(folder) / "store")) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=address, viewport={"width": 1120, "height": 640}, locale="vi-VN")
        for name, shot in (("text", _text(page)), ("lineage", _lineage(page))):
            picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            picture.save(IMAGES / f"explorer-{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
