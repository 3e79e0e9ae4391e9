"""The words of a trace, node by node."""
