"""The conformance kit: whether a sector declares, behaves, costs and scores as it should.

The same checks run from the command line and in an author's own tests::

    thidua plugin check health

    from thidua.plugins.kit import check_plugin

    results = check_plugin("health")
    assert not [it for it in results if it.failed]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from thidua.plugins.kit.checking import check_plugin
    from thidua.plugins.kit.limits import KitLimits
    from thidua.plugins.kit.results import Area, CheckResult, Verdict

__all__ = ["Area", "CheckResult", "KitLimits", "Verdict", "check_plugin"]

_MODULES: Final = {
    "Area": "results",
    "CheckResult": "results",
    "KitLimits": "limits",
    "Verdict": "results",
    "check_plugin": "checking",
}


def __getattr__(name: str) -> Any:
    """Imported at the first use: pytest loads this package, for its plugin, in every run."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
