"""What the pages of setting an account up show: the items as numbered steps, each with its one button."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from torilla.core.returning import FIELD
from torilla.openings import checklist
from torilla.openings.checklist import Item
from torilla.openings.models import Application
from torilla.openings.set_up import (
    DONE,
    LEFT,
    OPEN,
    Point,
    checklist_of,
    conditions,
    lead_of,
    missing,
)
from torilla.openings.taking_over import people_for, wanted_name
from torilla.people.models import Person
from torilla.people.permissions import RELATIONS, TABLE, allows
from torilla.people.positions import HEAD_OF_UNIT, NAMES
from torilla.register.models import Account, Seen
from torilla.register.naming import namer_of, names_for
from torilla.register.queries import network_name

STATES = frozenset({"approved", "provisioning", "opened"})
"""The states of an application in which there is something to set up, or something was."""


def set_up_part(application: Application, reader: Person, now: datetime) -> dict[str, Any]:
    """What the hub of an application shows of its setting up; nothing before it is approved."""
    if application.state not in STATES:
        return {}
    points = checklist_of(application, now) if application.state != "opened" else []
    return {
        "state": application.state,
        "url": address_of(application),
        "done": sum(point.state != OPEN for point in points),
        "number": len(points),
        "next": next((point.item.title for point in missing(points)), ""),
        "may": allows(reader, "openings.set_up", application, now=now),
        "account": application.account,
    }


def set_up_page(application: Application, reader: Person, now: datetime) -> dict[str, Any]:
    """The whole checklist for this reader."""
    account = application.account
    points = checklist_of(application, now)
    left = missing(points) if application.state != "opened" else []
    steps = list(_steps(application, points, reader, now))
    return {
        "application": application,
        "account": account,
        "state": application.state,
        "begun": application.state in STATES,
        "steps": steps,
        "left": len(left),
        "ready": application.state == "provisioning" and not left,
        "may": allows(reader, "openings.set_up", application, now=now),
        "wanted_name": wanted_name(application),
        "crumbs": crumbs(application),
    }


def address_of(application: Application) -> str:
    """The checklist’s own address."""
    return reverse("openings:set_up", args=[application.pk])


def crumbs(application: Application) -> list[dict[str, str]]:
    """The way from the application to its checklist."""
    try:
        url = reverse("openings:application", args=[application.pk])
    except NoReverseMatch:
        return []
    return [{"label": application.title, "url": url}]


def _steps(
    application: Application, points: list[Point], reader: Person, now: datetime
) -> Iterator[dict[str, Any]]:
    first = next(iter(missing(points)), None)
    for point in points:
        yield {
            "key": point.item.key,
            "title": point.item.title,
            "text": _text(application, point),
            "state": "now" if point is first else point.state,
            "clause": point.clause,
            "added": not point.clause,
            "why": point.why,
            "who": point.who,
            "at": point.at,
            "named": point.named,
            "note": point.note,
            "done": point.state == DONE,
            "left": point.state == LEFT,
            **_ways(application, point, reader, now),
        }


def _text(application: Application, point: Point) -> str | Promise:
    if point.item is checklist.CONDITIONS:
        return " ".join(row.condition for row in conditions(application))
    return point.item.text


def _ways(
    application: Application, point: Point, reader: Person, now: datetime
) -> dict[str, str | Promise]:
    """The button of an open item and the way to leave it out; or by whom it is done."""
    if application.state == "opened" or point.state == DONE:
        return {}
    ways: dict[str, str | Promise] = {}
    if may_do(point.item, application, reader, now):
        ways |= {"url": _url(application, point.item, now), "words": point.item.words}
    else:
        ways["by"] = doers(point.item, now)
    if point.leavable and allows(reader, "openings.set_up", application, now=now):
        note = reverse("openings:note_item", args=[application.pk])
        ways["leave"] = f"{note}?{urlencode({'item': point.item.key})}"
    return ways


def may_do(item: Item, application: Application, reader: Person, now: datetime) -> bool:
    """Whether the reader may do the item on its page."""
    if item.permission.startswith("openings."):
        return allows(reader, item.permission, application, now=now)
    account = application.account
    if account is None:
        return False
    if item.page == "register:name":
        return names_for(reader, account, now=now)
    if item is checklist.DUTY:
        return allows(reader, item.permission, lead_of(application), now=now)
    if item.permission.startswith("register."):
        return allows(reader, item.permission, account, now=now)
    return True


def doers(item: Item, now: datetime) -> str:
    """Whose work the item is, by position."""
    if item.page == "register:name":
        return str(NAMES.get(namer_of(now), NAMES[HEAD_OF_UNIT]))
    columns = TABLE[item.permission] - (RELATIONS - {HEAD_OF_UNIT})
    return ", ".join(str(name) for position, name in NAMES.items() if position in columns)


def _url(application: Application, item: Item, now: datetime) -> str:
    account = application.account
    if item.page.startswith("agreements:"):
        return reverse(item.page)
    if item is checklist.DUTY:
        lead = lead_of(application)
        return reverse(item.page, args=[lead.pk]) if lead else ""
    if item.page.startswith("openings:"):
        query = f"?item={item.key}" if item.by_hand else ""
        return reverse(item.page, args=[application.pk]) + query
    assert account is not None  # noqa: S101  (its pages are those of an account)
    query = {FIELD: address_of(application)} | _chosen(application, item, account, now)
    return f"{reverse(item.page, args=[account.pk])}?{urlencode(query)}{item.at}"


def _chosen(
    application: Application, item: Item, account: Account, now: datetime
) -> dict[str, str | int]:
    """What the page has chosen already: the role and the next person, or what is looked at next."""
    key, _equals, value = item.query.partition("=")
    chosen: dict[str, str | int] = {key: value} if key else {}
    if item.page == "register:name":
        named = account.stewardships.open().filter(role=value).values_list("person_id", flat=True)
        wanted = people_for(application).get(item.key, [])
        if left := [person for person in wanted if person not in set(named)]:
            chosen["person"] = left[0]
    if item is checklist.LINKS:
        there = account.seen.open().filter(present=True).values_list("what", flat=True)
        links = (Seen.What.UNIT_PAGE, Seen.What.LIST_PAGE, Seen.What.BACK)
        chosen["what"] = next((link.value for link in links if link not in set(there)), value)
    return chosen


def begin_words(application: Application) -> dict[str, Any]:
    """What is told where the account’s address is asked for."""
    return {
        "application": application,
        "network": network_name(application.network),
        "crumbs": [
            *crumbs(application),
            {"label": _("Setting up"), "url": address_of(application)},
        ],
    }
