"""What a person has chosen of notices: to be given out with their data, and forgotten with them."""

from typing import Any

from torilla.duties.models import CalendarLink, NoticeChoice
from torilla.duties.queries import calendar_link_of, often_of
from torilla.people.models import Person


def exported_choices(person: Person) -> dict[str, Any]:
    """How often the person wants mail, and since when a calendar reads their duties."""
    link = calendar_link_of(person)
    return {"often": often_of(person), "calendar_since": link and link.made_at.isoformat()}


def forget_choices(person: Person) -> None:
    """The address of the calendar stops working, and the choice goes."""
    CalendarLink.objects.filter(person=person).delete()
    NoticeChoice.objects.filter(person=person).delete()
