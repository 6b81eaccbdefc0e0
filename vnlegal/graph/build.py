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
from ..corpus import Corpus
from ..model import Document
from ..notation import iris
from . import disk
from .disk import SCHEMA, StoreError
from .manifest import Manifest
from .terms import Quad, to_nquads
from .triples import CITED, cited_quads, document_quads

if TYPE_CHECKING:
    import pyoxigraph

Read = Callable[[Path], Document]
Progress = Callable[[str, int, int], None]


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
        self._prepare()
        target = disk.next_of(self.folder)
        manifest = Manifest(target / "manifest.sqlite")
        try:
            self._read_files(manifest)
            written = self._write_graphs(manifest, target / "quads")
        finally:
            manifest.close()
        disk.publish(self.folder)
        return self._result(before, written, rebuilt)

    def _before(self) -> tuple[dict[str, str], str | None]:
        """The files of the store as it is, and why it must be made anew."""
        generation = disk.current(self.folder)
        if generation is None:
            return {}, None
        manifest = Manifest(generation / "manifest.sqlite", published=True)
        files, made_by = manifest.files(), manifest.made_by
        manifest.close()
        if made_by == (SCHEMA, __version__):
            return files, None
        return (
            {},
            f"kho do bản {made_by[1]} ({made_by[0]}) tạo, nay là {__version__} ({SCHEMA}): dựng lại từ đầu",
        )

    def _prepare(self) -> None:
        """Make `next`: go on with one that was left, else copy the store, else begin empty."""
        target, generation = disk.next_of(self.folder), disk.current(self.folder)
        if (target / "manifest.sqlite").exists() and _made_by(target) == (SCHEMA, __version__):
            return
        shutil.rmtree(target, ignore_errors=True)
        draft = self.folder / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        if generation and _made_by(generation) == (SCHEMA, __version__):
            _engine(generation / "quads").backup(str(draft / "quads"))
            manifest = Manifest(generation / "manifest.sqlite", published=True)
            manifest.copy_to(draft / "manifest.sqlite")
            manifest.close()
        else:
            Manifest(draft / "manifest.sqlite").close()
        draft.rename(target)

    def _read_files(self, manifest: Manifest) -> None:
        """Read what is new or changed; forget what left."""
        known = manifest.files()
        manifest.drop_files(path for path in known if path not in self.hashes)
        todo = [path for path, digest in self.hashes.items() if known.get(path) != digest]
        for done, path in enumerate(todo, 1):
            try:
                manifest.put_file(path, self.hashes[path], self.read(Path(path)))
            except (ValueError, OSError) as error:
                self.unread.append((path, str(error)))
                manifest.drop_files([path])
            self.progress("đọc", done, len(todo))

    def _write_graphs(self, manifest: Manifest, quads: Path) -> int:
        """Write the graphs that differ from what the store holds, each in one transaction."""
        engine, known = _engine(quads), dict(manifest.graphs())
        corpus = Corpus.of(manifest.documents())
        written = 0
        texts: dict[str, list[Document]] = {}
        for document in corpus.documents:
            texts.setdefault(iris.text(document.source), []).append(document)
        for done, (name, copies) in enumerate(texts.items(), 1):
            quads_of_text = (quad for document in copies for quad in document_quads(corpus, document))
            written += _put(engine, manifest, known, name, name, quads_of_text)
            self.progress("ghi", done, len(texts))
        for work in corpus.works:
            if not work.in_corpus:
                written += _put(engine, manifest, known, work.iri, CITED, cited_quads(work))
        for name in known:
            _replace(engine, name, CITED if "/doc/" in name else name, "")
            manifest.drop_graph(name)
        engine.flush()
        del engine
        return written + len(known)

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


def _made_by(generation: Path) -> tuple[str, str]:
    manifest = Manifest(generation / "manifest.sqlite")
    made_by = manifest.made_by
    manifest.close()
    return made_by


def _engine(path: Path) -> pyoxigraph.Store:
    import pyoxigraph

    try:
        return pyoxigraph.Store(str(path))
    except OSError as error:
        raise StoreError(f"{path}: không mở được kho ({error})") from error


def _put(
    engine: pyoxigraph.Store,
    manifest: Manifest,
    known: dict[str, str],
    name: str,
    graph: str,
    quads: Iterable[Quad],
) -> int:
    """Write the quads kept under `name` if they changed; what remains in `known` at the end has left."""
    text = to_nquads(quads)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if known.pop(name, None) == digest:
        return 0
    _replace(engine, name, graph, text)
    manifest.put_graph(name, digest)
    return 1


def _replace(engine: pyoxigraph.Store, name: str, graph: str, nquads: str) -> None:
    """Replace, in one transaction, a text's graph or a work's part of the graph of cited works."""
    where = "?s" if name == graph else f"<{name}>"
    delete = f"DELETE WHERE {{ GRAPH <{graph}> {{ {where} ?p ?o }} }}"
    lines = [line.rsplit(" <", 1)[0] for line in nquads.splitlines()]
    insert = f";\nINSERT DATA {{ GRAPH <{graph}> {{\n{' .'.join(lines)}\n}} }}" if lines else ""
    engine.update(delete + insert)
