"""The audit log as a room: how its chain is made and verified, searched, and handed over."""
