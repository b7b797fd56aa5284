"""What a report counts: pure functions from coded facts to tables that may be shown."""
