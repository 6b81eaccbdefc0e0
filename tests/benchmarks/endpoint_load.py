"""Many clients at once at the explorer: right answers, no mistakes of ours, and how long they wait.

    python tests/benchmarks/endpoint_load.py [STORE] [--clients 50] [--seconds 30]
    python tests/benchmarks/endpoint_load.py [STORE] --heavy 8       beside so many cross products

Every client asks all kinds of things in an order of its own: SPARQL in each shape, named questions, look-ups,
texts to check, questions that must be refused and questions that must be cut.  What each of them must get is
asked once, alone, before; an answer is wrong if it differs by a byte.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

_PREFIXES = "PREFIX vnl: <https://w3id.org/vnlegal/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_TEXT = "Căn cứ Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ và Công văn số 1906/VPCP-KGVX."


@dataclass(frozen=True)
class Request:
    """One thing to ask."""

    name: str
    path: str
    accept: str = "*/*"
    body: str = ""
    kind: str = ""
    status: int = 200


def _sparql(name: str, query: str, accept: str, status: int = 200, post: bool = False) -> Request:
    asked = urlencode({"query": query})
    if post:
        return Request(name, "/sparql", accept, asked, "application/x-www-form-urlencoded", status)
    return Request(name, f"/sparql?{asked}", accept, status=status)


def _question(name: str, **given: str) -> Request:
    return Request(f"question {name}", f"/sparql?{urlencode({'question': name, **given})}", "text/csv")


_PAIR = "?x vnl:implements ?y . ?x rdfs:label ?a . ?y rdfs:label ?b"
_JOIN = f"{_PREFIXES} SELECT ?a ?b {{ {_PAIR} }} LIMIT 100"
_ALL = f"{_PREFIXES} SELECT ?label {{ ?work rdfs:label ?label }} LIMIT 1000"


def _requests(work: str) -> tuple[Request, ...]:
    """All kinds of things to ask, of a work of the store where one is needed."""
    about = urlencode({"work": work})
    return (
        _sparql("join, JSON", _JOIN, "application/sparql-results+json"),
        _sparql("join, XML, posted", _JOIN, "application/sparql-results+xml", post=True),
        _sparql("1,000 rows, CSV", _ALL, "text/csv"),
        _sparql("1,000 rows, TSV", _ALL, "text/tab-separated-values"),
        _sparql("ASK", f"{_PREFIXES} ASK {{ ?x vnl:implements ?y }}", "*/*"),
        _sparql("graph", f"DESCRIBE <{work}>", "text/turtle"),
        _sparql("SERVICE", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "*/*", 400),
        _sparql("update", "CLEAR ALL", "*/*", 400, post=True),
        _question("implements", work=work),
        _question("lineage-evidence", work=work),
        _question("bodies"),
        Request("search", "/api/search?q=50%2Fnq-cp"),
        Request("lineage", f"/api/lineage?{about}"),
        Request("status", f"/api/status?{about}&on=2021-01-01"),
        Request("no such document", "/api/document?work=99999%2FNQ-XX", status=404),
        Request("check", "/api/check", body=_TEXT, kind="text/plain"),
        Request("page", f"/sparql?question=implements&{about}", "text/html"),
    )


@dataclass
class Load:
    """What came of it: how many answers, which were wrong or mistakes of ours, seconds of each by kind."""

    answers: int = 0
    wrong: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def at(self, share: float, name: str | None = None) -> float:
        """The time within which a share of the answers came."""
        times = sorted(t for key, all_ in self.seconds.items() if name in (None, key) for t in all_)
        return times[min(int(share * len(times)), len(times) - 1)] if times else 0.0


class _Client:
    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)

    def ask(self, one: Request) -> tuple[int, bytes]:
        """Status and body of an answer."""
        headers = {"Accept": one.accept} | ({"Content-Type": one.kind} if one.kind else {})
        body = one.body.encode() if one.body else None
        self._connection.request("POST" if body else "GET", one.path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def run(site: str, clients: int, seconds: float, each: int | None = None) -> Load:
    """Let clients ask for some time, or each so many things."""
    alone = _Client(site)
    found = json.loads(alone.ask(Request("", "/api/search?held=true&size=1&order=newest"))[1])
    requests = _requests(found["works"][0]["iri"])
    right = {one: alone.ask(one) for one in requests}
    odd = [f"{one.name}: {right[one][0]}" for one in requests if right[one][0] != one.status]
    if odd:
        return Load(errors=tuple(odd))
    load, lock = Load(), threading.Lock()
    until = time.monotonic() + seconds

    def work(seed: int) -> None:
        order, client = random.Random(seed), _Client(site)
        for one in islice(iter(lambda: order.choice(requests), None), each):
            if time.monotonic() >= until:
                return
            begin = time.monotonic()
            try:
                got = client.ask(one)
            except OSError as error:
                got = (0, str(error).encode())
            took = time.monotonic() - begin
            with lock:
                load.answers += 1
                load.seconds.setdefault(one.name, []).append(took)
                if got[0] != one.status:
                    load.errors += (f"{one.name}: {got[0]} {got[1][:80]!r}",)
                elif got != right[one]:
                    load.wrong += (one.name,)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return load


_HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def beside(site: str, heavy: int, times: int = 20) -> list[float]:
    """Seconds of each `ASK {}`, the first sent with as many cross products that nobody has asked before."""
    threads = [
        threading.Thread(target=_Client(site).ask, args=(_sparql("heavy", _HEAVY, "*/*"),), daemon=True)
        for _ in range(heavy)
    ]
    for thread in threads:
        thread.start()
    took = []
    for _ in range(times):
        begin = time.monotonic()
        status, body = _Client(site).ask(_sparql("ASK", "ASK {}", "*/*"))
        took.append(time.monotonic() - begin)
        if status != 200 or b"true" not in body:
            raise SystemExit(f"ASK: {status} {body[:80]!r}")
        time.sleep(0.25)
    return took


def _report(load: Load, clients: int, seconds: float) -> None:
    print(f"{clients} clients, {seconds:g} s: {load.answers} answers, {load.answers / seconds:.0f} a second")
    print(f"wrong: {len(load.wrong)}  errors: {len(load.errors)} {Counter(load.errors).most_common(5) or ''}")
    print(f"{'all':<26} median {load.at(0.5):.3f} s  95 % {load.at(0.95):.3f} s  most {load.at(1.0):.3f} s")
    for name in sorted(load.seconds):
        print(f"{name:<26} median {load.at(0.5, name):.3f} s  95 % {load.at(0.95, name):.3f} s")


def _serve(store: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The explorer in a process of its own, when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "vnlegal", "serve", str(store), "--port", str(port)]
    process = subprocess.Popen(command)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return process, f"http://127.0.0.1:{port}"


def main() -> int:
    """Measure, and print figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("store", nargs="?")
    arguments.add_argument("--clients", type=int, default=50)
    arguments.add_argument("--seconds", type=float, default=30.0)
    arguments.add_argument("--heavy", type=int, default=0)
    args = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(args.store or f"{folder}/store")
        if not args.store:
            subprocess.run([sys.executable, "-m", "vnlegal", "build", "corpus", "-o", str(store)], check=True)
        process, site = _serve(store)
        try:
            if args.heavy:
                took = beside(site, args.heavy)
                print(
                    f"ASK beside {args.heavy}: first {took[0]:.3f} s, most {max(took):.3f} s of {len(took)}"
                )
                return 0
            load = run(site, args.clients, args.seconds)
        finally:
            process.terminate()
            process.wait()
    _report(load, args.clients, args.seconds)
    return 1 if load.wrong or load.errors else 0


if __name__ == "__main__":
    sys.exit(main())
