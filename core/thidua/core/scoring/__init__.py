"""Points, totals, ranking, explanation, comparison: pure functions over the model."""
