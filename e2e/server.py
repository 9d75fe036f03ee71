"""The real command `weekbook` in a process of its own, over its own data, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
READY_WITHIN_SECONDS = 60
ENDED_WITHIN_SECONDS = 10


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """`weekbook serve` or `weekbook demo` for the data in `folder`; its output goes to a file there."""

    folder: Path
    command: str = "serve"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    front: int | None = None
    """The port of a proxy before it (e2e.proxy), which is then what the address bar shows."""
    settings: dict[str, str] = field(default_factory=dict)
    """More of the environment."""

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.front or self.port}"

    @property
    def key_file(self) -> Path:
        return self.folder / "weekbook.key"

    @property
    def database_url(self) -> str:
        return self.settings.get("WEEKBOOK_DATABASE") or f"sqlite+aiosqlite:///{self.folder / 'weekbook.db'}"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WEEKBOOK_")}
        own = {"WEEKBOOK_DATA": str(self.folder), "WEEKBOOK_COUNCIL": "Test council", "WEEKBOOK_ORIGIN": self.origin}
        return inherited | own | {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"} | self.settings

    @property
    def output(self) -> str:
        return (self.folder / "server.log").read_text()

    def start(self) -> "Server":
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "web", self.command],
                cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self._await_health()
        return self

    def stop(self) -> None:
        """SIGTERM, as a service manager does; anything but an orderly end fails the test."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(ENDED_WITHIN_SECONDS)
        self.process = None
        assert code == 0, f"the server ended with {code}:\n{self.output}"
        assert "Traceback" not in self.output, self.output

    def kill(self) -> None:
        """SIGKILL, as a power cut: nothing is finished, nothing is said. `start` begins again on the same data."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(ENDED_WITHIN_SECONDS)
        self.process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Within the block it takes connections and answers none, as a machine that has no breath left."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    @contextmanager
    def faulty(self) -> Iterator[None]:
        """Within the block a fault is wanted and has to be noted: that and nothing else is taken out of the output."""
        before = len(self.output)
        yield
        noted = self.output[before:]
        assert "Traceback" in noted, "the fault was not noted"
        os.truncate(self.folder / "server.log", len(self.output.encode()) - len(noted.encode()))

    def weekbook(self, *arguments: str, answer: str = "") -> str:
        """Another command on the same data, as an administrator types it; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "web", *arguments],
            cwd=ROOT, env=self.environment, input=answer, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"weekbook {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def _await_health(self) -> None:
        """Asks again as long as the connection is refused; each try waits in the kernel, not in a sleep."""
        assert self.process is not None
        listening = f"http://127.0.0.1:{self.port}/health"
        request = urllib.request.Request(listening, headers={"Host": self.origin.removeprefix("http://")})
        while self.process.poll() is None:
            try:
                with urllib.request.urlopen(request, timeout=READY_WITHIN_SECONDS) as answer:
                    assert answer.status == 200
                    return
            except urllib.error.URLError:
                self._wait_a_little()
        raise AssertionError(f"the server did not start:\n{self.output}")

    def _wait_a_little(self) -> None:
        assert self.process is not None
        try:
            self.process.wait(0.05)
        except subprocess.TimeoutExpired:
            return
