"""The public register as one file: made by the worker when something changes, read by every page."""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max

from torilla.guideline.policies import current_policy
from torilla.people.models import Unit
from torilla.register.models import AccountRecord, Confirmation, PublicSwitch
from torilla.register.queries import network_name

OFF: dict[str, Any] = {"on": False, "accounts": []}
"""What is public while nobody has switched the pages on: nothing."""


def path() -> Path:
    """Where the snapshot lies."""
    folder: Path = settings.HOME.path
    return folder / "public.json"


def make(now: datetime) -> dict[str, Any]:
    """What is public now: never a person, an internal note or an account that is being opened.

    Closed accounts stay, so that a citizen who asks learns that they were the municipality's.
    """
    if not PublicSwitch.objects.at(now).exists():
        return OFF
    policy = current_policy(now)
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    records = AccountRecord.objects.at(now).select_related("account", "unit").order_by("name", "pk")
    confirmed = dict(
        Confirmation.objects.values("account")
        .annotate(at=Max("confirmed_at"))
        .values_list("account", "at")
    )
    return {
        "on": True,
        "municipality": dict(policy.municipality.name),
        "languages": list(policy.municipality.languages),
        "website": policy.municipality.website,
        "role_address": root.role_address if root else "",
        "accounts": [_plain(record, confirmed.get(record.account_id)) for record in records],
    }


def _plain(record: AccountRecord, confirmed_at: datetime | None) -> dict[str, Any]:
    closed = record.state == "closed"
    return {
        "network": record.account.network,
        "network_name": network_name(record.account.network),
        "handle": record.account.handle,
        "name": record.name,
        "url": record.address,
        "umbrella": record.kind == "umbrella",
        "unit": record.unit.name if record.unit else None,
        "contact": (record.unit.role_address if record.unit else "") or None,
        "state": record.state,
        "confirmed": confirmed_at.date().isoformat() if confirmed_at and not closed else None,
        "closed": record.since.date().isoformat() if closed else None,
    }


def write(now: datetime) -> bool:
    """Make the snapshot and put it in place in one step; whether it differs from the one there."""
    text = json.dumps(make(now), ensure_ascii=False, sort_keys=True)
    file = path()
    if file.exists() and file.read_text(encoding="utf8") == text:
        return False
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(text, encoding="utf8")
    fresh.replace(file)
    return True


class Public:
    """The snapshot as read: its content and a name for its bytes, which changes when they do."""

    def __init__(self, text: str) -> None:
        self.content: dict[str, Any] = json.loads(text)
        self.name = hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def on(self) -> bool:
        return bool(self.content["on"])

    @property
    def accounts(self) -> list[dict[str, Any]]:
        """The accounts in use or in reserve."""
        return [each for each in self.content["accounts"] if each["state"] != "closed"]


_read: tuple[int, Public] | None = None


def read() -> Public:
    """The snapshot in place, read again only when the file has changed."""
    global _read
    try:
        changed = path().stat().st_mtime_ns
    except FileNotFoundError:
        return Public(json.dumps(OFF))
    if _read is None or _read[0] != changed:
        _read = (changed, Public(path().read_text(encoding="utf8")))
    return _read[1]
