"""Papers of all rooms: drawn from templates, made once, kept, sent, and each download in the audit log."""
