"""Rights that ended: noting that one has seen on the network itself that they are gone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import Refused
from torilla.core.ids import id_in
from torilla.register.commands.note_removal import note_removal
from torilla.register.facts import unseen_removals
from torilla.register.pages import crumbs_of
from torilla.register.views import must, seen_or_404


def removals(request: HttpRequest, pk: int) -> HttpResponse:
    """The ended rights of an account that nobody has seen gone; one button each."""
    account, record = seen_or_404(request, pk)
    must(request, "register.note_removal", account)
    rows = unseen_removals().filter(account=account, until__lte=timezone.now())
    rows = rows.select_related("person").order_by("until", "pk")

    def run(**who: Any) -> Any:
        wanted = id_in(request.POST.get("right", ""))
        right = account.stewardships.filter(pk=wanted).first() if wanted is not None else None
        if right is None:
            raise Refused(_("Choose at least one thing."))
        return note_removal(stewardship=right, **who)

    return act(
        request,
        None,
        run,
        template="register/removals.html",
        context=lambda: {
            "account": account,
            "record": record,
            "rights": rows,
            "crumbs": crumbs_of(account, record),
        },
        to=request.path,
        said=_("Noted: the right is gone on the network too."),
    )
