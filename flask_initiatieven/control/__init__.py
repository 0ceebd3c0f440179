"""Control: the first page, with a panel for each room that is managed."""
