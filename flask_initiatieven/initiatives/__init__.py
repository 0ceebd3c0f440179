"""The registry of residents' initiatives."""
