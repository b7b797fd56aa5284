"""Pages of figures: the reports of an area, with their charts and tables."""
