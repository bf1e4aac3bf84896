"""A story told through actions. Never installed in production."""
