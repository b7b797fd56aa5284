"""Key worker, contacts, what the family asked and said."""
