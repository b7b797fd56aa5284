"""Key ring, providers, sealed cells, blind index."""
