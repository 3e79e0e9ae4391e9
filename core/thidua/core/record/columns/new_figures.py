"""Figures that are about to be stored, in columns."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from attrs import field, frozen

from thidua.core.exact.decimal_text import CANONICAL
from thidua.core.model.observation import Layer
from thidua.core.model.period import Span


@frozen(eq=False)
class NewFigures:
    """Figures of one span and layer, an Arrow array of text a column, a row a figure.

    No unit has two figures of an indicator and kind in one cluster. Values are canonical
    decimals; ValueError for others.
    """

    units: Any
    indicators: Any
    kinds: Any
    values: Any = field()
    bounds: Any
    sources: Any
    """None: nothing is said of sources."""
    span: Span
    layer: Layer = Layer.SELF
    period: str | None = None
    clusters: Any = None
    """With ``period``, above the self layer: the cluster in which each figure holds."""
    illustrative: Any = None
    """1 for a figure that nobody published, else 0; None: all are published."""

    @values.validator
    def _are_canonical(self, _: object, values: Any) -> None:
        if not pc.all(pc.match_substring_regex(values, f"^{CANONICAL}$"), min_count=0).as_py():
            raise ValueError("a value is no canonical decimal")

    def __attrs_post_init__(self) -> None:
        above = self.layer is not Layer.SELF
        if (self.period is not None, self.clusters is not None) != (above, above):
            raise ValueError("clusters and a period go with the layers above self, and only those")

    def __len__(self) -> int:
        return len(self.units)

    def column(self, name: str) -> Any:
        """A column by the name that the record has for it."""
        nothing, zeros = pa.scalar(None, pa.string()), pa.scalar(0, pa.int8())
        blank = pa.scalar("", pa.string())
        columns = {
            "unit": self.units,
            "indicator": self.indicators,
            "kind": self.kinds,
            "value": self.values,
            "bound": self.bounds,
            "source": blank if self.sources is None else self.sources,
            "cluster": nothing if self.clusters is None else self.clusters,
            "illustrative": zeros if self.illustrative is None else self.illustrative,
        }
        return columns[name]

    def said_once(self) -> dict[str, str | int | None]:
        """What the columns say that say the same of every figure."""
        found = {}
        for name in ("cluster", "bound", "source", "illustrative"):
            column = self.column(name)
            words = [column] if isinstance(column, pa.Scalar) else pc.unique(column)
            if len(words) == 1:
                found[name] = words[0].as_py()
        return found
