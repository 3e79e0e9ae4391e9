"""Which plain Python function a formula is: the digest of its file, and who distributes it."""

import hashlib
import inspect
from pathlib import Path

from attrs import frozen

from thidua.core.model.formulas import Formula, PythonFunction
from thidua.core.text.fault import refuse


@frozen
class PythonSource:
    """The source of a function as a frozen set remembers it."""

    module: str
    digest: str
    """SHA-256 of the whole file, line ends as ``\\n``."""
    distribution: str
    """Name and version of what has to be installed, ``thidua 0.1.0``; empty where unknown."""


def source_of(formula: Formula, function: PythonFunction) -> PythonSource:
    """Where the function of a formula comes from; Refused where it has no source file.

    Of a decorated function, and of one that something stands in for, the function itself counts.
    """
    function = inspect.unwrap(function)
    try:
        path = Path(inspect.getsourcefile(function) or "")
        content = path.read_bytes().replace(b"\r\n", b"\n")
    except (OSError, TypeError):
        raise refuse(
            f"Không đọc được mã nguồn của công thức “{formula.code}”, nên chưa chốt được.",
            f"The source of the formula “{formula.code}” cannot be read, so the criteria set cannot"
            " be frozen.",
        ) from None
    digest = hashlib.sha256(content).hexdigest()
    return PythonSource(function.__module__, digest, _distribution(function.__module__))


def _distribution(module: str) -> str:
    """The distribution that has the module, or a package around it, as an entry point."""
    from importlib.metadata import distributions

    for distribution in distributions():
        for entry_point in distribution.entry_points:
            if f"{module}.".startswith(f"{entry_point.module}."):
                return f"{distribution.name} {distribution.version}"
    return ""
