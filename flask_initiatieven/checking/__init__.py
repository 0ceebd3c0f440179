"""Check and doctor: what is unsafe or missing at this host, and how to mount."""
