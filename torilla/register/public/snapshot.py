"""The public register as one file: made by the worker when something changes, read by every page."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from torilla.core import audit
from torilla.core.alphabet import place
from torilla.core.models import AuditEntry
from torilla.guideline.addresses import judging
from torilla.guideline.policies import current_policy
from torilla.people.models import Person, Unit
from torilla.policy import NoValue, Policy
from torilla.policy.address import ROLE, UNCLEAR
from torilla.register.lifecycle import IN_USE, OPENING
from torilla.register.models import AccountRecord, Confirmation, PublicSwitch
from torilla.register.queries import network_name

Shared = Callable[..., str | None]

OFF: dict[str, Any] = {"on": False, "accounts": []}
"""What is public while nobody has switched the pages on: nothing."""
DAYS = ("confirmed", "closed")


def path() -> Path:
    """Where the snapshot lies."""
    folder: Path = settings.HOME.path
    return folder / "public.json"


def make(now: datetime) -> dict[str, Any]:
    """What is public now; nothing while the pages are off."""
    switched = PublicSwitch.objects.at(now).first()
    return OFF if switched is None else would_be(now, switched.since)


def would_be(now: datetime, since: datetime) -> dict[str, Any]:
    """What is public once the pages are on: never a person, an internal note or a finding.

    Closed accounts stay, so that a citizen who asks learns that they were the municipality's; one that is
    being opened, or was given up before it was in use, is not told of. `since` is when the pages were
    switched on.
    """
    policy = current_policy(now)
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    used = AccountRecord.objects.filter(state__in=IN_USE).values("account")
    opening = AccountRecord.objects.filter(state=OPENING).exclude(account__in=used)
    records = AccountRecord.objects.at(now).exclude(account__in=opening.values("account"))
    records = records.select_related("account", "unit")
    confirmed = dict(
        Confirmation.objects.values("account")
        .annotate(at=Max("confirmed_at"))
        .values_list("account", "at")
    )
    shared = _shared(now)
    accounts = [_plain(record, confirmed.get(record.account_id), shared) for record in records]
    return {
        "on": True,
        "since": timezone.localdate(since).isoformat(),
        "municipality": dict(policy.municipality.name),
        "languages": list(policy.municipality.languages),
        "website": policy.municipality.website,
        "role_address": shared(root.role_address if root else ""),
        "answer_hours": _answer_hours(policy, now),
        "accounts": sorted(accounts, key=lambda each: (place(each["name"]), each["url"])),
    }


def _plain(record: AccountRecord, confirmed_at: datetime | None, shared: Shared) -> dict[str, Any]:
    closed, unit = record.state == "closed", record.unit
    return {
        "network": record.account.network,
        "network_name": network_name(record.account.network),
        "handle": record.account.handle,
        "name": record.name,
        "url": record.address,
        "umbrella": record.kind == "umbrella",
        "unit": unit.name if unit else None,
        "contact": shared(record.role_address, unit.role_address if unit else ""),
        "state": record.state,
        "confirmed": _day(confirmed_at) if confirmed_at and not closed else None,
        "closed": _day(record.since) if closed else None,
        "changed": max(record.since, confirmed_at or record.since).isoformat(timespec="seconds"),
    }


def _shared(now: datetime) -> Shared:
    """The first address that is the municipality's and not one person's own."""
    own = set(Person.objects.exclude(email=None).values_list("email", flat=True))
    judge = judging(now)

    def shared(*addresses: str) -> str | None:
        for address in addresses:
            ours = judge(address).kind in (ROLE, UNCLEAR)
            # Who signs in with a shared address is still not told to the public.
            if ours and address.lower() not in own:
                return address
        return None

    return shared


def _answer_hours(policy: Policy, now: datetime) -> int | None:
    """Within how many hours the municipality means to answer."""
    try:
        return int(policy.parameter("reply.hours", on=timezone.localdate(now)).value)
    except NoValue:
        return None


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def write(now: datetime) -> bool:
    """Make the snapshot and put it in place in one step; whether it differs from the one there."""
    text = json.dumps(make(now), ensure_ascii=False, sort_keys=True)
    file = path()
    if file.exists() and file.read_text(encoding="utf8") == text:
        return False
    fresh = file.with_suffix(f".{os.getpid()}.new")
    with fresh.open("w", encoding="utf8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())  # a machine that loses power must not come back to an empty file
    fresh.replace(file)
    return True


_told: tuple[Path, int] | None = None


def keep_up(now: datetime) -> bool:
    """Write the snapshot where the log tells of something since the last time; whether it did."""
    global _told
    seen = (path(), audit.head().id)
    if seen == _told and path().exists():
        return False
    written = write(now)
    # What was recorded after `now` is not in it yet: then the next time looks again.
    _told = None if AuditEntry.objects.filter(pk=seen[1], at__gt=now).exists() else seen
    return written


class Public:
    """The snapshot as read: its content, a name for its bytes, and the pages made of it so far."""

    def __init__(self, text: str) -> None:
        self.content: dict[str, Any] = json.loads(text)
        self.name = hashlib.sha256(text.encode()).hexdigest()[:16]
        self.pages: dict[Any, bytes] = {}
        for account in self.content["accounts"]:
            for name in DAYS:
                account[name] = date.fromisoformat(account[name]) if account[name] else None

    @property
    def on(self) -> bool:
        return bool(self.content["on"])

    @property
    def since(self) -> date:
        """The day on which the pages were switched on."""
        return date.fromisoformat(self.content["since"])

    @cached_property
    def accounts(self) -> list[dict[str, Any]]:
        """The accounts in use or in reserve, by the alphabet."""
        return [each for each in self.content["accounts"] if each["state"] != "closed"]

    @cached_property
    def by_handle(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every account, closed ones too, by network and handle."""
        return {(each["network"], each["handle"]): each for each in self.content["accounts"]}

    def municipality(self, language: str) -> str:
        """The municipality's name in a language, else in Finnish."""
        names: dict[str, str] = self.content["municipality"]
        return names.get(language) or names["fi"]


NOTHING = Public(json.dumps(OFF))
_read: tuple[tuple[Path, int, int], Public] = ((Path(), 0, 0), NOTHING)


def read() -> Public:
    """The snapshot in place, read again only when the file has changed."""
    global _read
    file = path()
    try:
        found = file.stat()
    except FileNotFoundError:
        return NOTHING
    state = (file, found.st_ino, found.st_mtime_ns)
    if _read[0] != state:
        _read = (state, Public(file.read_text(encoding="utf8")))
    return _read[1]
