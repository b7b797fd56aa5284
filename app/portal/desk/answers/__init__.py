"""Coded answers of forms: read as the pack tells them, and told or left out together, with a reason."""
