"""How well providers fit: scores by criterion, what is missed of the musts, and the order."""
