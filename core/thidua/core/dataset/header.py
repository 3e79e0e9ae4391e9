"""What a dataset says of itself, beside the frozen scheme by which its clusters are scored."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from thidua.core.dataset.naming import JUDGED, NOT_APPLICABLE, SPECIAL, TEXTS, column_of
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.freezing import digest_of, freeze_scheme
from thidua.core.model.indicator import WhenBlank
from thidua.core.model.observation import Layer
from thidua.core.model.period import Span
from thidua.core.model.scheme import Scheme

FORMAT, VERSION = "thidua-dataset", 1

MOST_PLACES = 6
"""Decimals of a column of figures at most, so that one stray figure does not widen the rest."""
MOST_JUDGED_PLACES = 18
"""Decimals of a column of judged points at most."""


@frozen
class InputColumn:
    """A column of figures: value = integer · 10^-places."""

    name: Name
    places: int = 0
    zero_when_blank: bool = False
    """Whether an empty cell is a presumed zero; else nothing was reported."""

    @property
    def column(self) -> str:
        """Its name in the file."""
        return column_of(self.name)


@frozen
class JudgedColumn:
    """A column of judged points, scaled likewise."""

    criterion: str
    places: int = 0

    zero_when_blank = False

    @property
    def column(self) -> str:
        """Its name in the file."""
        return f"{JUDGED}{self.criterion}"

    @property
    def name(self) -> Name:
        """Under which name special figures stand for its points."""
        return Name(self.column)


def _by_column(inputs: Iterable[InputColumn]) -> tuple[InputColumn, ...]:
    return tuple(sorted(inputs, key=lambda one: one.column))


def _by_criterion(judged: Iterable[JudgedColumn]) -> tuple[JudgedColumn, ...]:
    return tuple(sorted(judged, key=lambda one: one.criterion))


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))


@frozen
class DatasetHeader:
    """Period, layer, rules and columns of a dataset; the counts are the writer's to fill in."""

    period: str
    span: Span
    layer: Layer | None
    """None: of each cluster the highest layer that holds anything."""
    scheme: str = field(repr=False)
    """The scheme with its sets, as ``freeze_scheme`` writes them."""
    inputs: tuple[InputColumn, ...] = field(default=(), converter=_by_column)
    judged: tuple[JudgedColumn, ...] = field(default=(), converter=_by_criterion)
    not_applicable: tuple[str, ...] = field(default=(), converter=_sorted)
    """The criteria that do not apply to somebody."""
    release: str = ""
    """The release of thidua that wrote the file."""
    clusters: int = 0
    rows: int = 0
    empty: tuple[str, ...] = field(default=(), converter=_sorted)
    """The clusters without members, which no row tells of."""

    @property
    def scheme_digest(self) -> str:
        """What binds the file to its rules."""
        return digest_of(self.scheme)

    @property
    def figures(self) -> tuple[InputColumn | JudgedColumn, ...]:
        """The columns of integers."""
        return (*self.inputs, *self.judged)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file, in its order."""
        return (
            *TEXTS,
            *(one.column for one in self.figures),
            *(f"{NOT_APPLICABLE}{code}" for code in self.not_applicable),
            SPECIAL,
        )


def header_for(
    period: str,
    span: Span,
    layer: Layer | None,
    scheme: Scheme,
    sets: Mapping[str, CompiledSet],
    *,
    places: Mapping[Name, int],
    judged_places: Mapping[str, int] | None = None,
    not_applicable: Iterable[str] = (),
    release: str = "",
) -> DatasetHeader:
    """The header of a period that is about to be written.

    ``places`` and ``judged_places`` give the decimals of each column, of which at most
    :data:`MOST_PLACES` (:data:`MOST_JUDGED_PLACES`) are kept: a figure that does not fit is written
    beside. Indicators whose blanks mean zero always get a column.
    """
    zeros = {
        Name(one.code)
        for compiled in sets.values()
        for one in compiled.indicators
        if one.when_blank is WhenBlank.ZERO
    }
    return DatasetHeader(
        period,
        span,
        layer,
        freeze_scheme(scheme, sets),
        tuple(
            InputColumn(name, min(places.get(name, 0), MOST_PLACES), name in zeros)
            for name in {*places, *zeros}
        ),
        tuple(
            JudgedColumn(code, min(digits, MOST_JUDGED_PLACES))
            for code, digits in (judged_places or {}).items()
        ),
        tuple(not_applicable),
        release,
    )
