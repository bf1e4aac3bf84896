"""Telling other systems what happened: signed, thin, and again until they have taken it."""
