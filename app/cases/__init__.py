"""The case, its stages and clocks, who may know of it; its vault."""
