"""The child of `guard`: reads files from its standard input until that ends."""

from __future__ import annotations

import gc
import json
from typing import BinaryIO

from .. import sandbox
from . import FORMATS
from .frame import Format, Reading, Refusal
from .guard import MAX_ANSWER, pack

_GRACE = 0.5  # the parent gives up first, and says why


def main() -> None:
    """Serve until the parent closes the way in."""
    settle()
    serve(*sandbox.pipes())


def settle() -> None:
    """Look for circles of objects seldom: a page is thousands of tuples, none of which is in one."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request, a line of JSON and the bytes it announces, or die when its time is over."""
    formats = {one.name: one for one in FORMATS}
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        sandbox.clock(request["seconds"] + _GRACE)
        answer = _answer(formats[request["format"]], data)
        sandbox.clock(0)
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


def _packed(reading: Reading) -> bytes:
    answer = pack(reading)
    if len(answer) > MAX_ANSWER:
        raise Refusal(f"chữ trong tệp nhiều hơn {MAX_ANSWER >> 20} MB")
    return answer


def _answer(form: Format, data: bytes) -> bytes:
    try:
        return _packed(form.read(data))
    except Refusal as error:
        reason = str(error)
    except UnicodeDecodeError as error:
        reason = f"không giải mã được ký tự ở byte {error.start}"
    except MemoryError:
        reason = "cần quá nhiều bộ nhớ"
    except Exception as error:  # The next file must still be read.
        reason = f"lỗi khi đọc ({type(error).__name__}: {error})"
    return json.dumps({"refusal": reason}).encode()
