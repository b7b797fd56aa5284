"""Deciding about a whole pack from its overview: approved, released, withdrawn, prepared anew."""
