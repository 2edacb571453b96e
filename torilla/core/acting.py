"""From a form to a command and back: the one way in which a page writes.

A view loads what its reader may see, makes the form, and leaves the rest to `act`:

    form = NameForm(request.POST or None)
    return act(
        request, form, lambda **who: name_steward(account=account, **form.cleaned_data, **who),
        template="register/name.html", context={"account": account},
        to=account.get_absolute_url(), said=_("Named."),
    )

| the command | the answer |
| --- | --- |
| returns | redirect to `to`, with `said` as a message |
| `AlreadyDone` | the same redirect: "This was already saved." |
| `Refused` with a field and no clause, `ValidationError` | 422, the page again, the error at the field |
| `Refused` otherwise | 422, the page again, `refusal` in the context |
| `IntegrityError`: two at once | 422, the page again, `refusal` says that somebody was faster |
| `Changed` | 409, the page again, `compare` in the context: both versions, one to choose |
| `NotAllowed` | goes through and becomes 403 (what may not be *seen* is 404 before one comes here) |
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.command import AlreadyDone, Changed, Refused
from torilla.core.comparison import keep_mine, sides

Context = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


def act(
    request: HttpRequest,
    form: BaseForm | None,
    run: Callable[..., Any],
    *,
    to: Any,
    said: Any = "",
    template: str = "web/act.html",
    context: Context | None = None,
) -> HttpResponse:
    """Show the page on GET; on POST run `run(token=…, actor=…, now=…)` and answer with its outcome.

    `to` is what `redirect` takes (name, address, model) or a function of the command's result; `said`
    a sentence or a function of the result. `form` is None where there is but a button. `context`
    may be a function, called only when the page is shown. Any other exception goes through.
    """
    page = Page(request, form, template, context)
    if request.method != "POST":
        return page.show()
    if form is not None and not form.is_valid():
        return page.show(422)
    try:
        result = run(token=request.POST.get("form_token"), actor=request.user, now=timezone.now())
    except AlreadyDone:
        messages.info(request, _("This was already saved. It was not done twice."))
        return HttpResponseRedirect(resolve_url("web:home" if callable(to) else to))
    except (Refused, ValidationError, Changed, IntegrityError) as outcome:
        return page.again(outcome)
    if text := said(result) if callable(said) else said:
        messages.success(request, str(text))
    return HttpResponseRedirect(resolve_url(to(result) if callable(to) else to))


class Page:
    """The page of a form, shown as often as it takes; nothing typed is lost."""

    def __init__(
        self, request: HttpRequest, form: BaseForm | None, template: str, context: Context | None
    ) -> None:
        self.request, self.form, self.template, self.context = request, form, template, context

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        given = self.context() if callable(self.context) else self.context or {}
        response = render(
            self.request, self.template, {"form": self.form, **given, **more}, status=status
        )
        response.holds_form = True  # type: ignore[attr-defined]  # read by the web's KeptFormMiddleware
        return response

    def again(self, outcome: Exception) -> HttpResponse:
        """The page once more, with what kept the command from being done."""
        if isinstance(outcome, Refused):
            return self.refuse(outcome)
        if isinstance(outcome, ValidationError):
            return self.reject(outcome)
        if isinstance(outcome, Changed):
            return self.compare(outcome)
        return self.refuse(Refused(_("Somebody saved the same at the same moment. Look again.")))

    def refuse(self, refused: Refused) -> HttpResponse:
        form, name = self.form, refused.field
        if form is None or name is None or name not in form.fields:
            return self.show(422, refusal=refused)
        if refused.clause:
            return self.show(422, refusal=refused, refused_field=form[name])
        form.add_error(name, _sentence(refused))
        return self.show(422)

    def reject(self, error: ValidationError) -> HttpResponse:
        if self.form is None:
            return self.show(422, refusal=Refused(" ".join(error.messages)))
        known = not hasattr(error, "error_dict") or set(error.error_dict) <= set(self.form.fields)
        self.form.add_error(None, error if known else error.messages)
        return self.show(422)

    def compare(self, changed: Changed) -> HttpResponse:
        keep_mine(self.form, changed.current)
        return self.show(
            409, compare={"by": changed.by, "at": changed.at, "rows": sides(self.form, changed)}
        )


def _sentence(refused: Refused) -> str:
    return " ".join(str(part) for part in (refused, refused.remedy) if part)
