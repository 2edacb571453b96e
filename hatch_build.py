"""Build hook: a wheel carries its CSS, its collected static files and its translations.

Git ignores them, since they are made: a wheel without them would build, and look broken.
An editable install (a checkout) needs none of them yet.
"""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MADE = ("torilla/web/vendor/.done", "torilla/web/collected/staticfiles.json")


class MadeFiles(BuildHookInterface):
    """Refuses to build a wheel that would lack what is made, and says how to make it."""

    def initialize(self, version, build_data):
        """Called by hatchling before each build; `version` is "editable" or "standard"."""
        root = Path(self.root)
        catalogues = root.glob("torilla/locale/*/LC_MESSAGES/*.po")
        made = [root / name for name in MADE] + [po.with_suffix(".mo") for po in catalogues]
        missing = [path for path in made if not path.exists()]
        if missing and version != "editable":
            raise SystemExit(
                f"{missing[0].relative_to(root)} is not made yet: run `make css` first."
            )
