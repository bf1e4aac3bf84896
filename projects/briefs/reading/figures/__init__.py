"""Figures of the work: which number is a scale, a batch, a price or a date of what was asked for."""
