"""Three intranets as other people write them, and what the add-on promises to each."""
