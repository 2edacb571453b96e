"""Mallila: an invented municipality to try everything in. Nobody and nothing in it is real."""
