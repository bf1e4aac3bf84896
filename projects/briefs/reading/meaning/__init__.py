"""What a name means beside its neighbours: the same words name a service here, and there a product, a contract or a quality."""
