"""Compile the translations (.po to .mo) with Babel, so that no gettext need be installed."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages(folder: Path) -> int:
    """Write a .mo beside every .po under `folder`; return how many."""
    catalogues = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    for po in catalogues:
        language = po.parent.parent.name
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=language, charset="utf8"))
    return len(catalogues)


if __name__ == "__main__":
    compile_messages(Path(sys.argv[1]))
