"""Says how many clauses of a policy stand in a document as they were read, and which do not.

    python tools/check_document.py FILE [--policy rautalampi]

Exit status 0 when all are bound, 1 when not, 2 when the file or the policy cannot be read. A stale
clause is shown with the fingerprint that its text has now: read the text, see whether the gist and
the rules still say what it says, then write the fingerprint into the policy file.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from torilla.policy import PolicyError, load, packaged
from torilla.policy.binding import Bound, bind, found, is_another_document
from torilla.screening.documents import Unreadable, read


def main() -> int:
    parser = argparse.ArgumentParser(description="Bind a guideline document to a policy.")
    parser.add_argument("file", type=Path, help="text, DOCX or PDF")
    parser.add_argument("--policy", default="rautalampi", help="a policy that comes with Torilla")
    options = parser.parse_args()
    try:
        policy = load(packaged(options.policy), source=options.policy)
        text = read(options.file)
    except (PolicyError, Unreadable) as error:
        print(error, file=sys.stderr)
        return 2
    return report(bind(policy.clauses, text), len(policy.clauses))


def report(bounds: Mapping[str, Bound], clauses: int) -> int:
    bound = sum(each.state == "bound" for each in bounds.values())
    print(f"{bound} of {clauses} bound")
    if is_another_document(bounds):
        print(
            "This does not look like the document of this policy: "
            f"{found(bounds)} of {clauses} clauses found."
        )
        return 1
    for id, each in bounds.items():
        if each.state == "stale":
            print(f"{id} stale, fingerprint now {each.fingerprint}: {each.text[:70]}")
        elif each.state == "missing":
            print(f"{id} missing")
    return 0 if bound == clauses else 1


if __name__ == "__main__":
    sys.exit(main())
