"""The networks: each is a folder, and nothing outside this package knows its name.

For now a folder holds only its addresses. Ask `registry.read` what a text is the address of.
"""
