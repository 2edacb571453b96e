"""What the tests of openings share."""

from torilla.openings.tests.groups import draft, management_group, nothing_against, sector_group  # noqa: F401
from torilla.openings.tests.setting_up import approved, begun, ready  # noqa: F401
