"""How something is said: must, wish, not, there already, or for later; and how far a word of this kind reaches."""
