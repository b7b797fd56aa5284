"""The statutory forms and code lists, as versioned data."""
