"""JAR, CDRM, panel and themed meetings: seats, quorum, declarations, items."""
