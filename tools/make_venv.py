"""Make a virtual environment, or say in one sentence what is missing for it.

Runs with the system's Python, whatever its version.
"""

import subprocess
import sys
from importlib.util import find_spec

NEWEST_TOO_OLD = (3, 10)


def missing():
    """Return what stands in the way, as a sentence with its remedy, or None."""
    if sys.version_info[:2] <= NEWEST_TOO_OLD:
        return (
            f"Torilla needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
            "Name another one: make run PYTHON=python3.11"
        )
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        return (
            "Python's venv module is incomplete here. "
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
    return None


if __name__ == "__main__":
    if problem := missing():
        print(problem, file=sys.stderr)
        sys.exit(2)
    sys.exit(subprocess.call([sys.executable, "-m", "venv", sys.argv[1]]))
