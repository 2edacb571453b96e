"""A real Torilla for a test: its own home, its own port, all its processes, gone afterwards."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

TORILLA = Path(sys.executable).parent / "torilla"
ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds that a start may take on a busy machine."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Running:
    """`torilla serve` (or another command that serves) until `stop`."""

    home: Path
    command: tuple[str, ...] = ("serve",)
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    said: str = ""
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def variables(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("TORILLA_")}
        clean.pop("DJANGO_SETTINGS_MODULE", None)
        if "DATABASE_URL" not in self.environment:
            clean.pop("DATABASE_URL", None)
        return clean | {"TORILLA_HOME": str(self.home)} | self.environment

    def start(self) -> "Running":
        self.port = self.port or free_port()
        log = self.home.parent / f"{self.home.name}.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [TORILLA, *self.command, "--port", str(self.port)],
                env=self.variables,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait(log)
        return self

    def _wait(self, log: Path) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.said = log.read_text(encoding="utf8")
            if self.process.poll() is not None:
                raise RuntimeError(f"torilla ended with {self.process.returncode}:\n{self.said}")
            if f":{self.port}" in self.said and self.healthy():
                return
            time.sleep(0.1)
        raise RuntimeError(f"torilla did not come up in {PATIENCE} s:\n{self.said}")

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    @property
    def setup_link(self) -> str:
        return re.findall(r"http://\S+/set-up/\S+", self.said)[-1]

    def torilla(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        """Another command on the same home."""
        return subprocess.run(
            [TORILLA, *arguments],
            env=self.variables,
            capture_output=True,
            text=True,
            check=check,
            timeout=120,
        )

    def python(self, module: str, *arguments: str) -> str:
        """What a module of the tests says that runs on the same home, with Django."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.variables | {"DJANGO_SETTINGS_MODULE": "torilla.config.settings"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

    def json(self, *arguments: str) -> object:
        return json.loads(self.torilla(*arguments, "--json").stdout)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)

    def kill(self) -> None:
        """kill -9 of everything, as a machine that loses power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
