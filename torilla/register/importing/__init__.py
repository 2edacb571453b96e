"""A municipality's own list of accounts becomes a register."""
