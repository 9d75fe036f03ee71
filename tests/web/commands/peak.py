"""Run as a program: the command `weekbook` with these words, and last on standard error its peak of memory in kB."""

import re
import sys
from pathlib import Path

from web.__main__ import main

STATUS = Path("/proc/self/status")


def peak_kilobytes() -> int:
    """This program's own peak: what getrusage tells begins with that of the process which started it."""
    return int(re.findall(r"VmHWM:\s+(\d+) kB", STATUS.read_text())[0])


if __name__ == "__main__":
    try:
        main()
    finally:
        print(peak_kilobytes(), file=sys.stderr)
