"""The command line: parses, prints, composes; every rule lives below it."""
