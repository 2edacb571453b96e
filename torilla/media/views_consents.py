"""Consents: asked by a link, given on paper, taken back, cancelled."""

from base64 import b64encode
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed, Refused
from torilla.media.commands.ask_consent import Asked, ask_consent, capacity_of
from torilla.media.commands.cancel_consent import cancel_consent
from torilla.media.commands.record_paper import open_paper, record_paper
from torilla.media.commands.withdraw_consent import record_withdrawal
from torilla.media.forms_people import AskForm, HeardForm, PaperForm
from torilla.media.models import Consent, Pictured
from torilla.media.numbers import number
from torilla.media.papers import TYPES
from torilla.media.queries_people import consent_seen_by
from torilla.media.views_people import around, people_of, pictured_or_404


def consent_or_404(request: HttpRequest, pk: int, permission: str, now: datetime) -> Consent:
    """The consent; 403 where one sees it and may not do this."""
    found = consent_seen_by(request.user, pk, now)
    if found is None:
        raise Http404
    if not request.user.may(permission, found, now=now):
        raise NotAllowed(permission, found)
    return found


def usual_end(now: datetime) -> date:
    """The last day that is proposed for a consent."""
    today, months = timezone.localdate(now), number("media.consent_months", now)
    years, month = divmod(today.month - 1 + months, 12)
    return date(today.year + years, month + 1, min(today.day, 28))


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked; then the link, which is shown once."""
    now = timezone.now()
    found = pictured_or_404(request, pk, "media.ask_consent", now)
    child = capacity_of(found, now) == Consent.Capacity.GUARDIAN
    initial = {"until": usual_end(now), "language": "fi", "basis": Consent.Basis.CONSENT}
    form = AskForm(request.POST or None, child=child, initial=initial)
    made: list[Asked] = []

    def run(**who: Any) -> None:
        made.append(ask_consent(pictured=found, **form.said(), **who))

    response = act(
        request,
        form,
        run,
        template="media/people_form.html",
        context=lambda: _asking(found, child),
        to=people_of(found.asset),
    )
    return render(request, "media/asked.html", _asked(made[0], found)) if made else response


def _asking(pictured: Pictured, child: bool) -> dict[str, Any]:
    text = (
        _("You get a link that you give to the guardian. Make one for each guardian.")
        if child
        else _("You get a link that you give to the person in the picture.")
    )
    return around(
        pictured.asset,
        _("Ask for consent: %(label)s") % {"label": pictured.label},
        text=text,
        button=_("Make the link"),
    )


def _asked(asked: Asked, pictured: Pictured) -> dict[str, Any]:
    link = settings.BASE_URL + reverse("consent:answer", args=[asked.token])
    until = asked.consent.link_until
    svg = get_adapter().build_totp_svg(link)
    return around(
        pictured.asset,
        _("The link is ready"),
        consent=asked.consent,
        link=link,
        until=until,
        square="data:image/svg+xml;base64," + b64encode(svg.encode()).decode(),
        mail=_mail(asked.consent, link),
    )


def _mail(consent: Consent, link: str) -> str:
    """A draft for the sender's own mail program, in the language of the one who is asked."""
    with translation.override(consent.language):
        subject = _("May we use a picture?")
        if consent.basis == Consent.Basis.PUBLIC_TASK:
            body = _("We would like to use a picture in which you can be recognised. See it here:")
        else:
            body = _("We ask for your consent to use a picture. See it and answer here:")
    return f"mailto:?subject={quote(subject)}&body={quote(f'{body} {link}')}"


def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a consent that was signed on paper."""
    now = timezone.now()
    found = pictured_or_404(request, pk, "media.ask_consent", now)
    child = capacity_of(found, now) == Consent.Capacity.GUARDIAN
    form = PaperForm(request.POST or None, request.FILES or None, initial={"until": usual_end(now)})
    if not child:
        del form.fields["child_view"]

    def run(**who: Any) -> Consent:
        data = dict(form.cleaned_data)
        file = data.pop("file")
        return record_paper(pictured=found, name=file.name, content=file.read(), **data, **who)

    return act(
        request,
        form,
        run,
        template="media/people_form.html",
        context=lambda: around(
            found.asset, _("Consent on paper: %(label)s") % {"label": found.label}
        ),
        to=people_of(found.asset),
        said=_("The consent is recorded."),
    )


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a consent: a page that says that its opening is recorded, then the file itself."""
    now = timezone.now()
    found = consent_or_404(request, pk, "media.see_consents", now)
    asset = found.pictured.asset
    context = around(
        asset,
        _("The scanned consent"),
        text=_("That you open it is recorded in the log."),
        button=_("Open the scan"),
        plain=True,
    )
    if request.method != "POST":
        return render(request, "media/people_ask.html", context)
    try:
        kept = open_paper(consent=found, actor=request.user, now=now)
    except Refused as refused:
        return render(request, "media/people_ask.html", {**context, "refusal": refused}, status=422)
    response = HttpResponse(bytes(kept.content), content_type=TYPES[kept.kind])
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, kept.name) or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody took the consent back by word of mouth: it counts just the same."""
    now = timezone.now()
    found = consent_or_404(request, pk, "media.ask_consent", now)
    form = HeardForm(request.POST or None)
    return act(
        request,
        form,
        lambda **who: record_withdrawal(consent=found, **form.cleaned_data, **who),
        template="media/people_form.html",
        context=lambda: around(
            found.pictured.asset,
            _("Record a withdrawal"),
            text=_(
                "The picture is not used any more from this moment on. The lead updater of each account in "
                "which it was published is asked to remove it."
            ),
            button=_("Record the withdrawal"),
            danger=True,
        ),
        to=people_of(found.pictured.asset),
        said=_("Recorded. The picture is not used any more."),
    )


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question back that nobody answered."""
    now = timezone.now()
    found = consent_or_404(request, pk, "media.ask_consent", now)
    return act(
        request,
        None,
        lambda **who: cancel_consent(consent=found, **who),
        template="media/people_ask.html",
        context=lambda: around(
            found.pictured.asset,
            _("Take the question back"),
            text=_("The link stops working, and this answer is not waited for any more."),
            button=_("Take back"),
            danger=True,
        ),
        to=people_of(found.pictured.asset),
        said=_("Taken back."),
    )
