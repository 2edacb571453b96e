"""What the applications hold of a person; see `people.hooks`."""

COVERS = frozenset(
    {
        "openings.application.made_by",
        "openings.application.proposed_by",
        "openings.attachment.added_by",
        "openings.chainexception.recorded_by",
        "openings.check.done_by",
        "openings.decision.decided_by",
        "openings.decision.person",
        "openings.section.changed_by",
        "openings.writer.added_by",
        "openings.writer.person",
    }
)
