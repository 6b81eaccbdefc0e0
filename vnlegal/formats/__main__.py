"""The child of `guard`: reads files from its standard input until that ends."""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from . import FORMATS
from .frame import Refusal
from .guard import pack


def no_network(event: str, args: tuple[object, ...]) -> None:
    """An audit hook that forbids every socket."""
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        raise PermissionError("đọc tệp không cần mạng")


def limit_memory(megabytes: int) -> None:
    """Let this process and its children have no more memory than that (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request: a line of JSON and the bytes it announces."""
    formats = {one.name: one for one in FORMATS}
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        answer = _answer(lambda data=data, name=request["format"]: pack(formats[name].read(data)))
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


def _answer(read: object) -> bytes:
    try:
        return read()  # type: ignore[operator,no-any-return]
    except Refusal as error:
        reason = str(error)
    except UnicodeDecodeError as error:
        reason = f"không giải mã được ký tự ở byte {error.start}"
    except MemoryError:
        reason = "cần quá nhiều bộ nhớ"
    except Exception as error:  # The next file must still be read.
        reason = f"lỗi khi đọc ({type(error).__name__}: {error})"
    return json.dumps({"refusal": reason}).encode()


if __name__ == "__main__":
    sys.addaudithook(no_network)
    limit_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
