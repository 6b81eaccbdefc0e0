"""What a child may take."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Network = Literal["none", "local"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Memory in megabytes, seconds of the whole process (0: it sets its clock itself), and its network.

    "local" leaves sockets within this machine's file system (AF_UNIX), which LibreOffice needs.
    `output` bounds what another program may write, in bytes.
    """

    megabytes: int
    seconds: float = 0.0
    network: Network = "none"
    output: int = 64 << 20

    def told(self) -> dict[str, Any]:
        """As it is handed to the child."""
        return asdict(self)
