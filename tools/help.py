"""Print the targets of a Makefile that have a `##` sentence, under their `##@` headings."""

import re
import sys
from pathlib import Path

TARGET = re.compile(r"^([a-z][a-z-]*):[^#\n]*##\s*(.+)$")


def targets(makefile: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return headings with their (target, sentence) pairs, in the order of the file."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for line in makefile.splitlines():
        if line.startswith("##@"):
            groups.append((line[3:].strip(), []))
        elif match := TARGET.match(line):
            groups[-1][1].append((match[1], match[2]))
    return groups


if __name__ == "__main__":
    for heading, found in targets(Path(sys.argv[1]).read_text(encoding="utf8")):
        print(f"\n{heading}")
        for name, sentence in found:
            print(f"  make {name:<15} {sentence}")
