"""All the checks of one sector, each area of them in a child process that can be ended."""

from collections.abc import Collection, Iterable
from pathlib import Path

from thidua.plugins.kit.examination import Examination
from thidua.plugins.kit.limits import DEFAULT_EXAMPLES, KitLimits, limits_from
from thidua.plugins.kit.reaching import reached
from thidua.plugins.kit.results import Area, CheckResult


def check_plugin(
    target: str | Path,
    *,
    limits: KitLimits | None = None,
    examples: int = DEFAULT_EXAMPLES,
    areas: Collection[Area] = tuple(Area),
    folders: Iterable[Path] = (),
) -> tuple[CheckResult, ...]:
    """Check one sector, and say of every check what was tried and what came out.

    ``target`` is an entry point, package or code of an installed plugin, the code of a sector in
    one of the workspace's ``folders``, or the path of a folder (a package, a project that holds
    one, or TOML alone) or of a workbook. Refused where there is none such. With few ``areas``
    the others are not tried, as far as these need nothing of them.
    """
    allowed = limits_from() if limits is None else limits
    beside = tuple(folders)
    with reached(target, allowed, beside) as found:
        results = [*found.results]
        if found.target is not None:
            examination = Examination(found.target, allowed, examples, areas, beside)
            results.extend(map(found.located, examination.results()))
    return _in_order(it for it in results if it.area in areas or it.failed)


def _in_order(results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """By area, and what one check says of several subjects side by side."""
    found = list(results)
    areas, checks = list(Area), list(dict.fromkeys(it.check for it in found))
    return tuple(sorted(found, key=lambda it: (areas.index(it.area), checks.index(it.check))))
