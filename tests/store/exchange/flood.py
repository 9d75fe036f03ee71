"""Run as a program: reads one file to its end and prints what happened and the memory it took at most."""

import json
import re
import resource
import sys
from collections.abc import Iterable
from pathlib import Path

from store.exchange.caseload import CaseloadPerson, read_caseload
from store.exchange.census import read_census
from store.exchange.census_parts import CensusChild
from store.exchange.refusal import Refusal, Unreadable


def main(kind: str, path: Path) -> None:
    """Keeps every refusal, as an import does, and no child."""
    taken, refusals, told = 0, [], ""
    try:
        found: Iterable[CensusChild | CaseloadPerson | Refusal]
        found = read_census(path) if kind == "census" else read_caseload(path)
        for one in found:
            if isinstance(one, Refusal):
                refusals.append(one)
            else:
                taken += 1
    except Unreadable as error:
        told = str(error)
    print(json.dumps({"taken": taken, "refused": len(refusals), "told": told, "megabytes": peak_kilobytes() // 1024}))


def peak_kilobytes() -> int:
    """This program's own peak: what getrusage tells begins with that of the process which started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


main(sys.argv[1], Path(sys.argv[2]))
