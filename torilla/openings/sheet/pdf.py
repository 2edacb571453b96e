"""A sheet as PDF: tagged, in one language, the same on every machine; made in a process of its own."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from torilla.openings.sheet.blocks import Sheet

TYPESETTER = Path(__file__).parent / "typesetter.py"
SECONDS = 20
MEMORY = 2_000_000_000


class NotMade(Exception):
    """The sheet took more time or memory than it may, or cannot be set."""


def render(sheet: Sheet, *, at: datetime) -> bytes:
    """The PDF of a sheet; raises NotMade.

    The process knows nothing of ours: no environment, no database. Whatever a text does to it ends there.
    """
    # -P: the folder of the script is no place to import from. The arguments are ours alone.
    command = [sys.executable, "-P", str(TYPESETTER), str(SECONDS), str(MEMORY)]
    try:
        done = subprocess.run(
            [*command, str(int(at.timestamp()))],
            input=json.dumps(sheet).encode(),
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NotMade(f"not made in {SECONDS} s") from late
    if done.returncode != 0:
        raise NotMade(done.stderr.decode(errors="replace")[-500:])
    return done.stdout
