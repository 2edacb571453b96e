"""The four forms of an export, written piece by piece."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext

from torilla.connectors import registry
from torilla.connectors.address import NotRecognised
from torilla.register.exporting.rows import people
from torilla.register.importing.fields import LABELS, ROLES
from torilla.register.importing.words import WORDS
from torilla.register.lifecycle import AccountStates
from torilla.register.models import AccountRecord
from torilla.screening.formulas import guarded

Accounts = Iterable[dict[str, Any]]
COLUMNS = (
    "network", "handle", "name", "address", "kind", "unit", "state", "role_address", "purpose",
    "aims", "audiences", "purposes", *ROLES,
)  # fmt: skip
CHUNK = 1 << 16
IN_A_CELL = 32_767
"""What a cell of a workbook holds at most."""


def as_csv(accounts: Accounts, owner: str) -> Iterator[bytes]:
    """UTF-8 with its mark and semicolons, as Excel reads it here; no cell can run as a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf"
    for row in _table(accounts):
        writer.writerow([guarded(cell) for cell in row])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()


def as_xlsx(accounts: Accounts, owner: str) -> Iterator[bytes]:
    """A workbook of texts and nothing else."""
    with tempfile.TemporaryFile() as file:
        options = {
            "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        }  # fmt: skip
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet(gettext("Accounts")[:31])
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(_table(accounts)):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell[:IN_A_CELL], None if number else bold)
        book.close()
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def as_json(accounts: Accounts, owner: str) -> Iterator[bytes]:
    """{"municipality": …, "accounts": […]} with the keys of the register."""
    yield _bytes('{"municipality": ' + _dumped(owner) + ', "accounts": [')
    yield from _parted(accounts)
    yield b"\n]}\n"


def as_jsonld(accounts: Accounts, owner: str) -> Iterator[bytes]:
    """The municipality's accounts in the words of schema.org, for machines that know those; no persons."""
    context = ["https://schema.org", {"torilla": "urn:torilla:register:"}]
    head = {"@context": context, "@type": "ItemList", "name": owner}
    yield _bytes(_dumped(head)[:-1] + ', "itemListElement": [')
    yield from _parted(_item(place, each, owner) for place, each in enumerate(accounts, 1))
    yield b"\n]}\n"


def _item(place: int, account: Mapping[str, Any], owner: str) -> dict[str, Any]:
    keeper: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "name": account["unit"] or owner,
        "sameAs": [account["address"]],
    }
    if account["unit"]:
        keeper["parentOrganization"] = {"@type": "GovernmentOrganization", "name": owner}
    if account["role_address"]:
        keeper["contactPoint"] = {"@type": "ContactPoint", "email": account["role_address"]}
    kept = (
        "network", "handle", "kind", "unit", "state", "role_address", "purpose", "aims", "audiences",
        "purposes",
    )  # fmt: skip
    item = {
        "@type": "ProfilePage",
        "name": account["name"],
        "url": account["address"],
        "identifier": f"{account['network']}:{account['handle']}",
        "mainEntity": keeper,
    }
    item |= {f"torilla:{name}": account[name] for name in kept if account[name]}
    return {"@type": "ListItem", "position": place, "item": item}


def _table(accounts: Accounts) -> Iterator[list[str]]:
    """The heading and the rows of a spreadsheet, in the reader's language."""
    yield [str(LABELS[name]) for name in COLUMNS]
    kinds = dict(AccountRecord.Kind.choices)
    for account in accounts:
        row = {name: str(account.get(name) or "") for name in COLUMNS}
        row["network"] = _network(account["network"])
        row["kind"] = str(kinds.get(account["kind"], "")) if account["kind"] else ""
        row["state"] = str(AccountStates.NAMES[account["state"]])
        for name, words in WORDS.items():
            row[name] = "; ".join(str(words.get(each, each)) for each in account[name])
        for role in ROLES:
            row[role] = people(account, role)
        yield [row[name] for name in COLUMNS]


def _network(slug: str) -> str:
    try:
        return registry.network(slug).name
    except NotRecognised:
        return slug


def _parted(items: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    for place, each in enumerate(items):
        yield _bytes((",\n" if place else "\n") + _dumped(each))


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def in_language(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    """The pieces, each made in this language: a server sends them when the request's own is over."""
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


@dataclass(frozen=True)
class Format:
    """A form of the export: what it is called on the network and how it is written."""

    content_type: str
    write: Callable[[Accounts, str], Iterator[bytes]]


FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": Format("application/json", as_json),
    "jsonld": Format("application/ld+json", as_jsonld),
}
