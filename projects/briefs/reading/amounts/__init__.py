"""Numbers with their units: scales, batches, money. What they belong to is not decided here."""
