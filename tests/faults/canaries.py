"""Secrets and private words made up for one run, each of its own, and where they are looked for."""

import re
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
PEM = "-----BEGIN PRIVATE KEY-----\n{0}\n{0}\n-----END PRIVATE KEY-----\n"


def identity_code(number: int) -> str:
    """One of the range that no person has (900–999), with its right check character."""
    digits = f"{1 + number % 28:02d}0190{900 + number}"
    return f"{digits[:6]}-{digits[6:]}{CHECK[int(digits) % 31]}"


@dataclass
class Canaries:
    """`secret` ones may stand nowhere; `private` ones are kept in the database, and told nobody."""

    secret: dict[str, list[str]] = field(default_factory=dict)
    private: dict[str, list[str]] = field(default_factory=dict)

    def some(self, kind: str, how_many: int, *, secret: bool = True) -> list[str]:
        """New ones of a kind."""
        made = [_made(kind, number) for number in range(how_many)]
        (self.secret if secret else self.private).setdefault(kind, []).extend(made)
        return made

    @property
    def number(self) -> int:
        return sum(len(some) for kinds in (self.secret, self.private) for some in kinds.values())

    def found_in(self, text: str, *, private: bool) -> list[str]:
        """The kinds and values of what stands there and may not."""
        kinds = [*self.secret.items(), *(self.private.items() if private else ())]
        return [f"{kind}: {one}" for kind, some in kinds for one in some if _stands(one, text)]


def _made(kind: str, number: int) -> str:
    if kind == "identity code":
        return identity_code(number)
    if kind == "phone":
        return f"+35840{5550100 + number}"
    return f"kanaria{re.sub('[^a-z]', '', kind)}{number:03d}X"


def _stands(canary: str, text: str) -> bool:
    if canary.startswith(("kanaria", "+")):
        return canary in text
    return re.search(rf"(?<![\w-]){re.escape(canary)}(?![\w-])", text) is not None


def whole_database(where: Path | str) -> str:
    """Everything that stands in it: of SQLite the files themselves, of PostgreSQL every table."""
    if isinstance(where, Path):
        files = sorted(where.parent.glob(f"{where.name}*"))
        return "".join(file.read_bytes().decode("latin-1") for file in files)
    with psycopg.connect(where) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in names.fetchall()]
        said = []
        for table in tables:
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:
                said += [bytes(row).decode() for row in rows]
    return "".join(said)


def whole_backup(file: Path) -> str:
    with tarfile.open(file) as archive:
        members = [archive.extractfile(member) for member in archive.getmembers()]
        return "".join(member.read().decode("latin-1") for member in members if member)
