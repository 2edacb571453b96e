"""Files: names that are harmless wherever they are shown or written, and being sure that they are there."""

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath


def bare_name(name: str) -> str:
    """The name without folders, control and direction marks, and signs with a meaning for a system."""
    bare = PurePosixPath(PureWindowsPath(name).name).name
    plain = "".join(
        letter for letter in unicodedata.normalize("NFC", bare)
        if unicodedata.category(letter)[0] != "C" and letter not in '<>:"/\\|?*'
    )  # fmt: skip
    return re.sub(r"\s+", " ", plain).strip()


def synced(path: Path) -> None:
    """Return when a file's bytes, or a folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
