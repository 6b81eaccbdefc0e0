"""N-Quads in many files, as `spark` writes them, into a store to be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from ..graph import disk
from ..graph.manifest import stamp
from ..graph.writer import open_engine
from ..language import SaidError


class NoQuadsError(SaidError):
    """There is nothing to load, or it is no N-Quads; the message says what."""


def load(
    shards: Iterable[Path], store: str | Path, progress: Callable[[str, int, int], None] = lambda *_: None
) -> None:
    """Make a store of N-Quads files, or of the files of folders; raises NoQuadsError or StoreError.

    It is published in one step, when all is loaded.  A later `build` into it begins anew, since the store
    then has no tables that say which file gave what.
    """
    from pyoxigraph import RdfFormat

    folder = Path(store)
    files = [one for path in shards for one in (sorted(_inside(path)) if path.is_dir() else [path])]
    if not files:
        raise NoQuadsError("không có tệp N-Quads nào")
    with disk.writing(folder):
        target = disk.next_of(folder)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        engine = open_engine(target / "quads")
        for done, path in enumerate(files, 1):
            try:
                engine.bulk_load(path=str(path), format=RdfFormat.N_QUADS, lenient=True)
            except (OSError, SyntaxError) as error:
                raise NoQuadsError(f"{path}: {error}") from error
            progress("nạp", done, len(files))
        engine.optimize()
        engine.flush()
        del engine
        stamp(target / "manifest.sqlite", "N-Quads")
        disk.publish(folder)


def _inside(folder: Path) -> Iterable[Path]:
    return (path for path in folder.iterdir() if path.is_file() and path.name[0] not in "._")
