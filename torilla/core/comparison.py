"""Two writers, one record: what the other one saved beside what was typed here."""

from typing import Any, cast

from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from torilla.core.command import Changed

LOCK = "version"
"""The hidden field in which a form remembers which row it was filled from (`current.pk` or `.version`)."""


def sides(form: BaseForm | None, changed: Changed) -> list[dict[str, Any]]:
    """A row a visible field: `label`, `theirs`, `yours` as words, and whether they differ."""
    if form is None:
        return []
    return [
        {
            "label": field.label,
            "theirs": (theirs := _words(field, getattr(changed.current, field.name, None))),
            "yours": (yours := _words(field, form.cleaned_data.get(field.name))),
            "differs": theirs != yours,
        }
        for field in form
        if not field.is_hidden and hasattr(changed.current, field.name)
    ]


def keep_mine(form: BaseForm | None, current: Any) -> None:
    """Let the next press of the button save what was typed: the writer has now seen the other text."""
    if form is not None and LOCK in form.fields:
        typed = cast(QueryDict, form.data).copy()
        typed[form.add_prefix(LOCK)] = str(getattr(current, "version", current.pk))
        form.data = typed


def _words(field: BoundField, value: Any) -> str:
    """A value as the reader would say it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_words(field, one) for one in value)
    choices = dict(getattr(field.field, "choices", ()) or ()) if isinstance(value, str) else {}
    return str(choices.get(value, value))
