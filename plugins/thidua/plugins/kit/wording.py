"""The words that the checks of all areas share."""

from collections.abc import Mapping
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.plugins.confinement import Limits, Stop, Stopped
from thidua.plugins.confinement.limits import MIB
from thidua.plugins.kit.checks import AMONG_OTHERS, BEHAVIOUR, CASES, DECLARATION, RESOURCES
from thidua.plugins.kit.results import Area, CheckResult, Verdict

_TRIED: Final[Mapping[Area, Mapping[str, Text]]] = {
    Area.DECLARATION: {**DECLARATION, **AMONG_OTHERS},
    Area.BEHAVIOUR: BEHAVIOUR,
    Area.RESOURCES: RESOURCES,
    Area.CASES: CASES,
}


def result(
    area: Area,
    check: str,
    verdict: Verdict,
    came_out: Text,
    subject: str = "",
    place: str = "",
) -> CheckResult:
    """A result with the words of what its check tries."""
    return CheckResult(area, check, verdict, _TRIED[area][check], came_out, subject, place)


def skipped(area: Area, check: str, why: Text) -> CheckResult:
    """The result of a check that was not tried."""
    return result(area, check, Verdict.SKIPPED, why)


def with_remedy(fault: Fault) -> Text:
    """A fault without its place, and what to do about it."""
    if fault.remedy is None:
        return fault.what
    return Text(f"{fault.what.vi} {fault.remedy.vi}", f"{fault.what.en} {fault.remedy.en}")


def stopped_words(stopped: Stopped, limits: Limits) -> Text:
    """How a stage of the checks came to its end before it was done."""
    match stopped.kind:
        case Stop.TIME:
            seconds = limits.wall_seconds
            unit = "second" if seconds == 1 else "seconds"
            return Text(f"Không dừng sau {seconds} giây.", f"Did not end within {seconds} {unit}.")
        case Stop.MEMORY:
            size = limits.memory // MIB
            return Text(f"Dùng quá {size} MiB bộ nhớ.", f"Took over {size} MiB of memory.")
        case Stop.DIED:
            return Text(
                f"Kết thúc chương trình ({stopped.detail}).",
                f"Ended the program ({stopped.detail}).",
            )
        case Stop.FAILED:
            return Text(
                f"Dừng vì lỗi ngoài dự kiến ({stopped.detail}).",
                f"Stopped by an unforeseen error ({stopped.detail}).",
            )
    return stopped.words
