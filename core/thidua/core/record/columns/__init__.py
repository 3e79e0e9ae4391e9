"""Figures of whole periods in columns, in and out: no row object an entry. Needs Arrow."""
