"""A period of the record as a dataset, and figures in bulk into it. Needs the extra ``scale``."""
