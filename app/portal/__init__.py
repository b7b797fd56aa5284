"""Pages for people who read: meetings, packs, reports."""
