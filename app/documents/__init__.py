"""Documents: JSON in; PDF, HTML, CSV or SVG out; and the text of each, read back for the gate."""
