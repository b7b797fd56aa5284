"""Decisions about a notification, as pure functions over the form as it was sent."""
