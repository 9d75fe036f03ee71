"""`weekbook serve` begun again and again: its imports are done once, each start is a fork that runs the command.

A thousand starts would otherwise be half an hour of importing. What is killed is a process with the command's own
socket, database and threads; nothing of it is shared but code that was read.
"""

import os
import signal
import socket
import subprocess
import sys
import time

from e2e.server import ROOT, Server

READY_WITHIN_SECONDS = 30


class WarmServer:
    """Starts `server` by forking and ends it by SIGKILL; its address and data stay the same."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._log = (server.folder / "server.log").open("ab")
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "e2e.faults.warm"],
            cwd=ROOT, env=server.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
        )  # fmt: skip
        self._child = 0

    def start(self) -> None:
        """Returns when it listens."""
        self._child = int(self._ask("start"))
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not self._listens():
            assert time.monotonic() < deadline, f"the server does not listen:\n{self.server.output[-2000:]}"

    def kill(self) -> None:
        os.kill(self._child, signal.SIGKILL)
        assert self._ask("wait") == str(signal.SIGKILL.value), "it had ended before it was killed"

    def close(self) -> None:
        for pipe in (self._parent.stdin, self._parent.stdout):
            assert pipe
            pipe.close()
        self._parent.wait(10)
        self._log.close()

    def _ask(self, words: str) -> str:
        assert self._parent.stdin and self._parent.stdout
        self._parent.stdin.write(words + "\n")
        self._parent.stdin.flush()
        return self._parent.stdout.readline().strip()

    def _listens(self) -> bool:
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.server.port)) == 0


def main() -> None:
    """Forks at each line “start” and says the child's number; at “wait” by which signal it ended."""
    import web.serving  # noqa: F401  (all that an app is made of)
    from web.commands.serve import serve_

    child = 0
    for line in sys.stdin:
        if line.strip() == "wait":
            print(os.waitpid(child, 0)[1], flush=True)
            continue
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)
            serve_()
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
