"""The positions that the guideline speaks of. A position is held by a person for a time; it may be vacant."""

from django.utils.translation import gettext_lazy as _

SET_UP_PERSON = "set_up_person"
MUNICIPAL_MANAGER = "municipal_manager"
ADMINISTRATIVE_DIRECTOR = "administrative_director"
COMMUNICATIONS_LEAD = "communications_lead"
ICT_SPECIALIST = "ict_specialist"
HEAD_OF_UNIT = "head_of_unit"

POSITIONS = (
    (SET_UP_PERSON, _("set-up person")),
    (MUNICIPAL_MANAGER, _("municipal manager")),
    (ADMINISTRATIVE_DIRECTOR, _("administrative director")),
    (COMMUNICATIONS_LEAD, _("communications lead")),
    (ICT_SPECIALIST, _("ICT specialist")),
    (HEAD_OF_UNIT, _("head of unit")),
)

NAMES = dict(POSITIONS)

OF_A_UNIT = frozenset({HEAD_OF_UNIT})
"""Positions that exist once a unit; the others exist once in the municipality."""

SHARED = frozenset({SET_UP_PERSON, COMMUNICATIONS_LEAD, ICT_SPECIALIST})
"""Positions that several may hold at once; of the others a new holder follows the former one."""
