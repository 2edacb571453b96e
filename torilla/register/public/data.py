"""The public register in forms for machines."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from torilla.register.public.snapshot import Public

FIELDS = ("network", "handle", "name", "url", "unit", "contact", "state", "confirmed")
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What makes a spreadsheet take a cell for a formula."""


def as_json(public: Public, _language: str) -> bytes:
    """The shape of `/.well-known/official-accounts.json` (docs/reference/public.md)."""
    told = {
        "municipality": public.content["municipality"],
        "website": public.content["website"],
        "accounts": [{name: each[name] for name in FIELDS} for each in public.accounts],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_json_ld(public: Public, language: str) -> bytes:
    """schema.org: the municipality and the same as where else on the web."""
    names = public.content["municipality"]
    told = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": names.get(language) or names["fi"],
        "url": public.content["website"],
        "sameAs": [each["url"] for each in public.accounts],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_csv(public: Public, _language: str) -> bytes:
    """Semicolons and a byte order mark, as spreadsheets here read it; no cell runs as a formula."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(FIELDS)
    rows.writerows([_harmless(each[name]) for name in FIELDS] for each in public.accounts)
    return ("\ufeff" + text.getvalue()).encode()


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_atom(public: Public, language: str) -> bytes:
    """A feed: an entry for each account, dated by when its details were last confirmed."""
    names = public.content["municipality"]
    title = escape(names.get(language) or names["fi"])
    entries = "".join(_entry(each) for each in public.accounts)
    dates = [each["confirmed"] for each in public.accounts if each["confirmed"]]
    updated = max(dates, default="1970-01-01")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><title>{title}</title>'
        f"<id>urn:torilla:public:{public.name}</id><updated>{updated}T00:00:00Z</updated>"
        f"{entries}</feed>\n"
    ).encode()


def _entry(each: dict[str, Any]) -> str:
    updated = each["confirmed"] or "1970-01-01"
    return (
        f"<entry><title>{escape(each['name'])}</title><id>{escape(each['url'])}</id>"
        f"<link href={quoteattr(each['url'])}/><updated>{updated}T00:00:00Z</updated></entry>"
    )


FORMS: dict[str, tuple[Callable[[Public, str], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonld": (as_json_ld, "application/ld+json"),
    "atom": (as_atom, "application/atom+xml"),
}
