"""The conformance kit: whether a sector declares, behaves, costs and scores as it should.

The same checks run from the command line and in an author's own tests::

    thidua plugin check health

    from thidua.plugins.kit import check_plugin

    results = check_plugin("health")
    assert not [it for it in results if it.failed]
"""

from thidua.plugins.kit.checking import check_plugin
from thidua.plugins.kit.limits import KitLimits
from thidua.plugins.kit.results import Area, CheckResult, Verdict

__all__ = ["Area", "CheckResult", "KitLimits", "Verdict", "check_plugin"]
