"""Channel lines: what the municipality has settled on the use of each network (C10, C11)."""

from dataclasses import dataclass, field
from datetime import datetime

from torilla.register.models import ChannelLine
from torilla.register.queries import network_name


def line_on(network: str, now: datetime) -> ChannelLine | None:
    """What is settled on the network; None where nothing is."""
    lines = ChannelLine.objects.at(now).filter(network=network).select_related("body")
    return lines.first()


@dataclass
class OfNetwork:
    """A network: the line in force (None: none any more) and those before it, the newest first."""

    network: str
    name: str
    line: ChannelLine | None = None
    earlier: list[ChannelLine] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The look of the line's tag."""
        looks = {"recommended": "ok", "experimental": "info", "not_used": "warn"}
        return looks[self.line.line] if self.line else "neutral"


def lines_by_network(now: datetime) -> list[OfNetwork]:
    """Every network that has or had a line, by name."""
    found: dict[str, OfNetwork] = {}
    rows = ChannelLine.objects.filter(since__lte=now).select_related("body", "recorded_by")
    for row in rows.order_by("-since", "-pk"):
        of = found.setdefault(row.network, OfNetwork(row.network, network_name(row.network)))
        if row.until is None or row.until > now:
            of.line = row
        else:
            of.earlier.append(row)
    return sorted(found.values(), key=lambda of: (of.line is None, of.name.casefold()))
