"""Images in governing texts, and the field and editor with which a text with images is written."""
