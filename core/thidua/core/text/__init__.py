"""Vietnamese numbers, dates, names and sorting; messages in Vietnamese and English."""
