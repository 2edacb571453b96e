"""See that what the tests need beside Python is there; as root, install it."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import postgres
import redis_server

NEEDS: dict[str, Callable[[], object]] = {
    "chromium": lambda: shutil.which("chromium") or shutil.which("chromium-browser"),
    "nginx-light": lambda: shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"),
    "postgresql": lambda: postgres.running() or postgres.binaries(),
    "redis-server": lambda: redis_server.running() or redis_server.binary(),
    "voikko-fi": lambda: Path("/usr/share/voikko/5").exists() or Path("/usr/lib/voikko/5").exists(),
    "libvoikko1": lambda: ctypes.util.find_library("voikko"),
}


def missing() -> list[str]:
    """Return the Debian packages that are not there."""
    return [package for package, there in NEEDS.items() if not there()]


def install(packages: list[str]) -> None:
    """Install Debian packages without asking; a failure stops."""
    print(f"Installing {' '.join(packages)} for the tests")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *step], check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if packages := missing():
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            sys.exit(
                f"The tests need what is not here. As root: apt-get install {' '.join(packages)}"
            )
        install(packages)
