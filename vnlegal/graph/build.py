"""build: bring a store on disk to what some files say.

The store comes to hold exactly the files given: new ones are read, changed ones read again, those no
longer given leave.  A second build changes nothing.  Work goes on in a copy (`next`), which becomes the
store in one step; the engine links its files into the copy, so that it costs next to nothing.  A build
may be killed at any moment: the next one goes on where it stopped, and readers never notice.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .. import __version__
from ..corpus.desk import at_desk
from ..corpus.ledger import Ledger, Progress
from ..corpus.reading import Read, Taken, Wanted, reading
from ..corpus.sharing import Lost, Share, in_turn, whole
from ..corpus.stamps import Stamps
from ..corpus.tables import Documents
from ..formats import UnreadableFile, contents, shown, told_beside
from ..notation.iris import text_in
from . import disk
from .disk import SCHEMA
from .engines import Pyoxigraph
from .homes import VOCABULARY
from .kept import ALL, TOUCHED, keep, note
from .manifest import Manifest, made_by
from .packing import MOST, pack, restore
from .pieces import text_graph, work_graphs
from .provisions import Extent
from .replacing import clear, prune
from .vocabulary import stored_vocabulary
from .writer import LOADERS, Writer, open_engine

if TYPE_CHECKING:
    import pyoxigraph

T = TypeVar("T")
MADE_BY = (SCHEMA, __version__)
_EXTENTS: Mapping[Extent, str] = {
    "documents": "chỉ có văn bản",
    "between": "có điều khoản",
    "all": "có điều khoản và viện dẫn trong từng văn bản",
}
_AT_ONCE = 25  # files kept in one transaction
_WORKS = 50  # works in one piece of work: one is too little to be handed about
_MANY = MOST  # quads loaded in bulk after which the engine puts its files in order: it is not packed


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
    share: Share = in_turn,
    loaders: int = LOADERS,
    beside: Callable[[str], str] = lambda path: "",
    *,
    shared: bool = False,
    extent: Extent = "between",
    trust_dates: bool = True,
) -> Built:
    """Bring the store to the files `paths`, each read by `read`.

    `beside` tells what `read` knows of a file beside its bytes: the file is read again where that changes.

    `share` shares the work out (`bulk`); `loaders` threads load quads, none leaves that to the caller's.

    `extent` says which provisions are written too, and which references to them; a store that was built
    otherwise is made anew.

    A file whose size and date are as they were is taken as unchanged, unless not to `trust_dates`.

    A file that `read` cannot read, or in which a process dies, is left out and named in the result.  A store
    that is damaged is made again from the files.  Only the owner may read what is written, unless `shared`.
    Raises StoreError if the folder is no store, is being written, or if the disk is full.
    """
    folder = Path(store)
    places = {shown(path): path if isinstance(path, Path) else Path(path) for path in paths}
    begin = partial(_Build, folder, places, read, progress, share, loaders, beside, extent, trust_dates)
    with disk.writing(folder, shared):
        try:
            with disk.blaming(folder):
                return begin().run()
        except disk.DamagedStoreError as error:
            disk.clear(folder)
            with disk.blaming(folder):
                return replace(begin().run(), rebuilt=f"{error}: dựng lại từ đầu")


def _hash(place: Path, told: str) -> str:
    """The hash of a file's bytes and of what is told beside them; raises UnreadableFile."""
    return hashlib.sha256(contents(place) + told.encode()).hexdigest()


