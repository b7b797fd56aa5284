"""Pages of who sits on a panel: their meetings, their declarations, the packs that they read."""
