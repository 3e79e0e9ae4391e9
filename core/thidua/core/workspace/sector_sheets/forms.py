"""All the sheets of a sector's workbook, in their order."""

from typing import Final

from thidua.core.workspace.sector_sheets.case_forms import CASE_UNITS, CASES
from thidua.core.workspace.sector_sheets.criteria_forms import CRITERIA
from thidua.core.workspace.sector_sheets.detail_forms import KNOTS, ROWS, STEPS
from thidua.core.workspace.sector_sheets.formula_forms import CHECKS, FORMULAS, PARAMETERS
from thidua.core.workspace.sector_sheets.sector_forms import (
    GRADES,
    INDICATORS,
    SECTOR,
    UNIT_KINDS,
)
from thidua.core.workspace.sector_sheets.set_forms import BANDS, SECTIONS, SETS

FORMS: Final = (
    SECTOR,
    UNIT_KINDS,
    INDICATORS,
    GRADES,
    FORMULAS,
    PARAMETERS,
    CHECKS,
    SETS,
    BANDS,
    SECTIONS,
    CRITERIA,
    ROWS,
    STEPS,
    KNOTS,
    CASES,
    CASE_UNITS,
)
"""A form stands behind that of the records above it."""
