"""A Redis to test against: the one on 127.0.0.1:6379, or a private one that dies with this process."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import postgres
import redis


def running() -> str | None:
    """Return the address of the Redis on the usual port, or None; the last of its databases."""
    url = "redis://127.0.0.1:6379/15"
    try:
        redis.Redis.from_url(url, socket_connect_timeout=3).ping()
    except redis.RedisError:
        return None
    return url


def binary() -> str | None:
    """Return where Debian's server is installed, or None."""
    return shutil.which("redis-server")


@contextmanager
def private() -> Iterator[str]:
    """Run a server that keeps nothing, and give its address."""
    program = binary()
    if program is None:
        raise SystemExit("No Redis here. As root: apt-get install redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="torilla-redis-")
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, preexec_fn=postgres._die_with_parent
    )
    try:
        _wait_until_ready(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def _wait_until_ready(port: int, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            redis.Redis(port=port, socket_connect_timeout=1).ping()
        except redis.RedisError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The private Redis did not start.")


@contextmanager
def somewhere() -> Iterator[str]:
    """Give the address of the running server, else of a private one for as long as it is used."""
    if url := running():
        yield url
    else:
        with private() as url:
            yield url
