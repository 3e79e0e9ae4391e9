"""The second reading of the tree: exactly, whole columns at once."""
