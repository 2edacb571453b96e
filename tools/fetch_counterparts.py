"""Install the real servers that tests start, as tests/counterparts/package-lock.json names them.

Without a Node.js on the machine that of PyPI is taken, as for the style sheets.
"""

import subprocess

from vendor_css import ROOT, npm

COUNTERPARTS = ROOT / "tests" / "counterparts"


if __name__ == "__main__":
    print("Fetching the OpenID provider that the tests sign in at")
    subprocess.run([*npm(), "ci", "--silent", "--no-progress"], cwd=COUNTERPARTS, check=True)
    (COUNTERPARTS / "node_modules" / ".done").touch()
