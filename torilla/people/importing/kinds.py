"""The kinds of file that this package reads."""

from torilla.people.importing.people import PeopleRows
from torilla.people.importing.units import UnitRows

KINDS = {"people": PeopleRows, "units": UnitRows}
