"""What the page of an application shows of its papers."""

from typing import Any

from torilla.openings.models import Application
from torilla.openings.sheet.decision import has_decision


def sheet_part(application: Application) -> dict[str, Any]:
    """For `openings/parts/sheet.html`: what there is to take along."""
    return {"decided": has_decision(application), "asked": application.round > 0}
