"""Who acts in an account: naming, ending; and a unit's answer about the accounts it has."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.ids import id_in
from torilla.core.returning import back_to
from torilla.people.permissions import allows
from torilla.people.queries import units_seen_by
from torilla.register.commands.answer_inquiry import answer_inquiry
from torilla.register.commands.end_stewardship import end_stewardship
from torilla.register.commands.name_steward import name_steward
from torilla.register.findings import reasons_on
from torilla.register.forms import AnswerForm, NameForm
from torilla.register.models import AccountRecord, Stewardship
from torilla.register.queries import candidates, stewardships_seen_by
from torilla.register.views import home_of, must, seen_or_404


def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody to the account; the search works without script."""
    account, record = seen_or_404(request, pk)
    must(request, "register.name_steward", account)
    back = back_to(request, home_of(account))
    sought = request.GET.get("q", "")
    wanted = request.GET.get("person", "")
    found = candidates(sought, account=account, chosen=request.POST.get("person") or wanted)
    role = request.GET.get("role")
    initial = {"role": role if role in Stewardship.Role.values else None, "person": id_in(wanted)}
    form = NameForm(request.POST or None, people=found.people, initial=initial)

    def said(stewardship: Stewardship) -> str:
        done = _("%(person)s is now %(role)s of this account. The manager is told (K4).") % {
            "person": stewardship.person.name,
            "role": stewardship.get_role_display(),
        }
        return " ".join([done, *reasons_on(account, NOTED_AT_NAMING)])

    def context() -> dict[str, Any]:
        return {
            "account": account,
            "record": record,
            "found": found,
            "q": sought,
            "role": role,
            "back": back,
            "propose": _propose(request, form),
        }

    return act(
        request,
        form,
        lambda **who: name_steward(account=account, **form.cleaned_data, **who),
        template="register/name.html",
        context=context,
        to=back,
        said=said,
    )


NOTED_AT_NAMING = ("stewards.agreement", "stewards.duty-gap")
"""Rules whose breach is told at once to whoever named."""


def _propose(request: HttpRequest, form: NameForm) -> str:
    """Where an agreement with the chosen person is proposed; "" for whoever may not."""
    person = form.cleaned_data.get("person") if form.is_bound else None
    now = timezone.now()
    if person is None or not allows(request.user, "agreements.propose", person, now=now):
        return ""
    return reverse("agreements:propose_time", args=[person.pk])


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a right away, after a page that says what follows."""
    stewardship = stewardships_seen_by(request.user, timezone.now()).filter(pk=pk).first()
    if stewardship is None:
        raise Http404
    account, record = seen_or_404(request, stewardship.account_id)
    must(request, "register.end_steward", stewardship)

    def said(ended: Stewardship) -> str:
        return _("%(person)s no longer acts in this account. The manager is told (K4).") % {
            "person": ended.person.name
        }

    return act(
        request,
        None,
        lambda **who: end_stewardship(stewardship=stewardship, **who),
        template="register/end.html",
        context={"account": account, "record": record, "stewardship": stewardship},
        to=home_of(account),
        said=said,
    )


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Which accounts does this unit already have (C4)?"""
    now = timezone.now()
    unit = units_seen_by(request.user, now).filter(pk=pk, ended_at=None).first()
    if unit is None or not allows(request.user, "register.answer_inquiry", unit, now=now):
        raise Http404
    form = AnswerForm(request.POST or None)
    records = AccountRecord.objects.at(now).filter(unit=unit).exclude(state="closed")
    return act(
        request,
        form,
        lambda **who: answer_inquiry(unit=unit, **form.cleaned_data, **who),
        template="register/answer.html",
        context={"unit": unit, "records": records.select_related("account")},
        to=reverse("web:home"),
        said=_("Thank you. The unit’s answer is recorded (C4)."),
    )
