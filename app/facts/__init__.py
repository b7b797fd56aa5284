"""The coded facts of a case that are counted; their vault."""
