"""Runs every code block of the pages: pytest docs."""

from sybil import Sybil

from blocks.page_folder import open_folder, remove_folder
from blocks.running import regions

pytest_collect_file = Sybil(
    parsers=[regions], pattern="*.md", setup=open_folder, teardown=remove_folder
).pytest()
