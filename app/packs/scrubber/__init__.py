"""The anonymiser as a process of its own: without keys, database, secrets or open files, and on time."""
