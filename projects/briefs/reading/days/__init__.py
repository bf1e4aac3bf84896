"""Days, windows and lengths of time."""
