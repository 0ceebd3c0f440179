"""Back-up and restore of the database."""
