"""Books: an entry for every business row, an effect for every handled event."""
