"""Who acts when a claim changes something: the provider, which may do only that."""

from typing import Any

MAY = frozenset(
    {
        "people.change",
        "people.fill_position",
        "people.link_work_account",
        "people.stop_work_account",
    }
)


class Provider:
    """The work account's provider. What it gives it may take away again; what people gave it may not."""

    audit_name = "provider"

    def may(self, permission: str, subject: object, *, now: Any) -> bool:
        return permission in MAY

    def __repr__(self) -> str:
        return "PROVIDER"


PROVIDER = Provider()