class _Build:
    def __init__(
        self,
        folder: Path,
        paths: Mapping[str, Path],
        read: Read,
        progress: Progress,
        share: Share,
        loaders: int,
        beside: Callable[[str], str],
        extent: Extent,
        trust_dates: bool,
    ) -> None:
        self.extent = extent
        self.made_by = (*MADE_BY, extent)
        self.loaders, self.beside = loaders, beside
        self.folder, self.paths, self.read, self.progress, self.share = folder, paths, read, progress, share
        self.unread: list[tuple[str, str]] = []
        self.stamps = Stamps(folder / "documents.sqlite", trusted=trust_dates)
        self.hashes = {path: digest for path in sorted(paths) if (digest := self._hash(path))}

    def _hash(self, path: str) -> str | None:
        place = self.paths[path]
        try:
            told = told_beside(place) + self.beside(path)
            return self.stamps.hash(path, place, told, partial(_hash, place, told))
        except UnreadableFile as error:
            self.unread.append((path, error.reason))
            return None

    def run(self) -> Built:
        before, rebuilt = self._before()
        if before == self.hashes and not disk.next_of(self.folder).exists() and not rebuilt:
            disk.sweep(self.folder)
            self.stamps.keep()
            return self._result(before, 0, None)
        documents = Documents(self.folder / "documents.sqlite", "/".join(MADE_BY))
        target = disk.next_of(self.folder)
        restore(target / "quads")
        self.fresh = not before
        self._prepare(documents)
        manifest = Manifest(target / "manifest.sqlite", documents, self.made_by[2])
        try:
            self._read_files(manifest.ledger, documents)
            manifest.ledger.settle(self.progress, self.share)
            written = self._write_graphs(manifest, target / "quads")
            if self.fresh:
                pack(target / "quads")
            keep(manifest, partial(Pyoxigraph.read_only, target / "quads"))
            if self.fresh:
                manifest.compact()
        finally:
            manifest.close()
            documents.close()
        self.stamps.keep()
        disk.publish(self.folder)
        return self._result(before, written, rebuilt)

    def _before(self) -> tuple[dict[str, str], str | None]:
        """The files of the store as it is, and why it must be made anew."""
        generation = disk.current(self.folder)
        if generation is None:
            return {}, None
        path = generation / "manifest.sqlite"
        with disk.blaming(path):
            schema, parser, extent = made_by(path)
        if (schema, parser) != MADE_BY:
            now = f"{MADE_BY[1]} ({MADE_BY[0]})"
            return {}, f"kho do bản {parser} ({schema}) tạo, nay là {now}: dựng lại từ đầu"
        if extent != self.made_by[2]:
            return {}, f"kho nay {_EXTENTS[self.extent]}: dựng lại từ đầu"
        with disk.blaming(path):
            manifest = Manifest(path)
            files = manifest.ledger.files()
            manifest.close()
        with disk.blaming(generation / "quads"):
            Pyoxigraph.read_only(generation / "quads")
        with disk.blaming(self.folder / "documents.sqlite"):
            Documents(self.folder / "documents.sqlite").check()
        return files, None

    def _prepare(self, documents: Documents) -> None:
        """Make `next`: go on with one that was left, else copy the store, else begin empty."""
        target, generation = disk.next_of(self.folder), disk.current(self.folder)
        if (target / "manifest.sqlite").exists() and made_by(target / "manifest.sqlite") == self.made_by:
            return
        shutil.rmtree(target, ignore_errors=True)
        draft = self.folder / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        if generation and made_by(generation / "manifest.sqlite") == self.made_by:
            open_engine(generation / "quads").backup(str(draft / "quads"))
            shutil.copyfile(generation / "manifest.sqlite", draft / "manifest.sqlite")
            manifest = Manifest(generation / "manifest.sqlite")
            documents.keep_only(manifest.ledger.files().items())
        else:
            manifest = Manifest(draft / "manifest.sqlite", documents, self.made_by[2])
        manifest.close()
        draft.rename(target)

    def _read_files(self, ledger: Ledger, documents: Documents) -> None:
        """Read what is new or changed; forget what left."""
        known = ledger.files()
        ledger.drop(path for path in known if path not in self.hashes)
        new = (one for one in self.hashes.items() if known.get(one[0]) != one[1])
        todo = [Wanted(path, digest, self.paths[path]) for path, digest in new]
        results = self.share(partial(reading, self.read, documents.path), todo)
        counted = self._counted("đọc", results, len(todo))
        while batch := list(islice(counted, _AT_ONCE)):
            self._take(batch, ledger, documents)

    def _take(self, batch: list[tuple[Wanted, Taken | Lost]], ledger: Ledger, documents: Documents) -> None:
        """Keep what was read, and name what was not."""
        taken = [(one, found) for one, found in batch if isinstance(found, Taken)]
        documents.put_all((one.sha256, one.path, kept.document) for one, kept in taken if kept.document)
        ledger.put_all((one.path, one.sha256, kept.entry) for one, kept in taken)
        lost = [(one.path, found.reason) for one, found in batch if isinstance(found, Lost)]
        ledger.drop(path for path, _ in lost)
        self.unread += lost

    def _counted(self, stage: str, results: Iterable[T], total: int) -> Iterator[T]:
        for done, result in enumerate(results, 1):
            yield result
            self.progress(stage, done, total)

    def _write_graphs(self, manifest: Manifest, quads: Path) -> int:
        """Write the graphs of all that was touched."""
        engine = open_engine(quads)
        self._clear(manifest, engine)
        written = self._write_works(manifest, engine)
        written += self._write_texts(manifest, engine)
        unneeded = list(manifest.ledger.all("provision"))
        prune(engine, unneeded)
        manifest.ledger.done("provision", unneeded, {})
        engine.flush()
        return written

    def _clear(self, manifest: Manifest, engine: pyoxigraph.Store) -> None:
        """Take out what a killed build has begun to write."""
        begun = manifest.begun()
        manifest.ledger.add("provision", clear(engine, begun))
        manifest.ledger.add(TOUCHED, [ALL] if begun or self.fresh else [])
        note(manifest, {one: {} for one in begun if text_in(one) == one})
        manifest.ledger.done("", (), dict.fromkeys(begun))

    def _write_works(self, manifest: Manifest, engine: pyoxigraph.Store) -> int:
        """What is known of each work; of those that the corpus holds the texts are to be written."""
        ledger, writer = manifest.ledger, Writer(engine, manifest, "work", self.loaders, self.fresh)
        todo = list(ledger.all("work"))
        pieces = [tuple(todo[at : at + _WORKS]) for at in range(0, len(todo), _WORKS)]
        results = self.share(partial(at_desk, ledger.place, work_graphs), pieces)
        for _, graphs in self._counted("gom", whole(results), len(pieces)):
            ledger.add("text", [text for _, _, texts in graphs for text in texts])
            for iri, nquads, _ in graphs:
                writer.put(iri, nquads)
                writer.done(iri)
        writer.close()
        return writer.written

    def _write_texts(self, manifest: Manifest, engine: pyoxigraph.Store) -> int:
        ledger, writer = manifest.ledger, Writer(engine, manifest, "text", self.loaders, self.fresh)
        writer.put(VOCABULARY, stored_vocabulary())
        todo = list(ledger.all("text"))
        graph = partial(text_graph, extent=self.extent)
        results = self.share(partial(at_desk, ledger.place, graph), todo)
        for text, piece in self._counted("ghi", whole(results), len(todo)):
            writer.put(text, piece.nquads, piece.given)
            writer.done(text)
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
