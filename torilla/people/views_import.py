"""People and units from somebody's spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from torilla.people.commands.import_rows import begin_import, leave_import
from torilla.people.commands.read_rows import correct_rows, read_rows
from torilla.people.importing import views
from torilla.people.importing.people import PeopleRows
from torilla.people.importing.units import UnitRows

COMMANDS = {
    "permission": "people.import",
    "read": read_rows,
    "correct": correct_rows,
    "begin": begin_import,
    "leave": leave_import,
}
PEOPLE = views.Way(
    kind=PeopleRows,
    name="people",
    start="people:import_people",
    page="people:imported_people",
    back="people:people",
    title=_("Bring a list of people"),
    lead=_("Name, e-mail address, unit, title, supervisor. One row is one person."),
    done=_("To the people"),
    **COMMANDS,
)
UNITS = views.Way(
    kind=UnitRows,
    name="units",
    start="people:import_units",
    page="people:imported_units",
    back="people:units",
    title=_("Bring a list of units"),
    lead=_("The name of each unit and of the one above it. One row is one unit."),
    done=_("To the units"),
    **COMMANDS,
)


def start_people(request: HttpRequest) -> HttpResponse:
    """Send a list of people."""
    return views.start(request, PEOPLE)


def imported_people(request: HttpRequest, pk: int) -> HttpResponse:
    """One list of people on its way in."""
    return views.one(request, PEOPLE, pk)


def start_units(request: HttpRequest) -> HttpResponse:
    """Send a list of units."""
    return views.start(request, UNITS)


def imported_units(request: HttpRequest, pk: int) -> HttpResponse:
    """One list of units on its way in."""
    return views.one(request, UNITS, pk)
