"""The exact reading of the tree, node by node."""
