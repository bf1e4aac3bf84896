"""Pictures of the running demo after a tour."""
