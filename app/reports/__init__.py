"""Figures for the CDR partners: measures over coded facts, shown by the counting rules, sealed and signed."""
