"""A real server in a process of its own, and a client that keeps one connection open and adds next to nothing."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import uvicorn

from web.settings import Settings


@contextmanager
def server(url: str, key_file: Path) -> Iterator[tuple[int, int]]:
    """Weekbook on loopback, as `weekbook serve` runs it; gives the port and the process's number."""
    port = free_port()
    facts = json.dumps({"url": url, "key_file": str(key_file), "port": port})
    with running([sys.executable, "-m", "web.bench.serving", facts], port) as process:
        yield port, process


@contextmanager
def running(command: list[str], port: int, wait_seconds: float = 30) -> Iterator[int]:
    """A process that listens on `port`, by its number; ended at the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))  # noqa: S603 - words of our own, no shell
    try:
        _wait_for(port, wait_seconds)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def cpu_seconds(process: int) -> float:
    """What the process has used of the processors so far (proc(5): utime and stime); 0 where there is no /proc."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait_for(port: int, seconds: float) -> None:
    end = monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Client:
    """HTTP/1.1 over one connection; takes gzip as a browser does and leaves it packed."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"Host: localhost:{port}\r\nAccept-Encoding: gzip\r\nHX-Request: true\r\nSec-Fetch-Site: same-origin\r\n"
        self._head = head + (f"Cookie: {cookie}\r\n" if cookie else "")

    def get(self, path: str) -> tuple[int, int]:
        """Status and length of the body."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
        if b"content-length" in fields:
            length = int(fields[b"content-length"])
            while len(body) < length:
                body += self._more()
        else:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        return int(head.split(b" ", 2)[1]), len(body)

    def _more(self) -> bytes:
        more = self._socket.recv(65536)
        if not more:
            raise ConnectionError("the server closed the connection")
        return more

    def close(self) -> None:
        self._socket.close()


def _serve(url: str, key_file: str, port: int) -> None:
    from web.app import create_app

    settings = Settings(
        url, Path(key_file), Path(key_file).parent, f"http://localhost:{port}", "127.0.0.1", port, "Bench"
    )
    uvicorn.run(create_app(settings), host="127.0.0.1", port=port, log_level="error", access_log=False, loop="uvloop",
                http="httptools")  # fmt: skip


if __name__ == "__main__":
    _serve(**json.loads(sys.argv[1]))
