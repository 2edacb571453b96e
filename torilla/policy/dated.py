"""Reads parameters: plain, with basis and note, or dated (docs/reference/policy-file.md)."""

from collections.abc import Mapping
from typing import Any

from torilla.policy.kinds import Chain, Kind
from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.parameters import PARAMETERS
from torilla.policy.policy import Dated, Parameter
from torilla.policy.problems import Problem, Source, suggest
from torilla.policy.reading import DATE, Table, is_date


def read_general(raw: object, source: Source) -> dict[str, Dated]:
    """The general parameters, `[parameter."name"]` each."""
    section = Table(raw, Message(_("the parameters")), source)
    found = {}
    for name in section.raw:
        header = source.header(f"parameter.{name}")
        where = Message(_("parameter {name}"), name=name[:80])
        if name in PARAMETERS:
            found[name] = _values(
                section.raw[name], PARAMETERS[name].kind, Table({}, where, source, header), None
            )
        else:
            what = Message(_("there is no such parameter"))
            source.problems.append(Problem(where, what, suggest(name, PARAMETERS), header))
    for name, general in PARAMETERS.items():
        if general.needed and name not in section.raw:
            what = Message(_("the parameter {name} is missing"), name=name)
            source.problems.append(Problem(section.where, what, general.kind.right))
    return found


def read_params(table: Table, kinds: Mapping[str, Kind], basis: str) -> dict[str, Dated]:
    """The parameters of a rule, which take the rule's basis where they give none."""
    found: dict[str, Dated] = {}
    for key, kind in kinds.items():
        raw = table.take(key)
        if raw is None:
            table.wrong(key, kind.right)
        elif isinstance(raw, dict) or _is_dated(raw):
            found[key] = _values(raw, kind, _under(table, key), basis)
        elif kind.accepts(raw):
            found[key] = (Parameter(kind.read(raw), basis, {}, None),)
        else:
            table.wrong(key, kind.right)
    return found


def _under(table: Table, key: str) -> Table:
    return Table({}, table.where, table.source, table.header, f"{table.prefix}{key}.")


def _is_dated(raw: object) -> bool:
    """A list of tables that give a value or a date; a list of steps is a plain value."""
    return (
        isinstance(raw, list)
        and bool(raw)
        and all(isinstance(row, dict) and ("value" in row or "from" in row) for row in raw)
    )


def _values(raw: Any, kind: Kind, place: Table, basis: str | None) -> Dated:
    if not _is_dated(raw):
        return (_value(raw, kind, place, basis),)
    values = tuple(_value(row, kind, place, basis, dated=True) for row in raw)
    days = [value.since for value in values if value.since]
    if any(later <= earlier for earlier, later in zip(days, days[1:], strict=False)):
        place.complain(
            Message(_("the dates are out of order")),
            Message(_("give each value a later date than the one before it")),
        )
    return values


def _value(
    raw: object, kind: Kind, place: Table, basis: str | None, dated: bool = False
) -> Parameter:
    """One value; dated ones say from when."""
    table = Table(raw, place.where, place.source, place.header, place.prefix)
    value, since = table.take("value"), None
    if dated:
        since = table.take("from")
        if not is_date(since):
            table.wrong("from", DATE)
            since = None
    if kind.accepts(value):
        value = kind.read(value)
    else:
        wrong = kind.wrong(value) if isinstance(kind, Chain) else None
        if wrong is not None:
            table.complain(*wrong)
        else:
            table.wrong("value", kind.right)
    found = Parameter(value, table.basis(basis), table.note(), since)
    table.close()
    return found
