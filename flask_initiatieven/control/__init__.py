"""Control: life cycle and roles."""
