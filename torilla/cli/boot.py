"""Bring Django up for a command, once and only when the command needs it."""

import os


def django_setup() -> None:
    """Set Django up with the settings of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torilla.config.settings")
    import django  # the supervisor of `serve` must stay small, so Django is not imported with the CLI

    django.setup()
