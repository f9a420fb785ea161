"""What must hold: one rule, one function."""
