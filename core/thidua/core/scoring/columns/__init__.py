"""Scoring whole columns: many clusters at once, every number exact."""
