"""vnlegal demo · completion: the four letters end to end, and what a shell needs to complete our commands."""

from __future__ import annotations

import argparse
import tempfile
import webbrowser
from importlib.resources import files
from pathlib import Path
from threading import Timer

from ..language import tr
from .frame import CLEAN, FINDINGS, Commands, Parser, WrongUse, say

_CHAIN = "1070/UBND-KGVX"
_STEPS = (
    ("Dựng kho từ bốn công văn", ("build", "{letters}", "-o", "{store}")),
    (f"{_CHAIN} thực hiện những gì, và câu nào nói như vậy", ("lineage", _CHAIN, "--store", "{store}")),
    (
        "SPARQL: những văn bản đứng trên nó",
        ("query", "ancestors", "--param", f"work={_CHAIN}", "--store", "{store}"),
    ),
    ("Đối chiếu viện dẫn", ("check", "{letters}")),
)


def add(commands: Commands) -> None:
    """Declare the commands."""
    one = commands.add_parser("demo", help="xem thử với bốn công văn có sẵn: kho, phả hệ, SPARQL, đối chiếu")
    one.add_argument("-o", "--output", type=Path, metavar="KHO", help="để kho ở đây; mặc định thư mục tạm")
    one.add_argument("--no-serve", action="store_true", help="không mở trình duyệt sau đó")
    one.add_argument("--port", type=int, default=8000, metavar="CỔNG")
    one.set_defaults(run=lambda args: demo(args, commands))

    one = commands.add_parser("completion", help="in tập lệnh để shell gợi ý lệnh và tùy chọn")
    one.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    one.set_defaults(run=lambda args: completion(args, commands))


def demo(args: argparse.Namespace, commands: Commands) -> int:
    """Run the main job on the letters, then open the explorer."""
    store = args.output or Path(tempfile.mkdtemp(prefix="vnlegal-demo-")) / "store"
    places = {"letters": str(_letters()), "store": str(store)}
    for title, words in _STEPS:
        print(
            f"\n== {tr(title)} ==\n$ vnlegal {' '.join(word.format(**places) for word in words)}", flush=True
        )
        name, *rest = (word.format(**places) for word in words)
        if (status := _run(commands, name, rest)) > FINDINGS:
            return status
    if args.no_serve:
        say(f"kho: {store}; xem trong trình duyệt: vnlegal serve {store}")
        return CLEAN
    print(f"\n== {tr('Trong trình duyệt')} ==\n$ vnlegal serve {store}", flush=True)
    Timer(2, webbrowser.open, [f"http://127.0.0.1:{args.port}/"]).start()
    return _run(commands, "serve", [str(store), "--port", str(args.port)])


def _run(commands: Commands, name: str, words: list[str]) -> int:
    parsed = commands.choices[name].parse_args(words)
    status: int = parsed.run(parsed)
    return status


def _letters() -> Path:
    """The four letters: in the wheel beside this file, in a checkout in corpus/."""
    inside = Path(str(files(__package__))) / "letters"
    found = inside if inside.is_dir() else Path(__file__).parents[2] / "corpus"
    if not found.is_dir():
        raise WrongUse("không thấy bốn công văn mẫu trong gói đã cài")
    return found


def completion(args: argparse.Namespace, commands: Commands) -> int:
    """Print the script that a shell evaluates."""
    try:
        import shtab
    except ImportError as error:
        raise WrongUse("cần thư viện shtab: pip install 'vnlegal[completion]'") from error
    top = Parser(prog="vnlegal")
    top._add_action(commands)
    print(shtab.complete(top, args.shell))
    return CLEAN
