"""Areas, CDR partners, panels and agencies: reference data that is true from one day to another."""
