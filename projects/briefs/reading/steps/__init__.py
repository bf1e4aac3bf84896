"""The step of the chain that the work is for, and what follows from it without being said."""
