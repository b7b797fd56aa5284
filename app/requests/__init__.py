"""Information asked of agencies, and their reporting forms."""
