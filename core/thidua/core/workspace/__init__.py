"""The use cases: open a period, take figures in, score, rank, explain, report."""
