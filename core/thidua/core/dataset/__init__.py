"""A period as columns in files: Parquet, its parts, and who scores them.

Imported only where a dataset is.
"""
