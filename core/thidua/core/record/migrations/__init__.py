"""The history of the schema, one script in ``versions`` a schema number."""
