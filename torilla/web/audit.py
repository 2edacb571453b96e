"""The log as a page: who did what to what, when. Personal values are not in it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from torilla.core.models import AuditEntry
from torilla.people.models import Person
from torilla.people.permissions import allows
from torilla.web.audit_words import action_in_words, subject_in_words

A_PAGE = 50


class AuditFilter(forms.Form):
    """Entries before an id (for the next page), of one subject or one actor."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    subject = forms.CharField(required=False, max_length=200)
    actor = forms.CharField(required=False, max_length=200)


def audit(request: HttpRequest) -> HttpResponse:
    """The newest entries first; older ones by the link at the end, which no new entry moves."""
    if not allows(request.user, "audit.see", None, now=timezone.now()):
        raise Http404
    form = AuditFilter(request.GET)
    if not form.is_valid():
        raise PermissionDenied
    entries = AuditEntry.objects.order_by("-id")
    chosen = form.cleaned_data
    for name in ("subject", "actor"):
        if chosen[name]:
            entries = entries.filter(**{name: chosen[name]})
    if chosen["before"]:
        entries = entries.filter(id__lt=chosen["before"])
    found = list(entries[: A_PAGE + 1])
    shown = found[:A_PAGE]
    query = request.GET.copy()
    query["before"] = str(shown[-1].id) if shown else ""
    context = {
        "rows": rows(shown),
        "older": query.urlencode() if len(found) > A_PAGE else "",
        "narrowed": chosen["subject"] or chosen["actor"],
    }
    return render(request, "web/audit.html", context)


def rows(entries: Iterable[AuditEntry]) -> list[dict[str, Any]]:
    """The entries in words; names are looked up now, they are not in the log."""
    entries = list(entries)
    names = dict(Person.objects.filter(pk__in=_persons(entries)).values_list("pk", "name"))

    def who(reference: str) -> str:
        kind, _, pk = reference.partition(":")
        known = names.get(int(pk)) if kind == "people.person" and pk.isdigit() else None
        return known or subject_in_words(reference)

    return [
        {
            "id": entry.id,
            "at": entry.at,
            "who": who(entry.actor),
            "what": action_in_words(entry.action),
            "action": entry.action,
            "subject": entry.subject,
            "about": who(entry.subject),
            "details": entry.details if entry.details != "{}" else "",
        }
        for entry in entries
    ]


def _persons(entries: Iterable[AuditEntry]) -> set[int]:
    references = {r for entry in entries for r in (entry.actor, entry.subject)}
    return {
        int(r.partition(":")[2])
        for r in references
        if r.startswith("people.person:") and r.partition(":")[2].isdigit()
    }
