"""`torilla serve`: the whole system as one process tree: this supervisor, the web server, the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click

from torilla.cli.init import NO_DATABASE_YET
from torilla.core.processes import start

PATIENCE = 10
"""Seconds that children get to stop before they are killed."""
RETRY = 5
"""Seconds between two tries to reach the database while only the public pages can be shown."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Fill an empty home, then run the web server and the worker until stopped.

    With TORILLA_BROKER_URL set, Celery's workers take the worker's place.
    """
    run(host, port)


def run(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT; ends the process."""
    _refuse_a_taken_port(host, port)
    commands: dict[str, tuple[str, ...]] = {"web": ("torilla.cli.web_process", host, str(port))}
    if not os.environ.get("TORILLA_BROKER_URL"):  # else Celery's workers do it
        commands["worker"] = ("torilla.cli.main", "worker")
    tree = Tree(commands)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tree.stop)
    while (welcome := _prepare(port, tree)) is None:
        tree.run_alone("web", RETRY)
    tree.start()
    if tree.wait_for(host, port):
        click.echo(welcome)
    sys.exit(tree.watch())


def _refuse_a_taken_port(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}:{port} ({error.strerror}): choose another with --port."
        ) from error


def _prepare(port: int, tree: "Tree") -> str | None:
    """Initialise in a process of its own (so that this one stays small); its words are the welcome.

    None while the database does not answer but there are public pages, which need none.
    """
    os.environ.setdefault("TORILLA_BASE_URL", f"http://localhost:{port}")
    init = start("torilla.cli.main", "init", "--welcome", str(port), stdout=subprocess.PIPE)
    tree.running["init"] = init
    said, _ = init.communicate()
    del tree.running["init"]
    if tree.stopping:
        sys.exit(tree.end())
    if init.returncode == NO_DATABASE_YET:
        return None
    if init.returncode:
        sys.exit(init.returncode)
    return said.decode().strip()


class Tree:
    """The children by name; one that ends is started again, slower each time it ends young."""

    def __init__(self, commands: dict[str, tuple[str, ...]]) -> None:
        self.commands = commands
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.born: dict[str, float] = {}
        self.waits: dict[str, float] = {}
        self.stopping = False

    def start(self) -> None:
        for name in self.commands:
            if name not in self.running:
                self._start(name)

    def run_alone(self, name: str, seconds: float) -> None:
        """One child runs, the others not yet; ends the process when told to stop meanwhile."""
        if name not in self.running:
            self._start(name)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.stopping:
                sys.exit(self.end())
            time.sleep(0.5)
            self._restart_the_dead()

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True
        if init := self.running.get("init"):
            init.terminate()

    def wait_for(self, host: str, port: int) -> bool:
        """Whether the web server took a connection before we were told to stop."""
        while not self.stopping:
            try:
                socket.create_connection((host, port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.1)
                self._restart_the_dead()
        return False

    def watch(self) -> int:
        while not self.stopping:
            time.sleep(0.5)
            self._restart_the_dead()
        return self.end()

    def _start(self, name: str) -> None:
        self.running[name] = start(*self.commands[name])
        self.born[name] = time.monotonic()

    def _restart_the_dead(self) -> None:
        for name, child in list(self.running.items()):
            if child.poll() is None or self.stopping:
                continue
            age = time.monotonic() - self.born[name]
            wait = min(30.0, self.waits.get(name, 0.25) * 2) if age < 30 else 0.25
            self.waits[name] = wait
            click.echo(f"{name} ended with {child.returncode}; starting it again", err=True)
            time.sleep(wait)
            if not self.stopping:
                self._start(name)

    def end(self) -> int:
        """Stop all children, the slow ones by force; the exit code."""
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
        return 0
