"""Who can do what a sponsor needs, in which order, and why."""
