"""From records back to the plain values that :mod:`thidua.core.model.structuring` reads.

What a default says is left out, and each value has one form: a whole number is an integer, any
other a decimal text. So ``read_sector(unstructure_sector(it)) == it``, and the same for criteria
sets, for every record that the readers give.
"""

from thidua.core.model.unstructuring.criteria_sets import unstructure_criteria_set
from thidua.core.model.unstructuring.sector_files import unstructure_sector

__all__ = ["unstructure_criteria_set", "unstructure_sector"]
