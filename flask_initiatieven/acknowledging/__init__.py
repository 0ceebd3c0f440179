""" "Gelezen": a reader's tick, who is asked for it, and how many did."""
