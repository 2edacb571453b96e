"""`python -m benchmarks.child MODULE SIZE`: one bench in a process of its own, JSON lines."""

import sys
from importlib import import_module

import django

from benchmarks.sizes import SIZES

if __name__ == "__main__":
    django.setup()
    module = import_module(f"benchmarks.{sys.argv[1]}")
    for figure in module.run(SIZES[sys.argv[2]]):
        print(figure.line(), flush=True)
