"""The positions that a policy may name. Who holds them is for `people` to say."""

POSITIONS = (
    "head_of_unit",
    "communications_lead",
    "municipal_manager",
    "administrative_director",
    "ict_specialist",
    "set_up_person",
)

SUPERVISOR = "supervisor"
"""Not a position of its own: the supervisor of the person whom the matter concerns."""

HOLDERS = (*POSITIONS, SUPERVISOR)
"""Who can be given a duty."""

BODIES = (
    "sector_management_group",
    "municipal_management_group",
    "municipal_board",
    "municipal_council",
)
"""Groups that a policy may make decide; the sector's is that of the sector of the unit in question."""

DECIDERS = (*BODIES, *HOLDERS)
"""Who can decide on opening an account; the supervisor is that of whoever made the application."""

APPLICANT = "applicant"
"""Where nobody need propose: whoever made the application sends it themselves."""
