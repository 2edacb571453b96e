"""The public register in forms for machines: docs/reference/public.md."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.utils.translation import gettext

from torilla.register.lifecycle import AccountStates
from torilla.register.public.answering import Make
from torilla.register.public.snapshot import Public
from torilla.screening.formulas import guarded

FIELDS = ("network", "handle", "name", "url", "unit", "contact", "state", "confirmed")


def as_json(public: Public, _language: str) -> bytes:
    """`/.well-known/official-accounts.json`: every account in use or in reserve."""
    told = {
        "version": 1,
        "municipality": public.content["municipality"],
        "website": public.content["website"],
        "accounts": [{name: each[name] for name in FIELDS} for each in public.accounts],
    }
    return _dumped(told)


def as_json_ld(public: Public, language: str) -> bytes:
    """schema.org: the municipality, its units as departments, and where each is on the web."""
    units: dict[str, list[dict[str, Any]]] = {}
    for each in public.accounts:
        units.setdefault(each["unit"] or "", []).append(each)
    own = units.pop("", [])
    told = {"@context": "https://schema.org"} | _organisation(
        public.municipality(language), own, public.content["role_address"]
    )
    if public.content["website"]:
        told["url"] = public.content["website"]
    told["department"] = [_organisation(name, kept) for name, kept in units.items()]
    return _dumped(told)


def _organisation(name: str, kept: list[dict[str, Any]], contact: str | None = None) -> Any:
    told = {
        "@type": "GovernmentOrganization", "name": name, "sameAs": [each["url"] for each in kept],
    }  # fmt: skip
    contact = contact or next((each["contact"] for each in kept if each["contact"]), None)
    return told | ({"email": contact} if contact else {})


def _dumped(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()


def as_csv(public: Public, _language: str) -> bytes:
    """Semicolons and a byte order mark, as spreadsheets here read it; no cell runs as a formula."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(FIELDS)
    rows.writerows([guarded(str(each[name] or "")) for name in FIELDS] for each in public.accounts)
    return ("\ufeff" + text.getvalue()).encode()


def as_atom(public: Public, language: str) -> bytes:
    """RFC 4287: an entry for each account, closed ones too, as new as what was last said of it."""
    name = public.municipality(language)
    latest = sorted(public.content["accounts"], key=lambda each: each["changed"], reverse=True)
    since = f"{public.content['since']}T00:00:00+00:00"
    updated = latest[0]["changed"] if latest else since
    here = f"{settings.BASE_URL}/{language}/accounts"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{_safe(here)}.atom</id><title>{_safe(gettext('Social media accounts'))}</title>"
        f"<author><name>{_safe(name)}</name></author><updated>{_utc(updated)}</updated>"
        f'<link rel="self" href="{_safe(here)}.atom"/><link href="{_safe(here)}/"/>'
        f"{''.join(_entry(each) for each in latest)}</feed>\n"
    ).encode()


def _entry(each: dict[str, Any]) -> str:
    title = f"{each['name']}: {AccountStates.NAMES[each['state']]}"
    return (
        f"<entry><id>{settings.BASE_URL}/accounts/{each['network']}/{quote(each['handle'])}</id>"
        f"<title>{_safe(title)}</title><updated>{_utc(each['changed'])}</updated>"
        f"<link href={quoteattr(_plain(each['url']))}/><content>{_safe(title)}</content></entry>"
    )


def _safe(text: str) -> str:
    return escape(_plain(text), {'"': "&quot;"})


def _plain(text: str) -> str:
    """Without the signs that XML has no way to write."""
    return "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")


def _utc(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat()


FORMS: dict[str, tuple[Make, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonld": (as_json_ld, "application/ld+json"),
    "atom": (as_atom, "application/atom+xml; charset=utf-8"),
}
