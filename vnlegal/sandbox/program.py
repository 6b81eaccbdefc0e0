"""The child that stands over another program (Tesseract, LibreOffice, git): it ends it when it must.

A program knows nothing of our parent, and what it starts in turn would outlive it: so this process stays
beside it, in one group with it and all that it starts.
"""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial

from .child import watch_over


def main() -> None:
    """Run a program with our pipes and bounds, and leave with its status."""
    seconds, *command = sys.argv[1:]
    status = watch_over(partial(subprocess.Popen, command), time.monotonic() + float(seconds))
    sys.exit(status if status >= 0 else 128 - status)
