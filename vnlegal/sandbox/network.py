"""No network for a process and all that it starts: a filter of system calls (seccomp, Linux).

The filter refuses `socket` and `io_uring_setup`, which opens sockets on its own.  It holds for native code
too, which an audit hook of Python does not see; where the system has no such filter the hook alone is left.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from functools import cache
from typing import NamedTuple

from .bounds import Network

MISSING = "hệ điều hành này không khoá được mạng của tiến trình trả lời; chỉ còn cách đọc câu hỏi giữ nó lại"

_SET_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # instructions of BPF
_AT_NUMBER, _AT_MACHINE, _AT_ARGUMENT = 0, 4, 16  # where they stand in struct seccomp_data
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_FOREIGN = 0x40000000  # the x32 numbers of x86-64: a second name for every call
_UNIX = 1


class _Machine(NamedTuple):
    """How the kernel names a machine (AUDIT_ARCH_…), and the numbers of the calls there."""

    audit: int
    socket: int
    io_uring_setup: int


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 41, 425),
    "aarch64": _Machine(0xC00000B7, 198, 425),
    "riscv64": _Machine(0xC00000F3, 198, 425),
}


_locked = False


@cache
def can_lock() -> bool:
    """Whether this system can take the network from a process."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES or struct.calcsize("P") != 8:
        return False
    # A filter at no address is refused as such only by a kernel that knows filters.
    return prctl(_SET_SECCOMP, _FILTER, None) == errno.EFAULT


def lock(network: Network) -> None:
    """Take the network from this process, for good; raises OSError where the system fails."""
    global _locked
    sys.addaudithook(_no_sockets)
    if can_lock():
        lock_thread(network)
    _locked = True


def is_locked() -> bool:
    """Whether this process has had its network taken."""
    return _locked


def lock_thread(network: Network) -> None:
    """Take the network from this thread and what it starts, for good, where `can_lock`; raises OSError."""
    code = b"".join(
        struct.pack("HBBI", *one) for one in _instructions(_MACHINES[platform.machine()], network)
    )
    kept = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(kept)))
    for option, value, address in ((_SET_NO_NEW_PRIVS, 1, None), (_SET_SECCOMP, _FILTER, program)):
        if wrong := prctl(option, value, address):
            raise OSError(wrong, os.strerror(wrong))


def _instructions(machine: _Machine, network: Network) -> list[tuple[int, int, int, int]]:
    """The filter: (instruction, steps over if so, steps over if not, value)."""
    last = 7 if network == "none" else 10  # where _REFUSE stands
    head = [
        (_LOAD, 0, 0, _AT_MACHINE),
        (_EQUAL, 0, last - 2, machine.audit),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_AT_LEAST, last - 4, 0, _FOREIGN),
        (_EQUAL, last - 5, 0, machine.io_uring_setup),
        (_EQUAL, 1, 0, machine.socket),
        (_RETURN, 0, 0, _ALLOW),
    ]
    unix = [(_LOAD, 0, 0, _AT_ARGUMENT), (_EQUAL, 0, 1, _UNIX), (_RETURN, 0, 0, _ALLOW)]
    return [*head, *(unix if network == "local" else ()), (_RETURN, 0, 0, _REFUSE)]


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int, address: object) -> int:
    """The call of Linux that changes this process or thread: 0, or why not; elsewhere nothing."""
    if sys.platform != "linux":
        return 0
    library = _library()
    pointer = ctypes.cast(address, ctypes.c_void_p) if address is not None else ctypes.c_void_p()  # type: ignore[arg-type]
    done = library.prctl(option, ctypes.c_ulong(value), pointer, ctypes.c_ulong(0), ctypes.c_ulong(0))
    return ctypes.get_errno() if done else 0


def _no_sockets(event: str, args: tuple[object, ...]) -> None:
    """An audit hook that forbids every socket of Python code."""
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError("tiến trình này không được dùng mạng")
