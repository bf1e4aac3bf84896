"""Organisations, who belongs to them in which role, the actor of every action, invitations and API tokens."""
