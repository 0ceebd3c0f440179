"""Two versions of a text side by side: what differs, word by word."""
