"""The installed plugins that no process can load: they take no codes, and may disturb no check."""

from thidua.plugins.containment.cache_place import trials_file
from thidua.plugins.containment.limits import PluginLimits
from thidua.plugins.containment.loading import is_foreign
from thidua.plugins.containment.trial_records import TrialRecords
from thidua.plugins.containment.trials import try_out
from thidua.plugins.discovery import installed
from thidua.plugins.kit.limits import KitLimits


def unloadable(limits: KitLimits) -> list[str]:
    """The entry points of those that hang, end or fill the process that loads them."""
    foreign = [it.origin for it in installed().found if is_foreign(it.origin)]
    allowed = PluginLimits(limits.seconds, limits.memory)
    stopped = try_out(foreign, allowed, TrialRecords(trials_file())) if foreign else {}
    return [origin.entry_point for origin in stopped]
