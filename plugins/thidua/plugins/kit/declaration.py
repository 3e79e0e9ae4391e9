"""The checks of what a sector declares: one line for each that passed, one for each fault."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from thidua.core.model.criteria import Basis, CriteriaSet
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.plugins.kit.checks import DECLARATION
from thidua.plugins.kit.examining import Examined
from thidua.plugins.kit.facts import NOTHING, facts_of
from thidua.plugins.kit.fault_sorting import check_of_fault, check_of_quarantine, subject_of
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.wording import result, with_remedy
from thidua.plugins.quarantine import Quarantine

_NOT_IMPORTED = Text(
    "Chưa thử được, vì phần mở rộng không nạp được.",
    "Not tried, for the plugin cannot be imported.",
)
_NOT_IN_A_FAULTY_TABLE = Text(
    "Chưa thử, vì bảng điểm có lỗi.", "Not tried, for the table has faults."
)
_OF_TABLES = frozenset(
    {
        "references",
        "structure",
        "points-add-up",
        "bands",
        "validity-spans",
        "names-known",
        "formulas-compile",
    }
)
"""The checks of criteria sets, of which one with a fault is not looked into any further."""


def declaration_results(examined: Examined) -> list[CheckResult]:
    """What the checks of the declaration say, in their order."""
    failures = [*_failures(examined), *_unfounded(examined), *_overlapping(examined)]
    failed = {it.check for it in failures}
    facts = facts_of(examined)
    results = list(failures)
    for check in DECLARATION:
        if check in failed:
            continue
        if not examined.imported and check != "import":
            results.append(declared(check, Verdict.SKIPPED, _NOT_IMPORTED))
        elif facts[check] is NOTHING:
            is_untried = check in _OF_TABLES and failed & _OF_TABLES
            why = _NOT_IN_A_FAULTY_TABLE if is_untried else NOTHING
            results.append(declared(check, Verdict.SKIPPED, why))
        else:
            results.append(declared(check, Verdict.PASSED, _noted(check, facts[check], examined)))
    order = list(DECLARATION)
    return sorted(results, key=lambda it: order.index(it.check))


def declared(
    check: str, verdict: Verdict, came_out: Text, subject: str = "", place: str = ""
) -> CheckResult:
    """The result of a check of the declaration."""
    return result(Area.DECLARATION, check, verdict, came_out, subject, place)


def _failures(examined: Examined) -> Iterator[CheckResult]:
    quarantined = {
        (it.fault.what, it.place): it for it in reversed(examined.sector.code.quarantined)
    }
    for fault in examined.faults:
        item = quarantined.get((fault.what, fault.place))
        if item is None:
            check, subject, came_out = check_of_fault(fault), subject_of(fault), with_remedy(fault)
        else:
            check, subject, came_out = _of_code(item)
        yield declared(check, Verdict.FAILED, came_out, subject, fault.place)


def _of_code(item: Quarantine) -> tuple[str, str, Text]:
    said = with_remedy(Fault(item.cause, remedy=item.remedy))
    by = f"{item.hook}: " if item.hook and item.item else ""
    return (
        check_of_quarantine(item),
        item.item or item.hook,
        Text(f"{by}{said.vi}", f"{by}{said.en}"),
    )


def _noted(check: str, fact: Text, examined: Examined) -> Text:
    """A fact with what is odd, though nothing forbids it."""
    notes = [it for it in _notices(examined) if check_of_fault(it) == check]
    if check == "hooks" and examined.sector.code.attempt is not None:
        notes.extend(Fault(it) for it in examined.sector.code.attempt.notices)
    vi = "".join(f" Lưu ý: {it.in_language('vi')}" for it in notes)
    en = "".join(f" Note: {it.in_language('en')}" for it in notes)
    return Text(fact.vi + vi, fact.en + en)


def _notices(examined: Examined) -> Sequence[Fault]:
    return examined.sector.notices


def _unfounded(examined: Examined) -> Iterator[CheckResult]:
    """Official tables that do not say on which document they, or their criteria, rest."""
    for code, criteria_set in examined.criteria_sets.items():
        if criteria_set.basis is not Basis.OFFICIAL or criteria_set.legal_basis:
            continue
        for criterion in criteria_set.criteria:
            if not criterion.reference and criterion.parent is None:
                yield declared(
                    "references",
                    Verdict.FAILED,
                    Text(
                        f"Bảng điểm “{code}” được ghi là chính thức nhưng không có legal_basis,"
                        " và tiêu chí này không có reference.",
                        f"The set “{code}” is declared official without a legal_basis, and this"
                        " criterion has no reference.",
                    ),
                    criterion.code,
                )


def _overlapping(examined: Examined) -> Iterator[CheckResult]:
    """Editions of one table, told by codes that differ in digits alone, valid on the same day."""
    for one, other in combinations(examined.criteria_sets.values(), 2):
        if _edition(one) == _edition(other) and _last(one, other) >= _first(one, other):
            yield declared(
                "validity-spans",
                Verdict.FAILED,
                Text(
                    f"Bảng điểm “{one.code}” và “{other.code}” cùng có hiệu lực từ"
                    f" {_first(one, other):%d/%m/%Y}; đặt valid_to cho bảng cũ.",
                    f"The sets “{one.code}” and “{other.code}” are both valid from"
                    f" {_first(one, other):%d/%m/%Y}; give the older one a valid_to.",
                ),
                other.code,
            )


def _edition(criteria_set: CriteriaSet) -> tuple[str, str | None]:
    return re.sub(r"[0-9]+", "#", criteria_set.code), criteria_set.sector


def _first(one: CriteriaSet, other: CriteriaSet) -> date:
    return max(one.valid_from or date.min, other.valid_from or date.min)


def _last(one: CriteriaSet, other: CriteriaSet) -> date:
    return min(one.valid_to or date.max, other.valid_to or date.max)
