"""Units, clusters, periods; formulas, scoring, the record. Knows nothing of plugins or screens."""
