"""What of the guideline is not kept, and who is excused."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.core.acting import act
from torilla.guideline import pages, queries
from torilla.guideline.commands.end_waiver import end_waiver
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.forms import WaiverForm
from torilla.guideline.models import Finding, Waiver
from torilla.guideline.seeing import see, sent
from torilla.guideline.texts import reason, sentence
from torilla.people.models import Unit

PER_PAGE = 25


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Open findings, by unit, clause and rule; ?waived=1 shows those that are excused."""
    now = timezone.now()
    see(request.user, "guideline.see_findings", None, now)
    policy = queries.current_policy(now)
    filters = _filters(request)
    page = Paginator(queries.open_findings(**filters), PER_PAGE).get_page(request.GET.get("page"))
    given = {
        k: v for k, v in request.GET.items() if v and k in ("unit", "clause", "rule", "waived")
    }
    context = {
        "page": page,
        "findings": pages.cards(page.object_list, policy, request.user, now),
        "filters": filters,
        "filtered": bool(given),
        "query": f"&{urlencode(given)}" if given else "",
        "units": Unit.objects.filter(ended_at=None),
        "clauses": [c for c in policy.clauses.values() if _has_rule(c.covered_by)],
        "rules": [(rule, sentence(rule)) for rule in policy.rules],
    }
    return render(request, "guideline/findings.html", context)


def _filters(request: HttpRequest) -> dict[str, Any]:
    unit = request.GET.get("unit", "")
    return {
        "unit": int(unit) if unit.isdecimal() and len(unit) < 12 else None,
        "clause": request.GET.get("clause", "")[:10],
        "rule": request.GET.get("rule", "")[:60],
        "waived": request.GET.get("waived") == "1",
    }


def _has_rule(covered_by: tuple[str, ...]) -> bool:
    return any(cover.startswith("rule:") for cover in covered_by)


def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Excuse this subject from this rule until a day."""
    now = timezone.now()
    finding = get_object_or_404(Finding.objects.select_related("unit"), pk=pk)
    see(request.user, "guideline.waive", finding, now)
    form = WaiverForm(sent(request))
    return act(
        request,
        form,
        lambda **who: grant_waiver(finding=finding, **form.cleaned_data, **who),
        template="guideline/waive.html",
        context=lambda: _about(finding, now),
        to="guideline:waivers",
        said=_("The waiver is granted."),
    )


def _about(finding: Finding, now: datetime) -> dict[str, Any]:
    return {
        "finding": finding,
        "reason": reason(finding.message, finding.values),
        "sentence": sentence(finding.rule),
        "place": queries.current_policy(now).clauses[finding.clause].where
        if finding.clause
        else "",
        "back": reverse("guideline:findings"),
    }


@require_safe
def waivers(request: HttpRequest) -> HttpResponse:
    """Who is excused from what, by whom, why and until when."""
    now = timezone.now()
    reader = see(request.user, "guideline.see_findings", None, now)
    rows = [_waiver(waiver, finding, now) for waiver, finding in queries.waivers(now)]
    may_end = reader.may("guideline.waive", None, now=now)
    return render(request, "guideline/waivers.html", {"rows": rows, "may_end": may_end})


def _waiver(waiver: Waiver, finding: Finding | None, now: datetime) -> dict[str, Any]:
    return {
        "waiver": waiver,
        "subject": finding.subject_name if finding else _("put right meanwhile"),
        "sentence": sentence(waiver.rule),
        "until": waiver.until and waiver.until - timedelta(seconds=1),
    }


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an exception before its day."""
    waiver = get_object_or_404(Waiver, pk=pk)
    see(request.user, "guideline.waive", waiver, timezone.now())
    context = {
        "title": _("End the waiver"),
        "text": _("What it excused must be put right again: %(rule)s")
        % {"rule": sentence(waiver.rule)},
        "back": reverse("guideline:waivers"),
    }
    return act(
        request,
        None,
        lambda **who: end_waiver(waiver=waiver, **who),
        context=context,
        to="guideline:waivers",
        said=_("The waiver has ended."),
    )
