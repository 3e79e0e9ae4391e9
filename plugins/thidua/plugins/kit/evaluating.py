"""Whether every criterion can be scored at all, and how long a cell takes: a call a criterion, so
that one which never ends is named."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from thidua.core.text.bilingual import Text
from thidua.core.text.number_format import format_number
from thidua.plugins.confinement import Stopped
from thidua.plugins.kit.limits import KitLimits
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.stage_child import StageChild
from thidua.plugins.kit.wording import result, skipped, stopped_words

_MICROSECONDS = 1000
_STOPPED = Text(
    "Chưa đo được, vì có tiêu chí không tính được trong giới hạn.",
    "Not measured, for a criterion cannot be scored within the limits.",
)


def evaluation_results(
    child: StageChild, criteria: Mapping[str, Sequence[str]], limits: KitLimits
) -> tuple[CheckResult, ...]:
    """Score each criterion on a few figures; nothing follows the first that has to be stopped."""
    spent: dict[str, int] = {}
    for code, held in criteria.items():
        for criterion in held:
            name = f"{code} {criterion}" if len(criteria) > 1 else criterion
            try:
                spent[name] = int(child.ask("cell-time", set=code, criterion=criterion))
            except Stopped as stopped:
                return _stopped(name, stopped_words(stopped, child.limits))
    within = Text(
        f"Tính được {len(spent)} tiêu chí.", f"All {len(spent)} criteria could be scored."
    )
    return (
        result(Area.RESOURCES, "within-limits", Verdict.PASSED, within),
        *_times(spent, limits.cell_milliseconds),
    )


def _stopped(criterion: str, words: Text) -> tuple[CheckResult, ...]:
    return (
        result(Area.RESOURCES, "within-limits", Verdict.FAILED, words, criterion),
        skipped(Area.RESOURCES, "time-per-cell", _STOPPED),
    )


def _times(spent: Mapping[str, int], most: int) -> list[CheckResult]:
    slow = [name for name, time in spent.items() if time > most * _MICROSECONDS]
    named = slow or [max(spent, key=lambda name: spent[name])]
    verdict = Verdict.FAILED if slow else Verdict.PASSED
    return [
        result(
            Area.RESOURCES,
            "time-per-cell",
            verdict,
            _in_words(name, spent[name], most, is_slow=bool(slow)),
            name if slow else "",
        )
        for name in named
    ]


def _in_words(name: str, microseconds: int, most: int, *, is_slow: bool) -> Text:
    # Any less would be shown as nothing at all.
    taken = max(Fraction(microseconds, _MICROSECONDS), Fraction(1, 10))
    vi, en = format_number(taken, "vi", 1), format_number(taken, "en", 1)
    if is_slow:
        return Text(
            f"Một ô mất {vi} mili giây, quá mức cho phép {most}.",
            f"One cell takes {en} milliseconds, over the {most} allowed.",
        )
    return Text(
        f"Lâu nhất là {name}: {vi} mili giây một ô (cho phép {most}).",
        f"The slowest is {name}: {en} milliseconds a cell ({most} allowed).",
    )
