"""What the national child mortality database is owed, was sent, and has answered."""
