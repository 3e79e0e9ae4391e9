"""The same figures scored in two processes, of which one thinks it is elsewhere."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from thidua.core.text.bilingual import Text
from thidua.plugins.confinement import Stopped
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.stage_child import StageChild
from thidua.plugins.kit.wording import result, stopped_words

PROCESSES = 3
"""A choice of two by the seed of hashes comes out the same in all of them once in four."""

_DIFFERENT = Text(
    "Ở tiến trình khác, cùng số liệu lại cho điểm khác: cách tính phụ thuộc vào thứ tự của set,"
    " thời gian, múi giờ, locale hoặc số ngẫu nhiên.",
    "In another process the same figures give other points: the rule depends on the order of a set,"
    " the time, the time zone, the locale or random numbers.",
)


def reproduction_results(
    here: StageChild, elsewhere: Callable[[], StageChild], seed: int
) -> Iterator[CheckResult]:
    """A result for each criterion whose points differ between the child that is ``here`` and
    others, or one for all."""
    try:
        found = [_digests(here, seed, elsewhere=False)]
        for _ in range(PROCESSES - 1):
            with elsewhere() as child:
                found.append(_digests(child, seed, elsewhere=True))
    except Stopped as stopped:
        yield _reproduced(Verdict.FAILED, stopped_words(stopped, here.limits))
        return
    first = found[0]
    differing = [name for name in first if any(it.get(name) != first[name] for it in found[1:])]
    for name in differing:
        yield _reproduced(Verdict.FAILED, _DIFFERENT, name)
    if not differing:
        yield _reproduced(
            Verdict.PASSED,
            Text(
                f"Đúng ở {len(first)} tiêu chí, trong {PROCESSES} tiến trình.",
                f"Holds for {len(first)} criteria, in {PROCESSES} processes.",
            ),
        )


def _digests(child: StageChild, seed: int, *, elsewhere: bool) -> Mapping[str, str]:
    found: Mapping[str, Any] = child.ask("fingerprint", seed=seed, elsewhere=elsewhere)
    several = len(found) > 1
    return {
        f"{code} {criterion}" if several else criterion: str(digest)
        for code, digests in found.items()
        for criterion, digest in digests.items()
    }


def _reproduced(verdict: Verdict, words: Text, subject: str = "") -> CheckResult:
    return result(Area.BEHAVIOUR, "deterministic", verdict, words, subject)
