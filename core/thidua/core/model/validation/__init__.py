"""Whether a criteria set, or a scheme, holds together by itself: all faults at once."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from thidua.core.formula.parsing import Names
from thidua.core.model.criteria import CriteriaSet, RankOn, TieKey, TieKeyKind
from thidua.core.model.expressions import read_number
from thidua.core.model.plain_table import Faults
from thidua.core.model.plain_values import did_you_mean
from thidua.core.model.scheme import Scheme
from thidua.core.model.validation.bands import band_faults, result_band_faults
from thidua.core.model.validation.branches import branch_faults
from thidua.core.model.validation.doubt import Doubt
from thidua.core.model.validation.expressions import expression_faults, read_rows
from thidua.core.model.validation.notices import notices_of
from thidua.core.model.validation.row_order import row_order_faults
from thidua.core.model.validation.rows import row_faults
from thidua.core.model.validation.trees import tree_faults
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

__all__ = ["faults_of", "faults_of_scheme", "notices_of"]


def faults_of(
    criteria_set: CriteriaSet, unread: Collection[str] = frozenset()
) -> tuple[Fault, ...]:
    """All that is wrong with a set, before any indicator or standard formula is known.

    ``unread`` are the places at which its source could not be read and a stand-in stands: no
    second fault is made of those.
    """
    return _found_once(criteria_set, frozenset(unread))


@lru_cache(maxsize=16)
def _found_once(source: CriteriaSet, unread: frozenset[str]) -> tuple[Fault, ...]:
    # Asked when the set's file is read, when a plugin has given it, and when it is compiled.
    return tuple(_faults_of(source, Doubt(unread)))


def _faults_of(source: CriteriaSet, doubt: Doubt) -> Iterator[Fault]:
    yield from tree_faults(source, doubt)
    yield from branch_faults(source, doubt)
    yield from band_faults(source, doubt)
    yield from row_faults(source, doubt)
    faults: Faults = []
    rows = read_rows(source, faults)
    yield from faults
    yield from row_order_faults(source, rows)
    yield from expression_faults(source)
    yield from result_band_faults(source.bands, doubt)
    yield from _tie_key_faults(source)
    if source.rank_on is RankOn.ROUNDED and source.rounding.total is None:
        yield _rounding_missing()


def _tie_key_faults(source: CriteriaSet) -> Iterator[Fault]:
    known: dict[TieKeyKind, Sequence[str]] = {
        TieKeyKind.SECTION: [section.code for section in source.sections],
        TieKeyKind.CRITERION: [criterion.code for criterion in source.criteria],
    }
    for position, key in enumerate(source.tie_breakers, start=1):
        codes = known.get(key.kind)
        if codes is not None and key.code not in codes:
            yield _unknown_tie_key(key, position, codes)


def _unknown_tie_key(key: TieKey, position: int, codes: Sequence[str]) -> Fault:
    is_section = key.kind is TieKeyKind.SECTION
    return Fault(
        Text(
            f"Không có {'phần' if is_section else 'tiêu chí'} nào mang mã “{key.code}”.",
            f"There is no {key.kind} with the code “{key.code}”.",
        ),
        f"tie_breakers[{position}]",
        did_you_mean(key.code, codes),
    )


def _rounding_missing() -> Fault:
    return Fault(
        Text(
            'rank_on = "rounded" cần biết tổng điểm được làm tròn đến mấy chữ số.',
            'rank_on = "rounded" needs to know to how many places totals are rounded.',
        ),
        "rank_on",
        Text("Thêm rounding = { total = 2 }.", "Add rounding = { total = 2 }."),
    )


def faults_of_scheme(scheme: Scheme, unread: Collection[str] = frozenset()) -> tuple[Fault, ...]:
    """All that is wrong with a scheme, before its criteria sets are known."""
    faults: Faults = list(result_band_faults(scheme.bands, Doubt(unread)))
    for position, key in enumerate(scheme.tie_breakers, start=1):
        if key.kind is TieKeyKind.FORMULA:
            read_number(key.code, f"tie_breakers[{position}]", Names(), faults)
    return tuple(faults)
