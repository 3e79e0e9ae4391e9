"""Worked cases of a sector: figures in; points, ranks and bands out.

A case is a file ``cases/*.toml`` beside the sector's other files, written by whoever knows the
rules, with the source of what is expected::

    source = "Worked example in the department's guidance, annex 2"

    [[units]]
    code = "u1"
    vaccinated = 950
    born = 1000
    expect = { points = "9.50", rank = 1 }

See :mod:`thidua.plugins.kit.cases.reading` for every key.
"""

from collections.abc import Iterator

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.plugins.folder import Folder
from thidua.plugins.kit.cases.comparing import differences
from thidua.plugins.kit.cases.naming import names_in
from thidua.plugins.kit.cases.reading import read_case
from thidua.plugins.kit.cases.records import CaseFile
from thidua.plugins.kit.cases.running import score_case
from thidua.plugins.kit.cases.telling import told
from thidua.plugins.kit.checks import NO_CASES
from thidua.plugins.kit.examining import Examined
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.wording import result, with_remedy


def case_results(examined: Examined) -> list[CheckResult]:
    """One result for each file of cases, and one for each fault of a file."""
    return list(_results(examined))


def _results(examined: Examined) -> Iterator[CheckResult]:
    names = names_in(examined.root)
    if not names or examined.root is None:
        yield result(Area.CASES, "cases", Verdict.SKIPPED, NO_CASES)
        return
    folder = Folder(examined.root)
    read = 0
    for name in names:
        try:
            case = read_case(folder, name, examined)
        except Refused as refused:
            yield from (_unreadable(name, fault) for fault in refused.faults)
            continue
        read += 1
        yield _outcome(case, folder, examined)
    if read == len(names):
        said = Text(f"Đọc được {read} tệp.", f"{_counted(read, 'file')} read.")
        yield result(Area.CASES, "case-files", Verdict.PASSED, said)


def _unreadable(name: str, fault: Fault) -> CheckResult:
    return result(Area.CASES, "case-files", Verdict.FAILED, with_remedy(fault), name, fault.place)


def _outcome(case: CaseFile, folder: Folder, examined: Examined) -> CheckResult:
    scored = score_case(case, examined.compiled[case.criteria])
    found = differences(scored)
    if found:
        words = told(found, scored, lambda it: folder.place(case.file, it.path))
        place = folder.place(case.file, found[0].expected.path)
        return result(Area.CASES, "cases", Verdict.FAILED, words, case.file, place)
    count, units = sum(len(unit.expected) for unit in case.units), len(case.units)
    agrees = Text(
        f"{count} giá trị của {units} đơn vị đúng như mong đợi ({case.source}).",
        f"{_counted(count, 'value')} of {_counted(units, 'unit')} as expected ({case.source}).",
    )
    return result(Area.CASES, "cases", Verdict.PASSED, agrees, case.file, folder.label(case.file))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
