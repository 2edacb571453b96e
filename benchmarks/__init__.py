"""How fast Torilla is and how much it takes, each figure beside a named reference of the same run."""
