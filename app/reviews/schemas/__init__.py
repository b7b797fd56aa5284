"""What travels over the wire beside a review."""
