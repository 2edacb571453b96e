"""What everybody may see of the register, off until somebody switches it on.

The pages are made from a snapshot, a file in TORILLA_HOME, and never ask the database: they stay up
while it is down, and a citizen's visit costs nothing that a steward's work would miss.
"""
