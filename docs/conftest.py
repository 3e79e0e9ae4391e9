"""Runs every code block of the pages: pytest docs."""

from blocks.page_folder import open_folder, remove_folder
from blocks.running import regions
from sybil import Sybil

pytest_collect_file = Sybil(
    parsers=[regions], pattern="*.md", setup=open_folder, teardown=remove_folder
).pytest()
