"""By which work account a person is known; linked by hand where no address may be matched."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core.acting import act
from torilla.people.commands.link_work_account import link_work_account
from torilla.people.commands.unlink_work_account import unlink_work_account
from torilla.people.models import WorkAccount
from torilla.people.pages import page_of, person_or_404


class LinkForm(forms.Form):
    """The provider's own id of the person."""

    subject = forms.CharField(
        label=_("Id of the work account"),
        help_text=_("Whoever tries to sign in and is not let in sees it on the page."),
        max_length=255,
    )


def work_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a work account to the person, or take it away."""
    somebody = person_or_404(request, pk, "people.link_work_account", timezone.now())
    context = {
        "person": somebody,
        "account": WorkAccount.objects.filter(person=somebody).first(),
        "configured": settings.WORK_ACCOUNTS,
    }
    if "unlink" in request.POST:
        return act(
            request,
            None,
            lambda **who: unlink_work_account(person=somebody, **who),
            template="people/work_account.html",
            context=context,
            to=page_of(somebody),
            said=_("The work account has been taken away."),
        )
    form = LinkForm(request.POST or None)

    def link(**who: Any) -> Any:
        if settings.WORK_ACCOUNTS is None:
            raise Http404
        issuer = settings.WORK_ACCOUNTS.issuer
        return link_work_account(person=somebody, issuer=issuer, **form.cleaned_data, **who)

    return act(
        request,
        form,
        link,
        template="people/work_account.html",
        context=context,
        to=page_of(somebody),
        said=_("The work account is linked."),
    )
