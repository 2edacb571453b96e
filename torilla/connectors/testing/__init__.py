"""What every network must keep to: see contract_tests."""
