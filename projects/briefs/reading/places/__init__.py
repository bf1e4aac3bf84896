"""Places of the work and its markets, and places where nothing is wanted."""
