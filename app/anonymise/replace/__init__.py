"""What stands in the place of what is removed, and what a person must look at."""
