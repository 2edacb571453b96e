"""A process tree that leaves no orphans: a child gets SIGTERM when its parent dies, however it dies."""

import ctypes
import os
import signal
import subprocess
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int | None = None) -> None:
    """Ask the kernel for SIGTERM at the parent's death; stop at once when it is already dead.

    `parent` is whose child we were started as (in a container that may be process 1 itself); without
    it, process 1 counts as whoever takes in orphans.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    orphaned = os.getppid() == 1 if parent is None else os.getppid() != parent
    if orphaned:
        os.kill(os.getpid(), signal.SIGTERM)


def start(*arguments: str, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """Start `python -m …` as a child that dies with us."""
    parent = os.getpid()
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env={**os.environ, "TORILLA_TREE": "1"},
        stdout=stdout,
        preexec_fn=lambda: die_with_parent(parent),
    )
