"""What takes longer than a test may: run by hand or at night."""
