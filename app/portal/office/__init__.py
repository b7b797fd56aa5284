"""Pages where the office begins: the packs being made for each meeting."""
