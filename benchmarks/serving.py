"""A server with all its processes, for as long as it is measured."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

import psutil

PATIENCE = 60
TORILLA = ("-m", "torilla.cli.main", "serve", "--port")
WEB = ("-m", "torilla.cli.web_process", "127.0.0.1")
"""The web server alone, without the worker beside it."""
BARE = ("-m", "benchmarks.bare_server")


@dataclass
class Served:
    """A server that has answered its first page; `first_page`: seconds from the start to it."""

    process: "subprocess.Popen[bytes]"
    first_page: float
    port: int

    def tree(self) -> list[psutil.Process]:
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def memory(self) -> dict[str, float]:
        """Resident MB of each process, by what it runs."""
        return {
            f"{each.pid} {' '.join(each.cmdline()[2:5])}": each.memory_info().rss / 1024**2
            for each in self.tree()
        }

    def cpu(self) -> float:
        """Seconds of a core that all processes have used so far."""
        times = (each.cpu_times() for each in self.tree())
        return sum(t.user + t.system for t in times)


@contextmanager
def served(*command: str, path: str = "/", cookie: str = "") -> Iterator[Served]:
    """Start `python COMMAND PORT`, wait for its first page, and end it afterwards."""
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command, str(port)], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(process, port, path, cookie)
        yield Served(process, time.perf_counter() - began, port)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str, cookie: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        status = _ask(port, path, cookie)
        if status == 200:
            return
        if status is not None:
            raise RuntimeError(f"{path} answers {status}")
        time.sleep(0.02)
    raise RuntimeError(f"no page within {PATIENCE} s")


def _ask(port: int, path: str, cookie: str) -> int | None:
    """The status of the page; None while nobody answers."""
    connection = HTTPConnection("localhost", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
