"""Signing in and out in a browser: at the provider in production, as somebody invented in demo mode."""
