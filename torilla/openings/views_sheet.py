"""Application and decision as PDF, and the text for the minutes."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from torilla.openings.models import Application
from torilla.openings.queries import application_seen_by
from torilla.openings.sheet.application import application_sheet
from torilla.openings.sheet.blocks import Sheet
from torilla.openings.sheet.decision import decision_sheet, has_decision
from torilla.openings.sheet.minutes import minutes as texts
from torilla.openings.sheet.pdf import NotMade
from torilla.openings.sheet.pdf import render as pdf

logger = logging.getLogger(__name__)

NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}


@require_safe
def application_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The application as it stands; ?language=fi, sv or en, else the reader's own."""
    return _pdf(request, _seen(request, pk), application_sheet)


@require_safe
def decision_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision sheet; before anything is decided the way back to the application."""
    application = _seen(request, pk)
    if has_decision(application):
        return _pdf(request, application, decision_sheet)
    messages.info(
        request,
        _("Nothing has been decided yet. The decision sheet comes with the first decision."),
    )
    return redirect("openings:application", application.pk)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The text for the minutes of each who decides in this round, to be copied."""
    application, now = _seen(request, pk), timezone.now()
    language = _language(request)
    with translation.override(language):
        found = texts(application, now=now)
    page = {
        "application": application,
        "texts": found,
        "language": language,
        "languages": NAMES,
        "decided": has_decision(application),
        "crumbs": _crumbs(application),
    }
    return render(request, "openings/minutes.html", page)


def _seen(request: HttpRequest, pk: int) -> Application:
    person: Any = request.user  # signed in: the web lets nobody else come here
    application = application_seen_by(person, pk, timezone.now())
    if application is None:
        raise Http404
    return application


def _language(request: HttpRequest) -> str:
    """The language asked for if it is one of ours, else the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in NAMES else (translation.get_language() or settings.LANGUAGE_CODE)


def _pdf(
    request: HttpRequest, application: Application, make: Callable[..., Sheet]
) -> HttpResponse:
    now, language = timezone.now(), _language(request)
    with translation.override(language):
        sheet = make(application, now=now)
    try:
        made = pdf(sheet, at=now)
    except NotMade as error:
        logger.error("sheet of application %s: %s", application.pk, error)
        return _back(
            request,
            application,
            _("The file could not be made now. Try again, or copy the text from the page."),
        )
    name = f"{slugify(sheet['kind'])}-{application.pk}-{language}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Language": language,
            "Cache-Control": "no-store",
        },
    )


def _back(request: HttpRequest, application: Application, why: str) -> HttpResponse:
    messages.info(request, why)
    return redirect("openings:application", application.pk)


def _crumbs(application: Application) -> list[dict[str, str]]:
    here = reverse("openings:application", args=[application.pk])
    return [{"label": application.title, "url": here}]
