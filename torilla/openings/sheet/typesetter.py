"""Sets one sheet: reads it as JSON from standard input and writes the PDF to standard output.

Run by `pdf.render` as a process of its own, with limits of its own, and so a script: it imports nothing of
ours. Its arguments are the seconds and the bytes that it may use, and the moment that the file bears.
"""

import resource
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
STANDARDS: "typst.PDFStandards" = ["ua-1", "a-2a"]
"""Accessible and lasting: minutes are kept. typst refuses a sheet that would not be."""


def typeset(data: str, *, at: int, template: bytes) -> bytes:
    """The PDF. Data is data: the template reads it as JSON, so nothing in it can be markup.

    Neither the network nor the machine's fonts are asked. Raises typst.TypstError where the template
    makes what is not accessible (no title, a heading level left out).
    """
    made = typst.compile(
        template,
        root=HERE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=STANDARDS,
        timestamp=at,
    )
    assert isinstance(made, bytes)
    return made


def main() -> None:
    seconds, memory, at = (int(argument) for argument in sys.argv[1:])
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (within, within))
    template = (HERE / "sheet.typ").read_bytes()
    sys.stdout.buffer.write(typeset(sys.stdin.read(), at=at, template=template))


if __name__ == "__main__":
    main()
