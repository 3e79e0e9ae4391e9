"""The package that a new sector begins as: complete, sound, and there to be changed.

The files lie under ``files/`` as they are written, but for their names: a text ends in ``.in``,
and ``@@code@@`` and its like, in a text or in the name of a file, stand for what
:class:`SectorNames` says. Every other file is copied.
"""

from thidua.plugins.scaffold.clashes import clashes
from thidua.plugins.scaffold.filling import package_files
from thidua.plugins.scaffold.first_steps import checking, ranking_the_sample
from thidua.plugins.scaffold.sector_names import SectorNames, sector_names

__all__ = [
    "SectorNames",
    "checking",
    "clashes",
    "package_files",
    "ranking_the_sample",
    "sector_names",
]
