"""build: bring a store on disk to what some files say.

The store comes to hold exactly the files given: new ones are read, changed ones read again, those no
longer given leave.  A second build changes nothing.  Work goes on in a copy (`next`), which becomes the
store in one step; the engine links its files into the copy, so that it costs next to nothing.  A build
may be killed at any moment: the next one goes on where it stopped, and readers never notice.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..corpus.ledger import Ledger, Progress
from ..corpus.tables import Documents
from ..model import Document
from . import disk
from .disk import SCHEMA
from .manifest import Manifest, made_by
from .triples import CITED, cited_quads, document_quads
from .vocabulary import GRAPH as VOCABULARY
from .vocabulary import vocabulary_quads
from .writer import Writer, open_engine

if TYPE_CHECKING:
    import pyoxigraph

Read = Callable[[Path], Document]
MADE_BY = (SCHEMA, __version__)
_MANY = 1_000_000  # quads loaded in bulk after which the engine's files are put in order


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, by path; `rebuilt` says why the store was made anew."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    unread: tuple[tuple[str, str], ...]
    graphs: int
    rebuilt: str | None = None


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    read: Read,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Bring the store to the files `paths`, each read by `read`.

    A file for which `read` raises ValueError or OSError is left out and named in the result.  Raises
    StoreError if the folder is no store or is being written.
    """
    folder = Path(store)
    with disk.writing(folder):
        return _Build(folder, sorted({str(path) for path in paths}), read, progress).run()


class _Build:
    def __init__(self, folder: Path, paths: list[str], read: Read, progress: Progress) -> None:
        self.folder, self.paths, self.read, self.progress = folder, paths, read, progress
        self.unread: list[tuple[str, str]] = []
        self.hashes = {path: digest for path in paths if (digest := self._hash(path))}

    def _hash(self, path: str) -> str | None:
        try:
            return hashlib.sha256(Path(path).read_bytes()).hexdigest()
        except OSError as error:
            self.unread.append((path, error.strerror or str(error)))
            return None

    def run(self) -> Built:
        before, rebuilt = self._before()
        if before == self.hashes and not disk.next_of(self.folder).exists() and not rebuilt:
            return self._result(before, 0, None)
        documents = Documents(self.folder / "documents.sqlite", "/".join(MADE_BY))
        self._prepare(documents)
        target = disk.next_of(self.folder)
        manifest = Manifest(target / "manifest.sqlite", documents)
        try:
            self._read_files(manifest.ledger, documents)
            manifest.ledger.settle(self.progress)
            written = self._write_graphs(manifest, target / "quads")
        finally:
            manifest.close()
            documents.close()
        disk.publish(self.folder)
        return self._result(before, written, rebuilt)

    def _before(self) -> tuple[dict[str, str], str | None]:
        """The files of the store as it is, and why it must be made anew."""
        generation = disk.current(self.folder)
        if generation is None:
            return {}, None
        schema, parser = made_by(generation / "manifest.sqlite")
        if (schema, parser) != MADE_BY:
            now = f"{MADE_BY[1]} ({MADE_BY[0]})"
            return {}, f"kho do bản {parser} ({schema}) tạo, nay là {now}: dựng lại từ đầu"
        manifest = Manifest(generation / "manifest.sqlite")
        files = manifest.ledger.files()
        manifest.close()
        return files, None

    def _prepare(self, documents: Documents) -> None:
        """Make `next`: go on with one that was left, else copy the store, else begin empty."""
        target, generation = disk.next_of(self.folder), disk.current(self.folder)
        if (target / "manifest.sqlite").exists() and made_by(target / "manifest.sqlite") == MADE_BY:
            return
        shutil.rmtree(target, ignore_errors=True)
        draft = self.folder / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        if generation and made_by(generation / "manifest.sqlite") == MADE_BY:
            open_engine(generation / "quads").backup(str(draft / "quads"))
            manifest = Manifest(generation / "manifest.sqlite")
            manifest.copy_to(draft / "manifest.sqlite")
            documents.keep_only(manifest.ledger.files().items())
        else:
            manifest = Manifest(draft / "manifest.sqlite", documents)
        manifest.close()
        draft.rename(target)

    def _read_files(self, ledger: Ledger, documents: Documents) -> None:
        """Read what is new or changed; forget what left."""
        known = ledger.files()
        ledger.drop(path for path in known if path not in self.hashes)
        todo = [path for path, digest in self.hashes.items() if known.get(path) != digest]
        for done, path in enumerate(todo, 1):
            try:
                digest = self.hashes[path]
                document = documents.get(digest, path) or self.read(Path(path))
                documents.put(digest, document)
                ledger.put(path, digest, document)
            except (ValueError, OSError) as error:
                self.unread.append((path, str(error)))
                ledger.drop([path])
            self.progress("đọc", done, len(todo))

    def _write_graphs(self, manifest: Manifest, quads: Path) -> int:
        """Write the graphs of all that was touched."""
        engine = open_engine(quads)
        written = self._write_works(manifest, engine)
        written += self._write_texts(manifest, engine)
        engine.flush()
        return written

    def _write_works(self, manifest: Manifest, engine: pyoxigraph.Store) -> int:
        """The works that are only cited; of those that the corpus holds the texts are to be written."""
        ledger, writer = manifest.ledger, Writer(engine, manifest, "work")
        total = ledger.pending("work")
        for done, iri in enumerate(ledger.all("work"), 1):
            work = ledger.work(iri)
            held = work is not None and work.in_corpus
            if work and held:
                ledger.add("text", ledger.texts_of(work))
            writer.put(iri, CITED, cited_quads(work) if work and not held else ())
            writer.done(iri)
            self.progress("ghi", done, total)
        writer.close()
        return writer.written

    def _write_texts(self, manifest: Manifest, engine: pyoxigraph.Store) -> int:
        ledger, writer = manifest.ledger, Writer(engine, manifest, "text")
        writer.put(VOCABULARY, VOCABULARY, vocabulary_quads())
        total = ledger.pending("text")
        for done, text in enumerate(ledger.all("text"), 1):
            quads = (quad for settled in ledger.copies(text) for quad in document_quads(settled))
            writer.put(text, text, quads)
            writer.done(text)
            self.progress("ghi", done, total)
        writer.close()
        if writer.loaded > _MANY:
            engine.optimize()
        return writer.written

    def _result(self, before: Mapping[str, str], written: int, rebuilt: str | None) -> Built:
        failed = {path for path, _ in self.unread}
        now = {path: digest for path, digest in self.hashes.items() if path not in failed}
        return Built(
            added=tuple(path for path in now if path not in before),
            changed=tuple(path for path in now if path in before and before[path] != now[path]),
            removed=tuple(path for path in before if path not in now),
            unchanged=sum(before.get(path) == digest for path, digest in now.items()),
            unread=tuple(self.unread),
            graphs=written,
            rebuilt=rebuilt,
        )
