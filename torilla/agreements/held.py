"""What the agreements hold of a person; see `people.hooks`."""

COVERS = frozenset(
    {
        "agreements.agreement.answered_by",
        "agreements.agreement.ended_by",
        "agreements.agreement.person",
        "agreements.agreement.proposed_by",
        "agreements.agreement.supervisor",
    }
)
