"""The behaviour checks of every criteria set, as the child process runs them."""

import locale
import os
import time
from collections.abc import Iterator
from importlib.util import find_spec

from attrs import evolve

from thidua.core.text.bilingual import Text
from thidua.plugins.kit.examining import Examined
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.wording import result

NEEDS_HYPOTHESIS = Text(
    "Cần thư viện hypothesis: pip install 'thidua[kit]'.",
    "Needs the library hypothesis: pip install 'thidua[kit]'.",
)
NO_SETS = Text(
    "Không có bảng điểm nào dùng được để thử.", "There is no sound criteria set to try it on."
)


def behaviour_results(examined: Examined, examples: int, seed: int) -> Iterator[CheckResult]:
    """What the checks of the behaviour say of each set; skipped where there is none, or where
    hypothesis is not installed."""
    if find_spec("hypothesis") is None:
        yield result(Area.BEHAVIOUR, "behaviour", Verdict.SKIPPED, NEEDS_HYPOTHESIS)
        return
    from thidua.plugins.kit.behaviour import behaviour_checks

    for code, compiled in examined.compiled.items():
        checks = behaviour_checks(
            compiled,
            examined.known_indicators,
            examined.known_formulas,
            examples=examples,
            seed=seed,
            checks=examined.checks.values(),
        )
        for it in checks:
            several = len(examined.compiled) > 1
            yield evolve(it, subject=f"{code} {it.subject}".strip()) if several else it


def fingerprints(
    examined: Examined, seed: int, *, elsewhere: bool = False
) -> dict[str, dict[str, str]]:
    """Digests of the results on generated figures, by criteria set and criterion; ``elsewhere``
    in another locale and time zone, and in another order of the units. The seed of hashes is
    another in every process."""
    from thidua.plugins.kit.behaviour.fingerprinting import criterion_fingerprints

    if elsewhere:
        _move_elsewhere()
    return {
        code: criterion_fingerprints(
            compiled,
            examined.known_indicators,
            examined.known_formulas,
            seed=seed,
            order=int(elsewhere),
        )
        for code, compiled in examined.compiled.items()
    }


_LOCALES = ("de_DE.UTF-8", "vi_VN.UTF-8", "tr_TR.UTF-8", "C")


def _move_elsewhere() -> None:
    os.environ["TZ"] = "Pacific/Kiritimati"
    if hasattr(time, "tzset"):
        time.tzset()
    for name in _LOCALES:
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        return
