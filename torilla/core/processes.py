"""A process tree that leaves no orphans: a child gets SIGTERM when its parent dies, however it dies."""

import ctypes
import os
import signal
import subprocess
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int | None = None) -> None:
    """Ask the kernel for SIGTERM at the parent's death; stop at once when it is already dead."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1 or (parent is not None and os.getppid() != parent):
        os.kill(os.getpid(), signal.SIGTERM)


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    """Start `python -m …` as a child that dies with us."""
    parent = os.getpid()
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env={**os.environ, "TORILLA_TREE": "1"},
        preexec_fn=lambda: die_with_parent(parent),
    )
