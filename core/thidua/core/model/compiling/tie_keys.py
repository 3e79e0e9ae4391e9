"""The tie keys that read figures: ``formula:`` keys as trees, ``indicator:`` keys looked up."""

from collections.abc import Iterable

from thidua.core.formula.parsing import Names
from thidua.core.formula.tree import Node
from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.criteria import TieKey, TieKeyKind
from thidua.core.model.expressions import read_number
from thidua.core.model.plain_table import Faults
from thidua.core.model.plain_values import did_you_mean
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault


def tie_trees(keys: Iterable[TieKey], known: Known, faults: Faults) -> dict[str, Node]:
    """The trees of ``formula:`` keys; the indicators of ``indicator:`` keys exist."""
    trees: dict[str, Node] = {}
    for position, key in enumerate(keys, start=1):
        place = f"tie_breakers[{position}]"
        if key.kind is TieKeyKind.FORMULA:
            names = Names(indicators=known.indicator_codes)
            trees[key.code] = read_number(key.code, place, names, faults)
        elif key.kind is TieKeyKind.INDICATOR and not known.answers(key.code):
            faults.append(_unknown_indicator(key.code, place, known))
    return trees


def _unknown_indicator(code: str, place: str, known: Known) -> Fault:
    what = Text(f"Không có chỉ tiêu “{code}”.", f"There is no indicator “{code}”.")
    return Fault(what, place, did_you_mean(code, list(known.indicators)))
