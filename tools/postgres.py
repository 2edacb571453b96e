"""A PostgreSQL to test against: the one on 127.0.0.1:5432, or a private one.

usage: postgres.py [--private] [--durable] COMMAND [ARGUMENT…]

Runs COMMAND with DATABASE_URL set. The private server is started from Debian's binaries in a
temporary folder; it works also as root (it then runs as `nobody`, since PostgreSQL refuses root)
and dies with this process however that ends. Without --durable it does not wait for the disk.
"""

import argparse
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PR_SET_PDEATHSIG = 1
UNSAFE = ["-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off"]
# One name for each checkout, so that two of them can be tested at once.
DATABASE = f"torilla_{zlib.crc32(str(Path(__file__).resolve()).encode()):08x}"


def running() -> str | None:
    """Return the address of a PostgreSQL that lets us in on the usual port, or None."""
    url = "postgres://postgres@127.0.0.1:5432/"
    try:
        psycopg.connect(url + "postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return None
    return url + DATABASE


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL that Debian has installed here, or None."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: float(p.parts[4])
    )
    return found[-1].parent if found else None


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _unprivileged(folder: Path) -> dict[str, object]:
    """Return how to start a child that is not root, and let it own the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=1).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("The private PostgreSQL did not start.")


@contextmanager
def private(durable: bool = False) -> Iterator[str]:
    """Run a private server and give its address; `durable` writes to the disk as in production."""
    programs = binaries()
    if programs is None:
        raise SystemExit("No PostgreSQL here. As root: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="torilla-postgres-"))
    child = _unprivileged(folder)
    data, port = folder / "data", _free_port()
    make = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run(make, check=True, cwd=folder, stdout=subprocess.DEVNULL, **child)
    serve = [
        programs / "postgres",
        "-D",
        data,
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-k",
        folder,
        "-cjit=off",
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*serve, *([] if durable else UNSAFE)],
            cwd=folder,
            stderr=log,
            preexec_fn=_die_with_parent,
            **child,
        )
    try:
        url = f"postgres://postgres@127.0.0.1:{port}/"
        _wait_until_ready(url + "postgres", server)
        yield url + DATABASE
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()
        shutil.rmtree(folder)


@contextmanager
def somewhere() -> Iterator[str]:
    """Give the address of the running server, else of a private one for as long as it is used."""
    if url := running():
        yield url
    else:
        with private() as url:
            yield url


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--private", action="store_true", help="do not use a running server")
    parser.add_argument(
        "--durable",
        action="store_true",
        help="write to the disk as in production (implies --private)",
    )
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with private(options.durable) if options.private or options.durable else somewhere() as address:
        sys.exit(subprocess.call(options.command, env={**os.environ, "DATABASE_URL": address}))
