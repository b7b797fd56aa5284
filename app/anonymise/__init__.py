"""Packs that name no child and figures that point at none: pure functions, standard library only."""
