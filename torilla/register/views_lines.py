"""Channel lines: what is settled on each network, settling it, ending it (C10, C11)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.connectors import registry
from torilla.core.acting import act
from torilla.people.permissions import reach
from torilla.register.commands.settle_line import end_line, settle_line
from torilla.register.forms_lines import LineForm
from torilla.register.lines import line_on, lines_by_network
from torilla.register.models import ChannelLine
from torilla.register.pages import crumbs
from torilla.register.queries import network_name
from torilla.register.views import must

SETTLE = "register.settle_line"


def lines(request: HttpRequest) -> HttpResponse:
    """The line on each network, with body, day and section, and those before it."""
    now = timezone.now()
    context = {
        "networks": lines_by_network(now),
        "may_settle": reach(request.user, now=now).everywhere(SETTLE),
        "crumbs": crumbs(),
    }
    return render(request, "register/lines.html", context)


def settle(request: HttpRequest) -> HttpResponse:
    """Record what a body has settled on a network."""
    must(request, SETTLE, None)
    network = request.GET.get("network", "")
    known = {each.slug for each in registry.networks()}
    before = line_on(network, timezone.now()) if network in known else None
    initial: dict[str, Any] = {"network": network if network in known else ""}
    if before is not None:
        initial |= {"line": before.line, "body": before.body_id, "note": before.note}
    form = LineForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda **who: settle_line(**form.cleaned_data, **who),
        template="register/settle_line.html",
        context={"before": before, "crumbs": _crumbs()},
        to="register:lines",
        said=lambda line: (
            _("The line on %(network)s is recorded (C10).")
            % {"network": network_name(line.network)}
        ),
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a line without a new one, after a page that says what follows."""
    must(request, SETTLE, None)
    line = ChannelLine.objects.select_related("body").filter(pk=pk).first()
    if line is None:
        raise Http404
    return act(
        request,
        None,
        lambda **who: end_line(line=line, **who),
        template="register/end_line.html",
        context={"line": line, "network": network_name(line.network), "crumbs": _crumbs()},
        to="register:lines",
        said=_("The line has ended. It stays in the history."),
    )


def _crumbs() -> list[dict[str, str]]:
    return [*crumbs(), {"label": _("Channel lines"), "url": reverse("register:lines")}]
