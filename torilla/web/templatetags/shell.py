"""Icons and clause chips as tags: in long lists a component in a component would cost too much."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from torilla.web.icons import ICONS

register = template.Library()

DRAWN = {
    name: mark_safe(  # noqa: S308  (our own drawings)
        f'<svg class="t-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shape}</svg>'
    )
    for name, shape in ICONS.items()
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing that repeats the word beside it; hidden from those who hear the page."""
    return DRAWN.get(name, DRAWN["info"])


TAGS = {
    "ok": ("success", "check"),
    "warn": ("warning", "warning"),
    "late": ("danger", "clock"),
    "info": ("info", "info"),
    "rehearsal": ("brand2", ""),
}
"""Kinds of tags: the design system's colour, the drawing."""


@register.simple_tag
def tag(kind: str, word: str, icon: str = "") -> SafeString:
    """A word of state with its colour and drawing; any other kind is neutral, `plain` without frame."""
    colour, drawing = TAGS.get(kind, ("neutral", ""))
    name = icon or drawing
    return format_html(
        '<span class="ds-tag t-tag{}" data-color="{}">{}{}</span>',
        " t-tag--plain" if kind == "plain" else "",
        colour,
        DRAWN.get(name, DRAWN["info"]) if name else "",
        word,
    )


@register.simple_tag(takes_context=True)
def chip(context: Context, id: str, place: str = "", url: str = "") -> SafeString:
    """A clause: where it stands in the guideline, leading to it when it can be opened."""
    known: dict[str, Any] = {}
    if shell := context.get("shell"):
        known = shell.clauses.get(id) or {}
    where, to = place or known.get("place", ""), url or known.get("url", "")
    words = _("Guideline")
    if where:
        spoken = known.get("language", "fi")
        if spoken != get_language():
            where = format_html('<span lang="{}">{}</span>', spoken, where)
        words = format_html(_("Guideline: %(where)s").replace("%(where)s", "{}"), where)
    inner = format_html("{}<span>{} <b>({})</b></span>", DRAWN["book"], words, id)
    if to:
        return format_html('<a class="t-clause" href="{}">{}</a>', to, inner)
    return format_html('<span class="t-clause">{}</span>', inner)
