"""Reads what stands around the clauses: municipality, document, history, accounts, positions."""

from typing import Any

from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Document, Handling, Municipality, SeedAccount, Texts
from torilla.policy.positions import HOLDERS
from torilla.policy.problems import Problem, Source, suggest
from torilla.policy.reading import LANGUAGES, Table, tables

OUTCOMES = ("", "prepared", "returned", "proposed", "approved", "rejected")
ACCOUNT_KINDS = ("", "umbrella", "unit", "campaign", "project")

_NETWORK = "[a-z][a-z0-9_]{0,29}"


def _section(raw: dict[str, Any], name: str, source: Source) -> Table:
    where = Message(_("[{name}]"), name=name)
    return Table(raw.get(name, {}), where, source, source.header(name))


def read_municipality(raw: dict[str, Any], source: Source) -> Municipality:
    """The `[municipality]` section."""
    table = _section(raw, "municipality", source)
    found = Municipality(
        code=table.text("code", Message(_("give the code of three digits")), r"\d{3}"),
        name=table.texts("name", ("fi", "sv")),
        website=table.text("website", Message(_("give an address with https://")), r"https://\S+"),
        languages=_languages(table),
    )
    table.close()
    return found


def _languages(table: Table) -> tuple[str, ...]:
    value = table.take("languages")
    if isinstance(value, list) and value in (["fi"], ["sv"], ["fi", "sv"], ["sv", "fi"]):
        return tuple(value)
    table.wrong("languages", Message(_("give a list of “fi”, “sv” or both")))
    return ("fi",)


def read_document(raw: dict[str, Any], source: Source) -> Document:
    """The `[document]` section."""
    table = _section(raw, "document", source)
    found = Document(
        title=table.text("title", Message(_("give the guideline’s title"))),
        language=table.among("language", LANGUAGES),
        case=table.text_or_empty("case"),
        preparer=table.text_or_empty("preparer"),
        in_force=table.day("in_force"),
    )
    table.close()
    return found


def read_history(raw: dict[str, Any], source: Source) -> tuple[Handling, ...]:
    """The `[[history]]` tables, in order of dates where these are known."""
    rows = tables(raw, "history", _("handling {number}"), source)
    found = tuple(_handling(table) for table in rows)
    days = [(row.date, table) for row, table in zip(found, rows, strict=True) if row.date]
    for (earlier, _before), (later, table) in zip(days, days[1:], strict=False):
        if later < earlier:
            what = Message(_("the dates are out of order"))
            table.complain(what, Message(_("put the oldest handling first")), "date")
    return found


def _handling(table: Table) -> Handling:
    found = Handling(
        body=table.text_or_empty("body"),
        date=table.day("date"),
        section=table.text_or_empty("section", ".{1,20}"),
        case=table.text_or_empty("case", ".{1,50}"),
        outcome=table.among("outcome", OUTCOMES),
    )
    table.close()
    return found


def read_accounts(raw: dict[str, Any], source: Source) -> tuple[SeedAccount, ...]:
    """The `[[account]]` tables: accounts that the text lists, each once."""
    found: list[SeedAccount] = []
    for table in tables(raw, "account", _("account {number}"), source):
        account = _account(table)
        if any(each.address == account.address or each.clause == account.clause for each in found):
            what = Message(_("its address or its clause was given before"))
            table.complain(what, Message(_("list each account once")), "address")
        found.append(account)
    return tuple(found)


def _account(table: Table) -> SeedAccount:
    kind = table.among("kind", ACCOUNT_KINDS) if "kind" in table.raw else ""
    network = Message(_("give a network’s key, such as “facebook”"))
    found = SeedAccount(
        network=table.text("network", network, _NETWORK),
        address=table.text("address", Message(_("give the account’s address")), r"\S{4,500}"),
        kind=kind,
        clause=table.text("clause", Message(_("give its id, such as “A1”")), r"\w{1,10}"),
    )
    table.asked.append("kind")
    table.close()
    return found


def read_position_names(raw: object, source: Source) -> dict[str, Texts]:
    """The `[position_name.…]` tables: what the municipality calls a position."""
    section = Table(raw, Message(_("[{name}]"), name="position_name"), source)
    found: dict[str, Texts] = {}
    for position in section.raw:
        header = source.header(f"position_name.{position}")
        where = Message(_("the name of {position}"), position=position[:80])
        if position in HOLDERS:
            found[position] = Table(section.raw[position], where, source, header).languages(
                LANGUAGES
            )
        else:
            what = Message(_("there is no such position"))
            source.problems.append(Problem(where, what, suggest(position, HOLDERS), header))
    return found
