"""What providers sell: offering, catalogue search, shortlist."""
