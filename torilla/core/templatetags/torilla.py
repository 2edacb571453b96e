"""What every template may use: the one-time token of forms, moments as people write them."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

NARROW = "\N{NO-BREAK SPACE}"
WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
CLOCK = {"fi": f" klo{NARROW}", "sv": f" kl.{NARROW}", "en": ", "}


@register.simple_tag(takes_context=True)
def form_token(context: Context) -> SafeString:
    """The hidden one-time token: the same form sent twice is done once.

    A page shown again after an error keeps its token, since nothing was done with it.
    """
    request = context.get("request")
    token = request.POST.get("form_token") if request is not None else None
    return format_html(
        '<input type="hidden" name="form_token" value="{}">', token or secrets.token_urlsafe(16)
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """ke 25.11.2026; the same order in every language."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{WEEKDAYS[_language()][local.weekday()]}{NARROW}{local.day}.{local.month}.{local.year}"


@register.filter
def moment(value: datetime | None) -> str:
    """ke 25.11.2026 klo 14.30 · ons 25.11.2026 kl. 14.30 · Wed 25.11.2026, 14.30."""
    if value is None:
        return ""
    return f"{day(value)}{CLOCK[_language()]}{hour(value)}"


@register.filter
def hour(value: datetime) -> str:
    """14.30, without *klo*: for columns headed so."""
    local = timezone.localtime(value)
    return f"{local.hour}.{local.minute:02}"


@register.simple_tag
def when(value: date | datetime | None, form: str = "moment") -> SafeString:
    """`<time>` with the moment (or, with form="day", the day) in words; "" for None."""
    if value is None:
        return SafeString("")
    words = moment(value) if form == "moment" and isinstance(value, datetime) else day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def moment_of(value: datetime | None) -> str:
    """`moment` for `{% moment_of x as words %}`."""
    return moment(value)


@register.simple_tag
def kind(field: BoundField) -> str:
    """How a field is laid out: "choices" (a group of its own), "check" (label behind) or "line"."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(field.field.widget, forms.CheckboxInput) else "line"


@register.simple_tag
def described(field: BoundField, help_text: str = "") -> SafeString:
    """The field's control, tied to its help and its errors for whoever does not see them."""
    field.field.widget.attrs.pop("placeholder", None)  # it vanishes while one types; help is text
    told = field.errors or field.help_text or help_text
    return field.as_widget(attrs={"aria-describedby": f"{field.auto_id}_about"} if told else {})


@register.simple_tag
def nth(columns: Sequence[Mapping[str, Any]], index: int) -> str:
    """The label of a column by its place."""
    return str(columns[index]["label"]) if index < len(columns) else ""


@register.filter
def item(mapping: Any, key: str) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key) if mapping else None


def _language() -> str:
    language = (get_language() or "fi")[:2]
    return language if language in WEEKDAYS else "fi"
