"""The deal, as four apps that build on each other: briefs, matching, sourcing, delivery."""
