"""Known answers, and a second reader of the sealed formats."""
