"""Makes the lists of names that screening knows from the statistics they come from.

    python tools/name_lists.py FOLDER

FOLDER holds the name statistics of Digi- ja väestötietovirasto (Väestötietojärjestelmän suomalaisten
nimiaineistot, CC BY 4.0): etunimitilasto-*.csv and sukunimitilasto-*.csv, a name and its bearers a
row. What screening does not use is left out: how many bear a name, first names of fewer than ten people, double
first names of which both halves are known, and a name among surnames that five times as many bear as
a first name, or the other way round. First names that are common words (first_names_words.txt) were
picked by hand; those are not written here.
"""

import csv
import re
import sys
import tomllib
from pathlib import Path

DATA = Path(__file__).parents[1] / "torilla" / "screening" / "data"
FEWEST = 10
TIMES = 5

# Initials and titles among the first names, and words that begin sentences, addresses and names of
# things and that next to nobody bears.
_NOT_FIRST = frozenset(
    tomllib.loads((DATA / "name_words.toml").read_text("utf8"))["no_first_names"].split()
)


def bearers(paths: list[Path]) -> dict[str, int]:
    """Names in small letters and how many bear them by the file that knows of most."""
    found: dict[str, int] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8-sig")
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        for name, number in list(csv.reader(text.splitlines(), delimiter=delimiter))[1:]:
            key = name.strip().lower()
            found[key] = max(found.get(key, 0), int(re.sub(r"\D", "", number)))
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    first = bearers(sorted(folder.glob("etunimitilasto-*.csv")))
    last = bearers(sorted(folder.glob("sukunimitilasto-*.csv")))
    write(
        "first_names.txt",
        {name for name, many in first.items() if _is_first(name, many, first, last)},
    )
    write(
        "surnames.txt", {name for name, many in last.items() if first.get(name, 0) <= TIMES * many}
    )


def _is_first(name: str, many: int, first: dict[str, int], last: dict[str, int]) -> bool:
    halves = name.split("-")
    known = len(halves) > 1 and all(first.get(each, 0) >= FEWEST for each in halves)
    letters = name.replace("-", "").replace("'", "").isalpha() and len(name) > 1
    common = many >= FEWEST and last.get(name, 0) <= TIMES * many
    return letters and common and not known and name not in _NOT_FIRST


def write(name: str, names: set[str]) -> None:
    (DATA / name).write_text("".join(f"{each}\n" for each in sorted(names)), encoding="utf8")


if __name__ == "__main__":
    main()
