"""What in a text may point at a person: each module is one pass, and returns spans."""
