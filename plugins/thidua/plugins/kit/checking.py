"""All the checks of one sector, each area of them in a child process that can be ended."""

from collections.abc import Collection
from pathlib import Path

from thidua.plugins.kit.limits import DEFAULT_EXAMPLES, KitLimits
from thidua.plugins.kit.results import Area, CheckResult


def check_plugin(
    target: str | Path,
    *,
    limits: KitLimits | None = None,
    examples: int = DEFAULT_EXAMPLES,
    areas: Collection[Area] = tuple(Area),
) -> tuple[CheckResult, ...]:
    """Check one sector, and say of every check what was tried and what came out.

    ``target`` is an entry point, package or code of an installed plugin, or the path of a
    folder (a package, or TOML alone) or of a workbook. Refused where there is none such.
    """
    raise NotImplementedError
