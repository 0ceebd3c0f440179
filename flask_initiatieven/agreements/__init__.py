"""Two-sided expectations agreements."""
