"""The code blocks of the pages, run as a reader would: files written, commands typed."""
