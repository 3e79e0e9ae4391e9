"""Units, clusters, periods, criteria, observations: frozen records that cannot be built wrong."""
