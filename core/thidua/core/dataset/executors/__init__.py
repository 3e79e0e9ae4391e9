"""Who does the work: this process, processes of this machine, or workers of a Dask cluster."""
