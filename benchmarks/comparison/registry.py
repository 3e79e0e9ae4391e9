"""All engines, in the order of the table."""

from typing import Final

from comparison.engine import AnyEngine
from comparison.engines.decimal_objects import DECIMAL
from comparison.engines.decision_libraries import (
    PYMCDM,
    RANKS_BY_HAND,
    SCIKIT_CRITERIA,
    WEIGHTED_SUM,
)
from comparison.engines.fractions_loop import FRACTIONS
from comparison.engines.libreoffice import LIBREOFFICE
from comparison.engines.memory_pass import MEMORY_PASS
from comparison.engines.numba_kernel import NUMBA
from comparison.engines.numpy_kernel import NUMPY
from comparison.engines.openfisca import OPENFISCA, OPENFISCA_BY_HAND
from comparison.engines.pandas_float import PANDAS
from comparison.engines.thidua_columns import COLUMNS, COLUMNS_ON_TWO
from comparison.engines.thidua_ranking import RANKING
from comparison.engines.thidua_scalar import SCALAR

WHOLE_WORK: Final[tuple[AnyEngine, ...]] = (
    MEMORY_PASS,
    NUMBA,
    NUMPY,
    COLUMNS,
    COLUMNS_ON_TWO,
    SCALAR,
    OPENFISCA,
    OPENFISCA_BY_HAND,
    PANDAS,
    DECIMAL,
    FRACTIONS,
    LIBREOFFICE,
)
"""Score, add up, rank and class; the first only reads."""
ONLY_RANKING: Final[tuple[AnyEngine, ...]] = (
    RANKS_BY_HAND,
    RANKING,
    WEIGHTED_SUM,
    SCIKIT_CRITERIA,
    PYMCDM,
)
"""Rank points that are there already."""


def engine_called(code: str) -> AnyEngine:
    """The engine of a code."""
    return next(one for one in (*WHOLE_WORK, *ONLY_RANKING) if one.code == code)


def installed(engines: tuple[AnyEngine, ...]) -> tuple[AnyEngine, ...]:
    """Those whose library is there."""
    return tuple(one for one in engines if one.version() is not None)
