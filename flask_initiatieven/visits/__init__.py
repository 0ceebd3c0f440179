"""Working visits of aldermen."""
