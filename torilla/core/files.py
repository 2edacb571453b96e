"""Names of files that people send: harmless wherever they are shown or written."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath


def bare_name(name: str) -> str:
    """The name without folders, control and direction marks, and signs with a meaning for a system."""
    bare = PurePosixPath(PureWindowsPath(name).name).name
    plain = "".join(
        letter for letter in unicodedata.normalize("NFC", bare)
        if unicodedata.category(letter)[0] != "C" and letter not in '<>:"/\\|?*'
    )  # fmt: skip
    return re.sub(r"\s+", " ", plain).strip()
