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
