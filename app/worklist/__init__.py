"""The cases of an office as it sees them each morning: late, held, searched, corrected, moved."""
