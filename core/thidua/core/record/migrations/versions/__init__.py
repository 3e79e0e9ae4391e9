"""Migration scripts; each is left as it is once released."""
