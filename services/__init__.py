"""What they sell: offering, catalogue search, shortlist."""
