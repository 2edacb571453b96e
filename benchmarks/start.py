"""From `torilla serve` on a filled home to the first page, as after a restart."""

from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.people import signed_in
from benchmarks.serving import BARE, TORILLA, served
from benchmarks.sizes import Size
from torilla.people.models import Holding

BENCH = "start"
SECONDS = 5


def run(size: Size) -> Iterator[Figure]:
    """The first start looks at everything and is not counted; the second is."""
    cookie = signed_in(Holding.objects.get(position="municipal_manager").person)
    with served(*TORILLA, cookie=cookie) as first:
        before = first.first_page
    with served(*BARE) as bare:
        alone = bare.first_page
    with served(*TORILLA, cookie=cookie) as again:
        yield Figure(
            BENCH,
            "restart to first page",
            again.first_page,
            "s",
            at_most=SECONDS,
            reference="bare Django on the same server",
            reference_value=alone,
            more={"first_start": before},
        )
