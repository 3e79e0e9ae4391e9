"""One piece of work given to ``thidua`` and to its peers: see ``benchmarks/README.md``."""
