"""The documents of a cluster: what each says, built from the record alone."""
