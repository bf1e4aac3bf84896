"""Real processes, killed and frozen. Each is ended by its own id; nothing leaves this machine."""
